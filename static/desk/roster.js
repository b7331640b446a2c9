// 名单: who is appraised, part by part. Whole rosters before voting; single lines afterwards.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask, button, field, select, w } from '../staff/dialogs.js';
import { input } from '../staff/groups_editor.js';
import { rosterBox } from '../staff/roster_rows.js';
import { row, table, tool } from './table.js';

const COLUMNS = [{ key: 'roster.line', kind: 'narrow' }].concat(
  ['name', 'unit', 'post', 'mode'].map((key) => ({ key: 'roster.' + key })),
  [{ key: 'acts' }],
);

const started = (desk) => desk.meeting.phase !== 'rehearsal' && desk.meeting.rounds.length > 0;
const strip = (s) => ({ name: s.name, unit: s.unit || '', post: s.post || '', mode: s.mode || 'onsite' });

// The document with the subjects of one part exchanged.
function withSubjects(doc, at, subjects) {
  const parts = doc.parts.map((part, i) => (i === at ? Object.assign({}, part, { subjects }) : part));
  return Object.assign({}, doc, { parts });
}

async function askSubject(title, given) {
  const f = {
    name: input(null, given.name),
    unit: input(null, given.unit),
    post: input(null, given.post),
    mode: select(
      [
        { value: 'onsite', key: 'mode.onsite' },
        { value: 'written', key: 'mode.written' },
      ],
      given.mode || 'onsite',
    ),
  };
  return ask({
    title,
    yes: t('save'),
    content: Object.keys(f).map((key) => field('roster.' + key, f[key])),
    check: () => (f.name.value.trim() ? '' : t('roster.noname')),
    value: () => ({
      name: f.name.value.trim(),
      unit: f.unit.value.trim(),
      post: f.post.value.trim(),
      mode: f.mode.value,
    }),
  });
}

function build(desk) {
  const doc = desk.meeting.document;
  const late = started(desk);

  async function saved(work) {
    if (await desk.act(work)) {
      await desk.act(desk.refresh);
      desk.build();
      desk.say(t('saved'), true);
    }
  }
  const put = (at, subjects) => saved(() => desk.api.put(desk.path(), withSubjects(doc, at, subjects)));
  const patch = (change) => saved(() => desk.api.patch(desk.path(), change));

  function move(at, list, i, by) {
    const moved = list.slice();
    moved.splice(i + by, 0, moved.splice(i, 1)[0]);
    return late
      ? patch({ order: { [desk.meeting.document.parts[at].name]: moved.map((s) => s.id) } })
      : put(at, moved.map(strip));
  }

  async function edit(at, list, i) {
    const changed = await askSubject(t('roster.edit', { name: list[i].name }), list[i]);
    if (!changed) return;
    if (late) await patch({ names: { [list[i].id]: changed } });
    else
      await put(
        at,
        list.map((s, j) => (j === i ? changed : strip(s))),
      );
  }

  async function withdraw(at, list, i) {
    const sure = await ask({
      title: t('roster.withdraw.title', { name: list[i].name }),
      yes: t('roster.withdraw'),
      danger: true,
      content: [el('p', {}, t('roster.withdraw.why'))],
    });
    if (!sure) return;
    if (late) await patch({ withdraw: [list[i].id] });
    else await put(at, list.filter((s, j) => j !== i).map(strip));
  }

  async function add(at, part, list) {
    const made = await askSubject(t('roster.add'), { mode: 'onsite' });
    if (!made) return;
    if (late) await patch({ add: [Object.assign({ part: part.name }, made)] });
    else await put(at, list.map(strip).concat([made]));
  }

  function line(at, list, s, i) {
    const acts = [
      tool('roster.up', s.name, () => move(at, list, i, -1), i === 0),
      tool('roster.down', s.name, () => move(at, list, i, 1), i === list.length - 1),
      tool('roster.change', s.name, () => edit(at, list, i)),
      tool('roster.withdraw', s.name, () => withdraw(at, list, i)),
    ];
    return row(COLUMNS, [i + 1, s.name, s.unit, s.post, t('mode.' + s.mode), el('div', { class: 'acts tight' }, acts)]);
  }

  function paste(at, list) {
    const box = rosterBox(desk.api, []);
    const use = async (before) => {
      if (!(await box.ready())) {
        desk.say(t('roster.first'));
        return;
      }
      if (!box.count()) {
        desk.say(t('roster.empty'));
        return;
      }
      await put(at, before.map(strip).concat(box.read()));
    };
    return el(
      'details',
      { class: 'paste', open: list.length === 0 },
      w('summary', 'roster.many'),
      box.node,
      el(
        'div',
        { class: 'acts' },
        button('roster.append', () => use(list), list.length ? '' : 'primary'),
        list.length ? button('roster.replace', () => use([])) : null,
      ),
    );
  }

  function card(part, at) {
    const list = desk.meeting.subjects.filter((s) => s.part === part.name);
    return el(
      'section',
      { class: 'card block' },
      el('h2', {}, t('roster.part', { part: part.name, n: list.length })),
      list.length
        ? table(
            part.name,
            COLUMNS,
            list.map((s, i) => line(at, list, s, i)),
          )
        : null,
      el(
        'div',
        { class: 'acts lead' },
        button('roster.add', () => add(at, part, list), 'small'),
      ),
      late ? null : paste(at, list),
    );
  }

  return { node: el('div', {}, late ? w('p', 'roster.late', { class: 'banner' }) : null, doc.parts.map(card)) };
}

export const section = { key: 'roster', build, mark: (desk) => (desk.meeting.subjects.length ? '✓' : '') };
