// Decision, adjustments and flags on a person's result, each edited in a dialog. Changes no count.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask } from '../staff/dialogs.js';
import { button, field, input, select } from '../staff/form_controls.js';

// The grades that may be decided for a person, [] for any text; in a meeting certified under edition 1 the same for all.
export const gradesOf = (desk, result) => result.grades || desk.meeting.grades;

// A person may be a subject of several parts of a roster. Additions are stored under one of these ids.
export const subjectIds = (desk, { ids, subject }) =>
  ids ||
  desk.meeting.subjects
    .filter(({ name, unit }) => name === subject.name && (unit || '') === (subject.unit || ''))
    .map(({ id }) => id);

// The person's name, with the unit if another has the same; ids: the person's subjects.
export function labelOf(desk, result, ids) {
  const subject = desk.meeting.subjects.find(({ id }) => id === ids[0]);
  return subject ? subject.label : result.subject.name;
}

// {id: where to store it, value: the stored addition or null}; kind: decisions, adjustments or flags.
export function additionOf(desk, kind, ids) {
  const stored = desk.meeting.additions[kind];
  const id = ids.find((candidate) => stored[candidate] !== undefined);
  return id ? { id, value: stored[id] } : { id: ids[0], value: null };
}

const put = (desk, id, kind, body) =>
  desk.save(() => desk.api.put(desk.path('/subjects/' + encodeURIComponent(id) + '/' + kind), body), t('saved'));

// A grade decided earlier may be none of the person's any more.
export function gradeChoices(grades, grade) {
  const names = grades.concat(grade).filter((name, i, all) => name && all.indexOf(name) === i);
  return [{ value: '', key: 'result.undecided' }].concat(names.map((name) => ({ value: name, text: name })));
}

const gradeControl = (grades, grade) =>
  grades.length ? select(gradeChoices(grades, grade), grade) : input(null, grade, { maxlength: '20' });

export async function editDecision(desk, result, ids) {
  const stored = additionOf(desk, 'decisions', ids);
  const grades = gradesOf(desk, result);
  const decision = stored.value || { grade: result.grade || grades[0] || '', reason: '' };
  const grade = gradeControl(grades, decision.grade);
  const reason = input(null, decision.reason, { maxlength: '500' });
  const needsReason = () => Boolean(result.grade) && !['', result.grade].includes(grade.value.trim());
  const body = await ask({
    title: t('decide.title', { name: labelOf(desk, result, ids) }),
    yes: t('save'),
    content: [
      el('p', { class: 'soft' }, t('decide.proposed', { grade: result.grade || '—' })),
      field('decide.grade', grade, grades.length ? null : 'decide.free'),
      field('decide.reason', reason),
    ],
    check: () => (needsReason() && !reason.value.trim() ? t('decide.missing') : ''),
    value: () => ({ grade: grade.value.trim(), reason: grade.value.trim() ? reason.value.trim() : '' }),
  });
  if (body) await put(desk, stored.id, 'decision', body);
}

const BLANK_ADJUSTMENT = { points: '', reason: '' };

function adjustmentLine(adjustment, remove) {
  const points = input('adjust.points', adjustment.points, { size: 6, placeholder: '-0.5', 'data-number': '' });
  const reason = input('adjust.reason', adjustment.reason, { placeholder: t('adjust.reason') });
  points.setAttribute('aria-label', t('adjust.points'));
  reason.setAttribute('aria-label', t('adjust.reason'));
  const line = { points, reason };
  line.node = el(
    'div',
    { class: 'acts adjust' },
    points,
    reason,
    button('remove', () => remove(line), 'small'),
  );
  return line;
}

const isFilled = (line) => Boolean(line.points.value.trim() || line.reason.value.trim());
const isValid = (line) => /^[+-]?\d+(\.\d+)?$/.test(line.points.value.trim()) && line.reason.value.trim();
const readAdjustment = (line) => ({
  points: line.points.value.trim().replace(/^\+/, ''),
  reason: line.reason.value.trim(),
});

function adjustmentLines(adjustments) {
  const node = el('div', {});
  let lines = [];
  function draw() {
    fill(
      node,
      lines.map((line) => line.node),
    );
  }
  function remove(line) {
    lines = lines.filter((other) => other !== line);
    draw();
  }
  function add() {
    lines.push(adjustmentLine(BLANK_ADJUSTMENT, remove));
    draw();
  }
  lines = (adjustments.length ? adjustments : [BLANK_ADJUSTMENT]).map((adjustment) =>
    adjustmentLine(adjustment, remove),
  );
  draw();
  return { node, add, filled: () => lines.filter(isFilled) };
}

export async function editAdjustments(desk, result, ids) {
  const stored = additionOf(desk, 'adjustments', ids);
  const lines = adjustmentLines(stored.value || []);
  const body = await ask({
    title: t('adjust.title', { name: labelOf(desk, result, ids) }),
    yes: t('save'),
    content: [el('p', { class: 'soft' }, t('adjust.hint')), lines.node, button('adjust.add', lines.add, 'small')],
    check: () => (lines.filled().every(isValid) ? '' : t('adjust.wrong')),
    value: () => lines.filled().map(readAdjustment),
  });
  if (body) await put(desk, stored.id, 'adjustments', body);
}

const readLines = (text) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

export async function editFlags(desk, result, ids) {
  const stored = additionOf(desk, 'flags', ids);
  const text = el('textarea', { rows: '3', value: (stored.value || []).join('\n') });
  const body = await ask({
    title: t('flag.title', { name: labelOf(desk, result, ids) }),
    yes: t('save'),
    content: [el('p', { class: 'soft' }, t('flag.hint')), field('flag.text', text)],
    value: () => readLines(text.value),
  });
  if (body) await put(desk, stored.id, 'flags', body);
}
