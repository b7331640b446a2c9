// A paper ballot while it is entered: keys become marks, marks become what is sent. Pure: no DOM, no words, no connection.
// A question is {subject, item, subjectIndex, itemIndex} of a round. An entry is {marks, recused, invalid, onCard, notes, names}:
// marks by subject and item (undefined: not entered, null: abstained), recused and invalid by subject, onCard the indexes of the
// subjects that the card may not score, notes as {subject: index, key, text}, names as written in.
import { describeMark, hasWords, marksOf, scaleOf } from '../shared/bands.js';
import {
  brokenAgreements,
  isLimitBroken,
  isPartialSum,
  limitsOfRows,
  namesOfRow,
} from '../shared/ballot_conditions.js';
import { formatMark, parseNumber } from '../shared/numbers.js';
import { foldName } from '../shared/names.js';

// The round with `rows`, the numbers of its subjects on the printed form (cards/marks.py), which are their places in the part; null
// if the part has one subject alone, because its form numbers the items.
export function withRowNumbers(round, parts) {
  const ids = parts.find((part) => part.name === round.part).subjects.map((subject) => subject.id);
  const rows = ids.length > 1 ? round.subjects.map((subject) => ids.indexOf(subject.id) + 1) : null;
  return Object.assign({}, round, { rows });
}

export const rowNumber = (round, question) => (round.rows ? round.rows[question.subjectIndex] : question.itemIndex + 1);

// In the order of the printed form.
export function questionsOf(round) {
  const questions = [];
  round.subjects.forEach((subject, subjectIndex) =>
    round.form.items.forEach((item, itemIndex) => questions.push({ subject, item, subjectIndex, itemIndex })),
  );
  return questions;
}

// recused: indexes of the subjects that the card may not score.
export function blankEntry(round, recused = []) {
  return {
    marks: round.subjects.map(() => round.form.items.map(() => undefined)),
    recused: round.subjects.map((subject, i) => recused.includes(i)),
    invalid: round.subjects.map(() => false),
    onCard: recused,
    notes: [],
    names: [],
  };
}

export const copyEntry = (entry) => ({
  marks: entry.marks.map((row) => row.slice()),
  recused: entry.recused.slice(),
  invalid: entry.invalid.slice(),
  onCard: entry.onCard,
  notes: entry.notes,
  names: entry.names.slice(),
});

// On a scale up to 10 without a 0, the key 0 can only mean ten.
export const isZeroTen = (scale) => !hasWords(scale) && scale.low > 0 && formatMark(scale, scale.high) === '10';

// A choice is typed as its place among the choices.
function parseChoice(scale, keys) {
  if (!/^\d{1,3}$/.test(keys)) return { problem: 'digits' };
  const mark = Number(keys) - 1;
  return mark >= 0 && mark < scale.marks.length ? { mark } : { problem: 'range' };
}

// The answer that typed keys mean for an item: {mark}, {abstain}, {recuse}, {invalid}, or {problem: key of its sentence}.
export function parseAnswer(round, question, text) {
  const scale = scaleOf(round, question.itemIndex);
  const { abstain } = question.item;
  const keys = text.normalize('NFKC').trim();
  if (keys === '') return { problem: abstain ? 'paper.empty.abstain' : emptyProblem(round) };
  if (keys === '*') return { recuse: true };
  if (keys === '/' && round.subjects.length > 1) return { invalid: true };
  if (keys === '-') return abstain ? { abstain: true } : { problem: 'paper.noabstain' };
  if (keys === '0' && isZeroTen(scale)) return { mark: scale.high };
  const { mark, problem } = hasWords(scale) ? parseChoice(scale, keys) : parseNumber(scale, keys);
  return problem ? { problem: 'paper.' + problem } : { mark };
}

// A line without a mark is invalid; a ballot of which no line is valid is spoiled (DECIDE §4).
const emptyProblem = (round) => (round.subjects.length > 1 ? 'paper.empty.line' : 'paper.empty');

export const isRecused = (entry, question) => entry.recused[question.subjectIndex];
export const isInvalid = (entry, question) => entry.invalid[question.subjectIndex];
export const markOf = (entry, question) => entry.marks[question.subjectIndex][question.itemIndex];
export const isAnswered = (entry, question) =>
  isRecused(entry, question) || isInvalid(entry, question) || markOf(entry, question) !== undefined;

// An answer without a meaning clears what was entered. A recusal concerns the whole subject, and so does an invalid line.
export function setAnswer(entry, question, answer) {
  entry.recused[question.subjectIndex] = answer.recuse === true;
  entry.invalid[question.subjectIndex] = answer.invalid === true;
  entry.marks[question.subjectIndex][question.itemIndex] = answer.abstain ? null : answer.mark;
}

// The keys that mean what was entered.
export function keysFor(round, entry, question) {
  if (isRecused(entry, question)) return '*';
  if (isInvalid(entry, question)) return '/';
  const mark = markOf(entry, question);
  if (mark === undefined) return '';
  if (mark === null) return '-';
  const scale = scaleOf(round, question.itemIndex);
  return hasWords(scale) ? String(mark + 1) : formatMark(scale, mark);
}

// The choices of an item of words, in the order of their keys.
export const wordsOf = (round, item) => marksOf(round, item).map((point) => point.label);

export const pointOf = (round, item, mark) => describeMark(round, item, mark);

// A subject's row as it is sent: null is recused.
function rowOf(entry, subjectIndex) {
  if (entry.recused[subjectIndex]) return null;
  return entry.invalid[subjectIndex] ? 'invalid' : entry.marks[subjectIndex].slice();
}

const rowsOf = (round, entry) => round.subjects.map((subject, i) => rowOf(entry, i));

// The marks of each subject, null for a row that has none.
const markedRows = (round, entry) => rowsOf(round, entry).map((row) => (Array.isArray(row) ? row : null));

// The questions that two entries of the same ballot answer differently.
export function differences(round, first, second) {
  const differs = (question) => {
    const marks = [first, second].map((entry) => rowOf(entry, question.subjectIndex));
    if (marks.every(Array.isArray)) return markOf(first, question) !== markOf(second, question);
    return marks[0] !== marks[1];
  };
  return questionsOf(round).filter(differs);
}

const folded = (names) => names.map(foldName).filter(Boolean).sort().join('\n');

// Whether two entries have the same names written in.
export const haveSameNames = (first, second) => folded(first.names) === folded(second.names);

const subjectIndexes = (round) => round.subjects.map((subject, i) => i);

const writtenNames = (entry) => entry.names.filter((name) => foldName(name));

// The limits that the ballot breaks, as [{choices, used, least, most}].
export const brokenLimits = (round, entry) =>
  limitsOfRows(round, markedRows(round, entry), writtenNames(entry).length).filter(isLimitBroken);

// The rows that contradict themselves: [{subject: index, agreements, isPartial}].
export function brokenRows(round, entry) {
  return markedRows(round, entry)
    .map((row, subject) => ({
      subject,
      agreements: row ? brokenAgreements(round, row) : [],
      isPartial: row !== null && isPartialSum(round, row),
    }))
    .filter(({ agreements, isPartial }) => agreements.length || isPartial);
}

// Whether no line of a ballot is valid, which makes it a spoiled one.
export const isAllInvalid = (entry) => entry.invalid.every(Boolean);

// Indexes of the subjects whose mark requires a note and who have none.
export function missingReasons(round, entry) {
  const hasNote = (i) => entry.notes.some((note) => note.subject === i && note.text.trim());
  const rows = markedRows(round, entry);
  const explained = round.form.explain || [];
  const needsNote = (i) => rows[i] && namesOfRow(round, rows[i]).some((name) => explained.includes(name));
  return subjectIndexes(round).filter((i) => needsNote(i) && !hasNote(i));
}

// The fields of the command (CONTRACT "Desk"). A spoiled ballot has no marks.
export function ballotFields(round, entry, isSpoiled) {
  const names = isSpoiled ? [] : writtenNames(entry);
  const written = round.form.write_in ? { write_ins: names } : {};
  if (isSpoiled) return Object.assign({ scores: round.subjects.map(() => null), notes: [] }, written);
  const notes = entry.notes.filter((note) => note.text.trim() && !entry.recused[note.subject]);
  return Object.assign({ scores: rowsOf(round, entry), notes }, written);
}

export const newNonce = () => crypto.getRandomValues(new Uint8Array(16));

// A ballot on its way from its code to the server. `stage` names the step; `first` is the entry that is sent, `second` a second
// person's. card: what checkCard() said. agreed: the two were compared; isSending, isUnsure: the command is under way, or its answer is missing.
export const newBallot = (round, token, isSpoiled, card = { recused: [], isUnchecked: false }) => ({
  round,
  token,
  isSpoiled,
  card,
  stage: isSpoiled ? 'review' : 'first',
  first: blankEntry(round, card.recused),
  second: null,
  settled: null,
  nonce: newNonce(),
  agreed: false,
  isSending: false,
  isUnsure: false,
});

// The entry with the differences between both people open again: {entry, questions}.
export function unsettled(ballot) {
  const entry = copyEntry(ballot.first);
  const questions = differences(ballot.round, ballot.first, ballot.second);
  questions.forEach((question) => setAnswer(entry, question, {}));
  if (!haveSameNames(ballot.first, ballot.second)) entry.names = [];
  return { entry, questions };
}

export const ballotCommand = (ballot) =>
  Object.assign(
    { t: 'paper', round: ballot.round.id, token: ballot.token, nonce: ballot.nonce },
    ballotFields(ballot.round, ballot.first, ballot.isSpoiled),
    ballot.isSpoiled ? { spoiled: true } : {},
  );
