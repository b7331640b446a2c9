// 票卡: issues and prints cards or paper ballots, voids lost ones. Codes pass through to paper and are never kept.
import { $, el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask, button, field, select, w } from '../staff/dialogs.js';
import { input } from '../staff/groups_editor.js';
import { entered } from '../staff/meeting_state.js';
import { when } from './log.js';
import { row, table, tool } from './table.js';

const PER_PAGE = 12;

// The print sheet is the server's own page; its sheet alone is taken over, as elements.
async function issue(desk, body) {
  const html = await desk.api.text('POST', desk.path('/cards'), body, 'text/html');
  const page = new DOMParser().parseFromString(html, 'text/html');
  fill(
    $('#sheets'),
    Array.from(page.querySelectorAll('.sheet')).map((sheet) => document.adoptNode(sheet)),
  );
}

// The parts that a group votes in: a paper ballot is for one of them.
const partsOf = (desk, group) =>
  desk.meeting.document.parts
    .filter((part) => !entered(part) && (!part.groups || !part.groups.length || part.groups.includes(group)))
    .map((part) => part.name);

const fillOptions = (control, names) =>
  fill(
    control,
    names.map((name) => el('option', { value: name }, name)),
  );

// One line a person: a card that may not score somebody may not in any part (DOMAIN: same name and unit is one person).
function peopleOf(desk) {
  const known = new Map();
  desk.meeting.subjects.forEach((s) => {
    const text = [s.name, s.unit].filter(Boolean).join(' · ');
    if (!known.has(text)) known.set(text, { value: s.id, text });
  });
  return Array.from(known.values());
}

function fieldsOf(desk) {
  const f = {
    kind: select(
      ['cards', 'forms'].map((value) => ({ value, key: 'cards.kind.' + value })),
      'cards',
    ),
    group: select(
      desk.meeting.document.groups.map((g) => ({ value: g.name, text: g.name })),
      desk.meeting.document.groups[0].name,
    ),
    part: el('select', {}),
    count: input(null, '', { inputmode: 'numeric' }),
    recuse: select([{ value: '', key: 'cards.nobody' }].concat(peopleOf(desk)), ''),
  };
  f.number = () => (/^\d{1,6}$/.test(f.count.value.trim()) ? Number(f.count.value) : 0);
  f.forms = () => f.kind.value === 'forms';
  f.body = () =>
    Object.assign(
      { group: f.group.value, count: f.number() },
      f.recuse.value ? { recuse: f.recuse.value } : {},
      f.forms() ? { print: 'forms', part: f.part.value } : {},
    );
  return f;
}

// What will come out of the printer.
const pagesLine = (f) =>
  t(f.forms() ? 'cards.pages.forms' : 'cards.pages', { n: f.number(), pages: Math.ceil(f.number() / PER_PAGE) });

function askSure(f) {
  const n = f.number();
  const key = f.forms() ? 'cards.sure.forms' : 'cards.sure';
  return ask({
    title: t(key, { n, group: f.group.value }),
    yes: t('cards.print'),
    content: [el('p', {}, pagesLine(f)), el('p', {}, t('cards.once'))],
  });
}

function issueForm(desk, printed) {
  const f = fieldsOf(desk);
  const pages = el('p', { class: 'hint', role: 'status' });
  const part = field('cards.part', f.part, 'cards.part.hint');
  function follow() {
    part.hidden = !f.forms();
    pages.textContent = f.number() ? pagesLine(f) : '';
  }
  function regroup() {
    fillOptions(f.part, partsOf(desk, f.group.value));
    follow();
  }
  async function go() {
    if (!f.number()) {
      desk.say(t('cards.count.wrong'));
      f.count.focus();
      return;
    }
    const body = f.body();
    if (!(await askSure(f)) || !(await desk.act(() => issue(desk, body)))) return;
    printed(body.count);
    await desk.act(desk.refresh);
    window.print();
  }
  f.group.addEventListener('change', regroup);
  f.kind.addEventListener('change', follow);
  f.count.addEventListener('input', follow);
  regroup();
  return el(
    'section',
    { class: 'card block' },
    w('h2', 'cards.issue'),
    el(
      'div',
      { class: 'grid' },
      field('cards.kind', f.kind),
      field('cards.group', f.group),
      part,
      el('div', {}, field('cards.count', f.count, 'cards.spare'), pages),
      field('cards.recuse', f.recuse, 'cards.recuse.hint'),
    ),
    button('cards.issue.do', go, 'primary'),
  );
}

async function voided(desk, body, question) {
  const sure = await ask(Object.assign({ danger: true, content: [el('p', {}, t('cards.void.why'))] }, question));
  if (!sure || !(await desk.act(() => desk.api.post(desk.path('/void-cards'), body)))) return false;
  await desk.act(desk.refresh, t('cards.voided'));
  return true;
}

function voidForm(desk) {
  const codes = el('textarea', { rows: '4', spellcheck: 'false', autocomplete: 'off' });
  async function go() {
    const tokens = codes.value
      .split(/[\n,，;；]+/)
      .map((one) => one.slice(one.lastIndexOf('#') + 1).trim())
      .filter(Boolean);
    if (!tokens.length) {
      desk.say(t('cards.codes.none'));
      codes.focus();
      return;
    }
    const question = { title: t('cards.void.title', { n: tokens.length }), yes: t('cards.void') };
    if (await voided(desk, { tokens }, question)) codes.value = '';
  }
  return el(
    'section',
    { class: 'card block' },
    w('h2', 'cards.lost'),
    field('cards.codes', codes, 'cards.codes.hint'),
    button('cards.void', go, 'danger'),
  );
}

const COLUMNS = [
  { key: 'cards.head.batch' },
  { key: 'cards.head.at', kind: 'narrow' },
  { key: 'group.name' },
  { key: 'cards.head.count', kind: 'number' },
  { key: 'cards.head.void', kind: 'number' },
  { key: 'cards.head.valid', kind: 'number' },
  { key: 'acts' },
];

// What the log says of each batch: when it was printed, and as what.
async function printedOf(desk) {
  const lines = (await desk.api.get(desk.path('/log'))).log.filter((line) => line.act === 'cards');
  return new Map(lines.map((line) => [line.detail.batch, line]));
}

function kindOf(desk, one, line) {
  const away =
    peopleOf(desk).find((person) => person.value === one.recuse) ||
    desk.meeting.subjects.find((s) => s.id === one.recuse);
  return [
    line && line.detail.part ? t('cards.as.form', { part: line.detail.part }) : '',
    away ? t('cards.as.recused', { name: away.text || away.name }) : '',
  ].filter(Boolean);
}

function batches(desk, printed) {
  const question = (one) => ({
    title: t('cards.batch.title', { n: one.count, group: one.group, code: one.batch }),
    yes: t('cards.batch.void'),
  });
  const act = (one, name) => {
    if (!one.batch) return '';
    if (one.void === one.count) return el('span', { class: 'soft' }, t('cards.allvoid'));
    return tool(
      'cards.batch.void',
      name,
      () => voided(desk, { batch: one.batch }, question(one)),
      desk.meeting.phase === 'certified',
    );
  };
  const line = (one) => {
    const name = one.batch ? t('cards.batch', { code: one.batch }) : t('cards.scanned');
    const known = printed.get(one.batch);
    const kind = kindOf(desk, one, known).map((text) => el('span', { class: 'hint under' }, text));
    return row(COLUMNS, [
      [name, kind],
      known ? when(known.at).slice(0, 16) : '',
      one.group,
      one.count,
      one.void,
      one.count - one.void,
      act(one, name),
    ]);
  };
  const place = (one) => (printed.has(one.batch) ? printed.get(one.batch).n : Infinity);
  const list = desk.meeting.cards.slice().sort((a, b) => place(a) - place(b));
  return list.length ? table(t('cards.batches'), COLUMNS, list.map(line)) : w('p', 'cards.none', { class: 'soft' });
}

// What was printed last, until the secretary has counted the sheets.
function lastPrint() {
  const node = el('section', { class: 'card block', hidden: true });
  const clear = () => {
    fill($('#sheets'));
    node.hidden = true;
  };
  const show = (n) => {
    const acts = [button('cards.again', () => window.print(), ''), button('cards.clear', clear, 'quiet')];
    fill(node, el('p', {}, t('cards.printed', { n })), el('div', { class: 'acts' }, acts));
    node.hidden = false;
  };
  return { node, show };
}

function build(desk) {
  const list = el('div', {});
  const last = lastPrint();
  let printed = new Map();
  const draw = () => fill(list, batches(desk, printed));
  const follow = () =>
    desk.attempt(async () => {
      const known = desk.meeting.cards.every((one) => !one.batch || printed.has(one.batch));
      if (known) draw();
      try {
        if (!known) printed = await printedOf(desk);
      } finally {
        if (desk.meeting && !known) draw();
      }
    });
  follow();
  return {
    meeting: follow,
    node: el(
      'div',
      {},
      desk.meeting.document.admission !== 'cards' ? w('p', 'cards.open', { class: 'banner' }) : null,
      desk.meeting.phase === 'certified' ? null : issueForm(desk, last.show),
      last.node,
      el('section', { class: 'card block' }, w('h2', 'cards.batches'), list),
      desk.meeting.phase === 'certified' ? null : voidForm(desk),
    ),
  };
}

const mark = (desk) =>
  desk.meeting.cards.some((one) => one.count > one.void) || desk.meeting.document.admission !== 'cards' ? '✓' : '';

export const section = { key: 'cards', build, mark };
