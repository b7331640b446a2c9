// Questions before a command about a round. They return the answer and change nothing.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask, choose } from './dialogs.js';
import { button, field } from './form_controls.js';
import { headline, names } from './round_titles.js';

// A title has one line; those whom it does not name are below it.
const otherNames = (subjects) => (subjects.length > 2 ? el('p', { class: 'soft' }, names(subjects)) : null);

export const askSmall = (subjects) =>
  ask({
    title: t('small.title', { name: headline(subjects) }),
    yes: t('small.yes'),
    danger: true,
    rests: true,
    content: [el('p', {}, t('small.why')), otherNames(subjects)],
  });

export const askAll = (count) =>
  ask({ title: t('all.title', { n: count }), yes: t('all.yes'), content: [el('p', {}, t('all.why'))], rests: true });

// Resolves to the number of paper ballots to wait for.
export function askPaper(round) {
  const input = el('input', { type: 'text', inputmode: 'numeric', maxlength: '4', autocomplete: 'off', value: '1' });
  const count = () => Number(input.value);
  return ask({
    title: t('paper.title', { name: headline(round.subjects) }),
    yes: t('paper.yes'),
    content: [el('p', {}, t('paper.why')), field('paper.count', input)],
    check: () => (count() >= 1 && Number.isInteger(count()) ? '' : t('paper.wrong')),
    value: count,
  });
}

// Resolves to the reason.
export function askVoid(round) {
  const input = el('input', { type: 'text', maxlength: '200', autocomplete: 'off' });
  return ask({
    title: t('void.title', { name: headline(round.subjects) }),
    yes: t('void.yes'),
    danger: true,
    content: [el('p', {}, t('void.why')), otherNames(round.subjects), field('void.reason', input)],
    check: () => (input.value.trim() ? '' : t('void.missing')),
    value: () => input.value.trim(),
  });
}

async function choosePart(rows) {
  const parts = rows.map((row) => row.part).filter((part, i, all) => all.indexOf(part) === i);
  if (parts.length < 2) return parts[0];
  const choices = parts.map((part) => ({ text: part.name, value: part }));
  return choose(t('combine.part'), choices);
}

function subjectLine(row, box) {
  const mode = row.subject.mode === 'written' ? el('span', { class: 'soft' }, ' ' + t('written')) : null;
  return el('li', {}, el('label', {}, box, ' ', row.subject.label, mode));
}

function tickButtons(rows, boxes) {
  const tickButton = (key, wanted) => {
    const press = () =>
      boxes.forEach((box, i) => {
        box.checked = wanted(rows[i].subject);
      });
    return button(key, press, 'small');
  };
  return el(
    'div',
    { class: 'acts' },
    tickButton('combine.all', () => true),
    tickButton('combine.written', (subject) => subject.mode === 'written'),
    tickButton('combine.none', () => false),
  );
}

// A part with seats or names to be written in is voted on as a whole.
function askWhole(part, rows, limit) {
  const lines = rows.map((row) => el('li', {}, row.subject.label));
  return ask({
    title: t('combine.title', { part: part.name }),
    yes: t('combine.yes'),
    content: [el('p', {}, t('combine.whole', { n: rows.length })), el('ul', {}, lines), limit],
    value: () => rows,
  });
}

// Which waiting subjects of one part get a round together. waiting: rows of agenda(); resolves to the chosen ones. limit: a node
// that asks for the time limit.
export async function askCombine(waiting, limit) {
  const part = await choosePart(waiting);
  if (!part) return null;
  const rows = waiting.filter((row) => row.part === part);
  if (part.whole) return askWhole(part, rows, limit);
  const boxes = rows.map(() => el('input', { type: 'checkbox', checked: true }));
  const lines = rows.map((row, i) => subjectLine(row, boxes[i]));
  return ask({
    title: t('combine.title', { part: part.name }),
    yes: t('combine.yes'),
    content: [tickButtons(rows, boxes), el('ul', { class: 'ticks' }, lines), limit],
    check: () => (boxes.some((box) => box.checked) ? '' : t('combine.missing')),
    value: () => rows.filter((row, i) => boxes[i].checked),
  });
}

// Unit, part (where the meeting has several) and position in the part.
export function place(state, subjects) {
  const [first] = subjects;
  const part = state.parts.find((candidate) => candidate.subjects.some((subject) => subject.id === first.id));
  if (!part) return '';
  const isVote = part.decide && !part.whole;
  const at = part.subjects.findIndex((subject) => subject.id === first.id) + 1;
  const position =
    subjects.length > 1
      ? t(isVote ? 'place.vote.many' : 'place.many', { n: subjects.length })
      : t(isVote ? 'place.vote' : 'place', { at, n: part.subjects.length });
  const unit = subjects.length > 1 ? '' : first.unit;
  return [unit, state.parts.length > 1 ? part.name : '', position].filter(Boolean).join(' · ');
}
