// What a draft says and what it still lacks, by the form's rules. Pure: no document, storage or words.
import { marksOf } from '../shared/bands.js';

export const UNSET = -1;
const NOTES_BYTES = 48 * 1024;

export function entryOf(draft, round, i) {
  const subject = round.subjects[i];
  if (!draft[subject.id]) draft[subject.id] = { marks: round.form.items.map(() => UNSET), notes: {} };
  return draft[subject.id];
}

// Takes over the notes of an earlier draft for the subjects of this round that have none yet.
export function carry(round, draft, before) {
  round.subjects.forEach((subject, i) => {
    const old = before[subject.id];
    if (!old || draft[subject.id]) return;
    const entry = entryOf(draft, round, i);
    round.form.notes.forEach((note) => {
      if (old.notes[note.key]) entry.notes[note.key] = old.notes[note.key];
    });
  });
  return draft;
}

export function hasBegun(draft) {
  return Object.keys(draft).some((id) => hasNote(draft[id]) || draft[id].marks.some((mark) => mark !== UNSET));
}

export function isRecused(round, i) {
  return (round.recused || []).includes(i);
}

// Indexes of the subjects that this voter scores.
export function scored(round) {
  return round.subjects.map((s, i) => i).filter((i) => !isRecused(round, i));
}

// As the server stores it: NFC, one kind of line end, trimmed, no half characters.
export function plainText(text) {
  const whole = Array.from(text || '')
    .filter((c) => c.length > 1 || c < '\ud800' || c > '\udfff')
    .join('');
  return whole.normalize('NFC').replace(/\r\n/g, '\n').replace(/\0/g, '').trim();
}

export function lengthOf(text) {
  return Array.from(plainText(text)).length;
}

export function markNamed(round, mark) {
  return marksOf(round.form, round.bands || []).find((each) => each.mark === mark);
}

function bandOf(round, mark) {
  return mark === null || mark === UNSET ? null : markNamed(round, mark).band;
}

export function wordsUsed(round, entry) {
  return entry.marks.map((mark) => bandOf(round, mark)).filter((word) => word);
}

export function toExplain(round, entry) {
  const asked = round.form.explain || [];
  return wordsUsed(round, entry).filter((word, i, all) => asked.includes(word) && all.indexOf(word) === i);
}

function hasNote(entry) {
  return Object.keys(entry.notes).some((key) => plainText(entry.notes[key]));
}

export const noted = hasNote;

// What keeps this subject's part of the ballot from being complete: [{code, …}].
export function faultsOf(round, draft, i) {
  const entry = entryOf(draft, round, i);
  const missing = round.form.items.filter((item, j) => entry.marks[j] === UNSET);
  const faults = missing.length
    ? [{ code: 'missing', items: missing.map((item) => item.title), at: entry.marks.indexOf(UNSET) }]
    : [];
  const words = toExplain(round, entry);
  if (words.length && round.form.notes.length && !hasNote(entry)) faults.push({ code: 'explain', words });
  round.form.notes.forEach((note) => {
    const over = lengthOf(entry.notes[note.key]) - note.max;
    if (over > 0) faults.push({ code: 'long', title: note.title, n: over });
  });
  return faults;
}

export function isDone(round, draft, i) {
  return faultsOf(round, draft, i).length === 0;
}

export function doneCount(round, draft) {
  return scored(round).filter((i) => isDone(round, draft, i)).length;
}

// floor(share × subjects), with share as "1/3" or "0.25", in whole numbers.
export function mostOf(share, subjects) {
  const parts = String(share).split('/');
  if (parts.length === 2) return Math.floor((subjects * Number(parts[0])) / Number(parts[1]));
  const digits = (parts[0].split('.')[1] || '').length;
  const scale = Math.pow(10, digits);
  return Math.floor((subjects * Math.round(Number(parts[0]) * scale)) / scale);
}

function countWith(round, draft, names) {
  return scored(round).filter((i) => wordsUsed(round, entryOf(draft, round, i)).some((word) => names.includes(word)))
    .length;
}

// [{choices, used, most}]; they bind only where several subjects stand on one ballot.
export function limitsOf(round, draft) {
  return (round.form.limits || []).map((limit) => ({
    choices: limit.choices,
    share: limit.share,
    used: countWith(round, draft, limit.choices),
    most: mostOf(limit.share, round.subjects.length),
  }));
}

export function guided(round, draft) {
  const guidance = round.form.guidance;
  return guidance
    ? { bands: guidance.bands, about: guidance.about, used: countWith(round, draft, guidance.bands) }
    : null;
}

function bytesOf(text) {
  return unescape(encodeURIComponent(text)).length;
}

export function tooManyBytes(notes) {
  return notes.reduce((sum, note) => sum + bytesOf(note.text), 0) > NOTES_BYTES;
}

// What is cast: a recused subject's row is nil, empty notes are left out.
export function contentOf(round, draft) {
  const notes = [];
  const scores = round.subjects.map((subject, i) => {
    if (isRecused(round, i)) return null;
    const entry = entryOf(draft, round, i);
    round.form.notes.forEach((note) => {
      const text = plainText(entry.notes[note.key]);
      if (text) notes.push({ subject: i, key: note.key, text });
    });
    return entry.marks.slice();
  });
  return { scores, notes };
}
