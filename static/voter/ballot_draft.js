// A draft ballot: its marks and notes, and what the form's rules still ask for. Pure: no document, storage or words.
// A draft is {subject id: {marks: [one per item], notes: {key: text}}}; subjects are named by their index in the round.
import { marksOf } from '../shared/bands.js';

export const UNSET = -1;
const NOTES_BYTES = 48 * 1024;

export function entryOf(draft, round, index) {
  const { id } = round.subjects[index];
  if (!draft[id]) draft[id] = { marks: round.form.items.map(() => UNSET), notes: {} };
  return draft[id];
}

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

export function isStarted(draft) {
  return Object.keys(draft).some((id) => hasNote(draft[id]) || draft[id].marks.some((mark) => mark !== UNSET));
}

export function isRecused(round, index) {
  return (round.recused || []).includes(index);
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

// A mark as marksOf describes it.
export function describeMark(round, mark) {
  return marksOf(round).find((each) => each.mark === mark);
}

function bandOf(round, mark) {
  return mark === null || mark === UNSET ? null : describeMark(round, mark).band;
}

export function bandsUsed(round, entry) {
  return entry.marks.map((mark) => bandOf(round, mark)).filter((band) => band);
}

// The bands of this entry that the form wants explained in a note.
export function bandsToExplain(round, entry) {
  const explained = round.form.explain || [];
  return bandsUsed(round, entry).filter((band, i, all) => explained.includes(band) && all.indexOf(band) === i);
}

export function hasNote(entry) {
  return Object.keys(entry.notes).some((key) => plainText(entry.notes[key]));
}

// What makes this subject's entry incomplete: {code: 'missing', items, at}, {code: 'explain', bands}, {code: 'long', title, excess}.
export function faultsOf(round, draft, index) {
  const entry = entryOf(draft, round, index);
  const missing = round.form.items.filter((item, i) => entry.marks[i] === UNSET);
  const faults = missing.length
    ? [{ code: 'missing', items: missing.map((item) => item.title), at: entry.marks.indexOf(UNSET) }]
    : [];
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

function countUsing(round, draft, bands) {
  const uses = (index) => bandsUsed(round, entryOf(draft, round, index)).some((band) => bands.includes(band));
  return scoredSubjects(round).filter(uses).length;
}

// [{choices, used, most}]
export function limitsOf(round, draft) {
  return round.limits.map(({ choices, most }) => ({ choices, used: countUsing(round, draft, choices), most }));
}

export function guidanceOf(round, draft) {
  const { guidance } = round.form;
  if (!guidance) return null;
  return { bands: guidance.bands, about: guidance.about, used: countUsing(round, draft, guidance.bands) };
}

function utf8Length(text) {
  return unescape(encodeURIComponent(text)).length;
}

export function areNotesTooLong(notes) {
  return notes.reduce((sum, note) => sum + utf8Length(note.text), 0) > NOTES_BYTES;
}

// {scores, notes} of the cast: a recused subject's row is null, empty notes are left out.
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
  return { scores, notes };
}

// Why the ballot cannot be sent yet: a fault with its subject's index, {code: 'limit', limit}, {code: 'bytes'}; else null.
export function submitFault(round, draft) {
  const subject = firstIncomplete(round, draft);
  if (subject !== undefined) return Object.assign({ subject }, faultsOf(round, draft, subject)[0]);
  const limit = limitsOf(round, draft).find((each) => each.used > each.most);
  if (limit) return { code: 'limit', limit };
  return areNotesTooLong(ballotContent(round, draft).notes) ? { code: 'bytes' } : null;
}
