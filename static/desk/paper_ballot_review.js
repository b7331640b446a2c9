// A paper ballot read back in words before it is counted, with the notes written on it.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { button, localized, nextId } from '../staff/form_controls.js';
import { inFours } from './codes.js';
import { sumOfRow } from '../shared/ballot_conditions.js';
import { missingReasons, questionsOf } from './paper_ballot_draft.js';
import { answerText, ballotProblems } from './paper_ballot_labels.js';
import { table } from './table.js';

// What is typed goes into the entry at once.
function noteBox(entry, subject, subjectIndex, note) {
  const isSame = (other) => other.subject === subjectIndex && other.key === note.key;
  const stored = entry.notes.find(isSame);
  const value = stored ? stored.text : '';
  const text = el('textarea', { id: nextId('f'), rows: '2', maxlength: String(note.max), value });
  text.addEventListener('input', () => {
    const others = entry.notes.filter((other) => !isSame(other));
    entry.notes = others.concat({ subject: subjectIndex, key: note.key, text: text.value });
  });
  return el('div', { class: 'field' }, el('label', { for: text.id }, subject.label + ' · ' + note.title), text);
}

function noteBoxes(round, entry) {
  return round.subjects.map((subject, i) =>
    entry.recused[i] ? [] : round.form.notes.map((note) => noteBox(entry, subject, i, note)),
  );
}

function notesSection(round, entry) {
  if (!round.form.notes.length) return null;
  const missing = missingReasons(round, entry);
  const open = missing.length > 0 || entry.notes.some((note) => note.text.trim());
  const warning = (i) => el('p', { class: 'warn' }, t('refused.explain', { name: round.subjects[i].label }));
  return el(
    'details',
    { class: 'paste', open },
    localized('summary', 'paper.notes'),
    missing.map(warning),
    el('div', { class: 'pair' }, noteBoxes(round, entry)),
  );
}

function answerTable(round, entry) {
  const { items } = round.form;
  const heads = items.length > 1 ? items.map((item) => ({ text: item.title })) : [{ key: 'paper.mark.head' }];
  const isSum = round.form.score === 'sum';
  const questions = questionsOf(round);
  const rows = round.subjects.map((subject, i) => [
    subject.label,
    ...questions
      .filter((question) => question.subjectIndex === i)
      .map((question) => el('strong', {}, answerText(round, entry, question))),
    ...(isSum ? [sumCell(round, entry, i)] : []),
  ]);
  return table(t('paper.review'), [{ key: 'result.name' }, ...heads, ...(isSum ? [{ key: 'paper.sum' }] : [])], rows);
}

function sumCell(round, entry, i) {
  const isCounted = !entry.recused[i] && !entry.invalid[i] && entry.marks[i].some((mark) => mark !== null);
  return isCounted ? sumOfRow(round, entry.marks[i]).sum : '';
}

function nameLine({ names }) {
  const written = names.map((name) => name.trim()).filter(Boolean);
  if (!written.length) return null;
  return el('p', {}, t('paper.names.review') + t('colon'), el('strong', {}, written.join(t('list'))));
}

const ballotContent = ({ round, first, isSpoiled }) =>
  isSpoiled
    ? localized('p', 'paper.spoiled.why', { class: 'warn' })
    : [
        ballotProblems(round, first).map((text) => el('p', { class: 'banner' }, text)),
        answerTable(round, first),
        nameLine(first),
        notesSection(round, first),
      ];

// While the answer to its command is missing, a ballot can only be sent again as it is.
function changeButtons(ballot, actions) {
  if (ballot.isUnsure) return null;
  return [
    ballot.isSpoiled ? null : button('paper.rekey', actions.enterAgain),
    ballot.isSpoiled ? null : button('paper.spoiled', actions.spoil, 'danger'),
    button('paper.drop', actions.discard, 'quiet'),
  ];
}

// actions: confirm(button), enterAgain(), spoil(), discard(); confirmKey: the key of the first button.
export function reviewForm(ballot, confirmKey, actions) {
  const confirm = localized('button', confirmKey, { type: 'submit', class: 'button primary big' });
  const submit = (event) => {
    event.preventDefault();
    actions.confirm(confirm);
  };
  const node = el(
    'form',
    { class: 'card', novalidate: true, on: { submit } },
    el('h2', {}, t(ballot.isSpoiled ? 'paper.review.spoiled' : 'paper.review')),
    el('p', { class: 'code' }, inFours(ballot.token)),
    el('div', {}, ballotContent(ballot)),
    el('div', { class: 'acts lead' }, confirm, changeButtons(ballot, actions)),
  );
  return { node, initialFocus: confirm };
}
