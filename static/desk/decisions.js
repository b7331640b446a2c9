// What people add to a result, each asked in a dialog: decision, adjustments, flags. Changes no count.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask, button, field, select } from '../staff/dialogs.js';
import { input } from '../staff/groups_editor.js';

export const bandsOf = (desk) => {
  const rules = desk.meeting.document.rules || {};
  return (rules.bands || [['好'], ['较好'], ['一般'], ['差']]).map((band) => band[0]);
};

// A person may be a subject of several parts; what people add is kept under any of those ids.
export const idsOf = (desk, person) =>
  desk.meeting.subjects
    .filter((s) => s.name === person.name && (s.unit || '') === (person.unit || ''))
    .map((s) => s.id);

export const added = (desk, kind, ids) => {
  const found = ids.find((id) => desk.meeting.additions[kind][id] !== undefined);
  return { id: found || ids[0], value: found ? desk.meeting.additions[kind][found] : null };
};

async function afterwards(desk, work) {
  if (await desk.act(work)) {
    await desk.act(desk.refresh);
    desk.build();
    desk.say(t('saved'), true);
  }
}

export const put = (desk, id, kind, body) =>
  afterwards(desk, () => desk.api.put(desk.path('/subjects/' + encodeURIComponent(id) + '/' + kind), body));

export async function decide(desk, result, ids) {
  const old = added(desk, 'decisions', ids);
  const given = old.value || { grade: result.grade || bandsOf(desk)[0], reason: '' };
  const words = bandsOf(desk)
    .concat([given.grade])
    .filter((one, i, all) => one && all.indexOf(one) === i);
  const choice = select(
    [{ value: '', key: 'result.undecided' }].concat(words.map((word) => ({ value: word, text: word }))),
    given.grade,
  );
  const why = input(null, given.reason, { maxlength: '500' });
  const made = await ask({
    title: t('decide.title', { name: result.subject.name }),
    yes: t('save'),
    content: [
      el('p', { class: 'soft' }, t('decide.proposed', { grade: result.grade || '—' })),
      field('decide.grade', choice),
      field('decide.reason', why),
    ],
    check: () => (why.value.trim() || ['', result.grade].includes(choice.value) ? '' : t('decide.missing')),
    value: () => ({ grade: choice.value, reason: choice.value ? why.value.trim() : '' }),
  });
  if (made) await put(desk, old.id, 'decision', made);
}

export async function adjust(desk, result, ids) {
  const old = added(desk, 'adjustments', ids);
  const rows = el('div', {});
  let lines = [];
  const row = (one) => {
    const line = {
      points: input('adjust.points', one.points, { size: 6, placeholder: '-0.5' }),
      reason: input('adjust.reason', one.reason, { placeholder: t('adjust.reason') }),
    };
    line.node = el(
      'div',
      { class: 'acts adjust' },
      line.points,
      line.reason,
      button(
        'remove',
        () => {
          lines = lines.filter((other) => other !== line);
          draw();
        },
        'small',
      ),
    );
    ['points', 'reason'].forEach((key) => line[key].setAttribute('aria-label', t('adjust.' + key)));
    return line;
  };
  const draw = () =>
    fill(
      rows,
      lines.map((line) => line.node),
    );
  lines = (old.value && old.value.length ? old.value : [{ points: '', reason: '' }]).map(row);
  draw();
  const full = () => lines.filter((line) => line.points.value.trim() || line.reason.value.trim());
  const made = await ask({
    title: t('adjust.title', { name: result.subject.name }),
    yes: t('save'),
    content: [
      el('p', { class: 'soft' }, t('adjust.hint')),
      rows,
      button(
        'adjust.add',
        () => {
          lines.push(row({ points: '', reason: '' }));
          draw();
        },
        'small',
      ),
    ],
    check: () =>
      full().every((line) => /^[+-]?\d+(\.\d+)?$/.test(line.points.value.trim()) && line.reason.value.trim())
        ? ''
        : t('adjust.wrong'),
    value: () =>
      full().map((line) => ({ points: line.points.value.trim().replace(/^\+/, ''), reason: line.reason.value.trim() })),
  });
  if (made) await put(desk, old.id, 'adjustments', made);
}

export async function flag(desk, result, ids) {
  const old = added(desk, 'flags', ids);
  const text = el('textarea', { rows: '3', value: (old.value || []).join('\n') });
  const made = await ask({
    title: t('flag.title', { name: result.subject.name }),
    yes: t('save'),
    content: [el('p', { class: 'soft' }, t('flag.hint')), field('flag.text', text)],
    value: () =>
      text.value
        .split('\n')
        .map((one) => one.trim())
        .filter(Boolean),
  });
  if (made) await put(desk, old.id, 'flags', made);
}
