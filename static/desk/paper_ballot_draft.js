// A paper ballot while it is entered: keys become marks, marks become what is sent. Pure: no DOM, no words, no connection.
// A question is {subject, item, subjectIndex, itemIndex} of a round. An entry is {marks, recused, notes}: marks by subject and
// item (undefined: not entered, null: abstained), recused by subject, notes as {subject: index, key, text}.

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

export function blankEntry(round) {
  return {
    marks: round.subjects.map(() => round.form.items.map(() => undefined)),
    recused: round.subjects.map(() => false),
    notes: [],
  };
}

export const copyEntry = (entry) => ({
  marks: entry.marks.map((row) => row.slice()),
  recused: entry.recused.slice(),
  notes: entry.notes,
});

// On a scale up to 10 without a 0, the key 0 can only mean ten.
export const isZeroTen = (form) => !form.scale.choices && form.scale.min > 0 && form.scale.max === 10;

// The mark of a typed number, or null if it is out of range. A mark of choices is the index of the choice.
function markFor(form, number) {
  const { choices, min, max } = form.scale;
  if (choices) return number >= 1 && number <= choices.length ? number - 1 : null;
  if (number === 0 && isZeroTen(form)) return 10;
  return number >= min && number <= max ? number : null;
}

// The answer that typed keys mean for an item: {mark}, {abstain}, {recuse}, or {problem: key of its sentence}.
export function parseAnswer(form, item, text) {
  const keys = text.normalize('NFKC').trim();
  if (keys === '') return { problem: item.abstain ? 'paper.empty.abstain' : 'paper.empty' };
  if (keys === '*') return { recuse: true };
  if (keys === '-') return item.abstain ? { abstain: true } : { problem: 'paper.noabstain' };
  if (!/^\d{1,3}$/.test(keys)) return { problem: 'paper.digits' };
  const mark = markFor(form, Number(keys));
  return mark === null ? { problem: 'paper.range' } : { mark };
}

export const isRecused = (entry, question) => entry.recused[question.subjectIndex];
export const markOf = (entry, question) => entry.marks[question.subjectIndex][question.itemIndex];
export const isAnswered = (entry, question) => isRecused(entry, question) || markOf(entry, question) !== undefined;

// An answer without a meaning clears what was entered. A recusal concerns the whole subject.
export function setAnswer(entry, question, answer) {
  entry.recused[question.subjectIndex] = answer.recuse === true;
  entry.marks[question.subjectIndex][question.itemIndex] = answer.abstain ? null : answer.mark;
}

// The keys that mean what was entered.
export function keysFor(form, entry, question) {
  if (isRecused(entry, question)) return '*';
  const mark = markOf(entry, question);
  if (mark === undefined) return '';
  if (mark === null) return '-';
  return String(form.scale.choices ? mark + 1 : mark);
}

// The choice of a mark, or its band.
export const markName = (round, mark) => round.marks.find((candidate) => candidate[0] === mark)[2];

// The questions that two entries of the same ballot answer differently.
export function differences(round, first, second) {
  const differs = (question) => {
    if (isRecused(first, question) !== isRecused(second, question)) return true;
    return !isRecused(first, question) && markOf(first, question) !== markOf(second, question);
  };
  return questionsOf(round).filter(differs);
}

// Whether a subject that is not recused has a mark with one of these names.
function hasMarkNamed(round, entry, subjectIndex, names) {
  if (entry.recused[subjectIndex]) return false;
  return entry.marks[subjectIndex].some((mark) => typeof mark === 'number' && names.includes(markName(round, mark)));
}

const subjectIndexes = (round) => round.subjects.map((subject, i) => i);

function limitUse(round, entry, { choices, most }) {
  const count = subjectIndexes(round).filter((i) => hasMarkNamed(round, entry, i, choices)).length;
  return { choices, count, most };
}

// The limits that the ballot exceeds, as [{choices, count, most}].
export const brokenLimits = (round, entry) =>
  round.limits.map((limit) => limitUse(round, entry, limit)).filter(({ count, most }) => count > most);

// Indexes of the subjects whose mark requires a note and who have none.
export function missingReasons(round, entry) {
  const hasNote = (i) => entry.notes.some((note) => note.subject === i && note.text.trim());
  const needsNote = (i) => hasMarkNamed(round, entry, i, round.form.explain || []);
  return subjectIndexes(round).filter((i) => needsNote(i) && !hasNote(i));
}

// The fields of the command (CONTRACT "Desk"). A spoiled ballot has no marks.
export function ballotFields(round, entry, isSpoiled) {
  if (isSpoiled) return { scores: round.subjects.map(() => null), notes: [] };
  return {
    scores: entry.marks.map((row, i) => (entry.recused[i] ? null : row.slice())),
    notes: entry.notes.filter((note) => note.text.trim() && !entry.recused[note.subject]),
  };
}

export const newNonce = () => crypto.getRandomValues(new Uint8Array(16));

// A ballot on its way from its code to the server. `stage` names the step; `first` is the entry that is sent, `second` a second
// person's. agreed: the two were compared; isSending, isUnsure: the command is under way, or its answer is missing.
export const newBallot = (round, token, isSpoiled) => ({
  round,
  token,
  isSpoiled,
  stage: isSpoiled ? 'review' : 'first',
  first: blankEntry(round),
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
  return { entry, questions };
}

export const ballotCommand = (ballot) =>
  Object.assign(
    { t: 'paper', round: ballot.round.id, token: ballot.token, nonce: ballot.nonce },
    ballotFields(ballot.round, ballot.first, ballot.isSpoiled),
    ballot.isSpoiled ? { spoiled: true } : {},
  );

// A ballot without rows, to check the code before anything is typed. The server refuses it as a bad ballot only after every check
// of the card, and it changes nothing (CONTRACT "Voter": the order of refusals).
export const probeCommand = (round, token) => ({
  t: 'paper',
  round: round.id,
  token,
  nonce: newNonce(),
  scores: [],
  notes: [],
});
