// A draft ballot: its marks, notes and written-in names, and what the form's rules still ask for. Pure: no document, storage or
// words. A draft is {subject id: {marks: [one per item], notes: {key: text}, typed: {item: text that is no mark}}, writeIns: {names,
// typed}}; subjects are named by their index in the round. No subject has the id `writeIns`.
import { hasWords, scaleOf } from '../shared/bands.js';
import {
  brokenAgreements,
  countNamed,
  isLimitBroken,
  isPartialSum,
  limitsOfRows,
  namesOfRow,
} from '../shared/ballot_conditions.js';
import { parseNumber } from '../shared/numbers.js';

export const UNSET = -1;
const NOTES_BYTES = 48 * 1024;
const MOST_BUTTONS = 11;

export function entryOf(draft, round, index) {
  const { id } = round.subjects[index];
  if (!draft[id]) draft[id] = { marks: round.form.items.map(() => UNSET), notes: {} };
  return draft[id];
}

export function writeInsOf(draft) {
  if (!draft.writeIns) draft.writeIns = { names: [], typed: '' };
  return draft.writeIns;
}

const addedNames = (draft) => (draft.writeIns ? draft.writeIns.names : []);

// Whether an item's marks are typed as a number: there are too many for buttons.
export function isTyped({ low, high }) {
  return high - low >= MOST_BUTTONS;
}

// Takes what was typed for an item of numbers. Text that is no mark is kept, so that it can be corrected.
export function typeNumber(round, entry, item, text) {
  const parsed = parseNumber(scaleOf(round, item), text);
  entry.marks[item] = parsed.mark === undefined ? UNSET : parsed.mark;
  if (!entry.typed) entry.typed = {};
  if (parsed.problem) entry.typed[item] = text;
  else delete entry.typed[item];
  return parsed;
}

const typedOf = (entry, item) => (entry.typed && entry.typed[item]) || '';

// Copies the notes of earlier drafts to the subjects of this round that have no entry yet; marks are not copied.
export function carryNotes(round, draft, earlier) {
  round.subjects.forEach((subject, index) => {
    const old = earlier[subject.id];
    if (!old || draft[subject.id]) return;
    const entry = entryOf(draft, round, index);
    round.form.notes.forEach((note) => {
      if (old.notes[note.key]) entry.notes[note.key] = old.notes[note.key];
    });
  });
  return draft;
}

function isEntryStarted(entry) {
  return hasNote(entry) || entry.marks.some((mark) => mark !== UNSET) || Object.keys(entry.typed || {}).length > 0;
}

export function isStarted(draft) {
  const { writeIns } = draft;
  const isNamed = Boolean(writeIns) && (writeIns.names.length > 0 || writeIns.typed !== '');
  return isNamed || Object.keys(draft).some((id) => id !== 'writeIns' && isEntryStarted(draft[id]));
}

export function isRecused(round, index) {
  return (round.recused || []).includes(index);
}

// Whether all subjects are on one page, as on paper: votes by one word each.
export function isListed(round) {
  return (
    round.subjects.length > 1 && Boolean(round.decide) && round.form.items.length === 1 && hasWords(scaleOf(round, 0))
  );
}

export function scoredSubjects(round) {
  return round.subjects.map((subject, index) => index).filter((index) => !isRecused(round, index));
}

// The form in which the server stores a note: NFC, \n as the only line end, trimmed, no lone surrogates.
export function plainText(text) {
  const wellFormed = Array.from(text || '')
    .filter((c) => c.length > 1 || c < '\ud800' || c > '\udfff')
    .join('');
  return wellFormed.normalize('NFC').replace(/\r\n/g, '\n').replace(/\0/g, '').trim();
}

export function characterCount(text) {
  return Array.from(plainText(text)).length;
}

// The names of this entry's marks that the form wants explained in a note.
export function bandsToExplain(round, entry) {
  const explained = round.form.explain || [];
  return namesOfRow(round, entry.marks).filter((name) => explained.includes(name));
}

export function hasNote(entry) {
  return Object.keys(entry.notes).some((key) => plainText(entry.notes[key]));
}

// What is wrong with the typed number of an item: {code, at, problem}, else null.
export function numberFault(round, entry, at) {
  const { problem } = typedOf(entry, at) ? parseNumber(scaleOf(round, at), typedOf(entry, at)) : {};
  return problem ? { code: 'number', at, problem } : null;
}

function markFaults(round, entry) {
  const { items } = round.form;
  const isMissing = (item, at) => entry.marks[at] === UNSET && !typedOf(entry, at);
  const missing = items.filter(isMissing).map((item) => item.title);
  const wrong = items.map((item, at) => numberFault(round, entry, at)).filter((fault) => fault);
  const partial = isPartialSum(round, entry.marks) ? [{ code: 'partial', at: entry.marks.indexOf(null) }] : [];
  const broken = brokenAgreements(round, entry.marks).map((agreement) => {
    return { code: 'agree', agreement, at: round.agree[agreement].needs };
  });
  const gap = missing.length ? [{ code: 'missing', items: missing, at: items.findIndex(isMissing) }] : [];
  return [...gap, ...wrong, ...partial, ...broken];
}

// What makes this subject's entry incomplete: {code: 'missing', items, at}, {code: 'number', at, problem}, {code: 'partial', at},
// {code: 'agree', agreement, at}, {code: 'explain', bands}, {code: 'long', title, excess}; `at` is the item to change.
export function faultsOf(round, draft, index) {
  const entry = entryOf(draft, round, index);
  const faults = markFaults(round, entry);
  const bands = bandsToExplain(round, entry);
  if (bands.length && round.form.notes.length && !hasNote(entry)) faults.push({ code: 'explain', bands });
  round.form.notes.forEach((note) => {
    const excess = characterCount(entry.notes[note.key]) - note.max;
    if (excess > 0) faults.push({ code: 'long', title: note.title, excess });
  });
  return faults;
}

export function isComplete(round, draft, index) {
  return faultsOf(round, draft, index).length === 0;
}

export function completeCount(round, draft) {
  return scoredSubjects(round).filter((index) => isComplete(round, draft, index)).length;
}

// The first incomplete subject, or undefined.
export function firstIncomplete(round, draft) {
  return scoredSubjects(round).find((index) => !isComplete(round, draft, index));
}

// The next incomplete subject after this one, from the last on to the first; undefined if all others are complete.
export function nextIncomplete(round, draft, current) {
  const subjects = scoredSubjects(round);
  const order = subjects.filter((index) => index > current).concat(subjects);
  return order.find((index) => index !== current && !isComplete(round, draft, index));
}

// The marks of each subject, null where the voter is recused.
function rowsOf(round, draft) {
  return round.subjects.map((subject, index) => {
    return isRecused(round, index) ? null : entryOf(draft, round, index).marks;
  });
}

// [{choices, used, least, most}]
export function limitsOf(round, draft) {
  return limitsOfRows(round, rowsOf(round, draft), addedNames(draft).length);
}

export function guidanceOf(round, draft) {
  const { guidance } = round;
  return guidance && Object.assign({ used: countNamed(round, rowsOf(round, draft), guidance.bands) }, guidance);
}

function utf8Length(text) {
  return unescape(encodeURIComponent(text)).length;
}

export function areNotesTooLong(notes) {
  return notes.reduce((sum, note) => sum + utf8Length(note.text), 0) > NOTES_BYTES;
}

// {scores, notes, write_ins} of the cast: a recused subject's row is null, empty notes are left out, and so are names where the form
// takes none.
export function ballotContent(round, draft) {
  const notes = [];
  const scores = round.subjects.map((subject, index) => {
    if (isRecused(round, index)) return null;
    const entry = entryOf(draft, round, index);
    round.form.notes.forEach((note) => {
      const text = plainText(entry.notes[note.key]);
      if (text) notes.push({ subject: index, key: note.key, text });
    });
    return entry.marks.slice();
  });
  return Object.assign({ scores, notes }, round.form.write_in ? { write_ins: addedNames(draft).slice() } : {});
}

// Why the ballot as a whole cannot be sent: {code: 'limit', limit}, {code: 'name', name}, {code: 'bytes'}; else null.
export function ballotFault(round, draft) {
  const limit = limitsOf(round, draft).find(isLimitBroken);
  if (limit) return { code: 'limit', limit };
  const { typed } = draft.writeIns || { typed: '' };
  if (typed.trim()) return { code: 'name', name: typed.trim() };
  return areNotesTooLong(ballotContent(round, draft).notes) ? { code: 'bytes' } : null;
}

// Why the ballot cannot be sent yet: a fault with its subject's index, or one of the whole ballot; else null.
export function submitFault(round, draft) {
  const subject = firstIncomplete(round, draft);
  if (subject !== undefined) return Object.assign({ subject }, faultsOf(round, draft, subject)[0]);
  return ballotFault(round, draft);
}
