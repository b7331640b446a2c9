// Drafts of ballots as the phone stores them: each subject's entry by itself, so that two tabs fill one ballot together.
import { UNSET, isStarted } from './ballot_draft.js';
import { ballotOf, keyOf, removeRound } from './storage.js';
import { keysWith, read, remove, write } from './stored_values.js';

const VOIDED = 'voided';

// Draft → its entries by key, as JSON, as they were last read or saved with it.
const known = new WeakMap();

// [{key, of, subject}] of one round, or of all.
function storedEntries(round) {
  return keysWith(keyOf('draft', round && round + '.')).map((key) => {
    const [of, subject] = key.split('.').slice(-2);
    return { key, of, subject };
  });
}

const blankOf = (entry) =>
  entry.marks ? { marks: entry.marks.map(() => UNSET), notes: {} } : { names: [], typed: '' };

// Both changes to a value that this and another tab have changed since `base`; where they contradict each other, mine.
export function mergeChanges(base, mine, theirs) {
  const [before, here, there] = [base, mine, theirs].map((value) => JSON.stringify(value));
  if (here === before) return theirs;
  const isWhole = typeof mine !== 'object' || typeof theirs !== 'object' || !mine || !theirs;
  if (there === before || isWhole || mine.length !== theirs.length) return mine;
  const merged = Array.isArray(mine) ? [] : {};
  Object.keys(Object.assign({}, theirs, mine)).forEach((key) => {
    merged[key] = mergeChanges(base && base[key], mine[key], theirs[key]);
  });
  return merged;
}

export function draftOf(round) {
  const draft = {};
  known.set(draft, {});
  takeChanges(round, draft);
  return draft;
}

// Takes over what other tabs have entered, and returns whether there was anything.
export function takeChanges(round, draft) {
  const entries = known.get(draft);
  const changed = storedEntries(round).filter(({ key }) => JSON.stringify(read(key)) !== entries[key]);
  changed.forEach(({ key, subject }) => {
    draft[subject] = Object.assign(draft[subject] || {}, read(key));
    entries[key] = JSON.stringify(read(key));
  });
  return changed.length > 0;
}

function saveEntry(key, entry, before) {
  const theirs = read(key);
  if (theirs) Object.assign(entry, mergeChanges(before ? JSON.parse(before) : blankOf(entry), entry, theirs));
  const text = JSON.stringify(entry);
  if (text !== JSON.stringify(theirs)) write(key, entry);
  return text;
}

// Saves what was changed in this draft; an entry that another tab has changed too gets both changes.
export function saveDraft(round, draft) {
  const entries = known.get(draft) || {};
  known.set(draft, entries);
  Object.keys(draft).forEach((subject) => {
    const key = keyOf('draft', round + '.' + subject);
    const isMine = entries[key] || isStarted({ [subject]: draft[subject] });
    if (isMine) entries[key] = saveEntry(key, draft[subject], entries[key]);
  });
}

// Notes typed in a voided round wait for the round that replaces it; names that were written in do not.
export function setAsideVoided(round) {
  const draft = draftOf(round);
  delete draft.writeIns;
  Object.keys(draft).forEach((subject) => write(keyOf('draft', VOIDED + '.' + subject), draft[subject]));
  removeRound(round);
}

// For the end of a meeting, when nothing can be sent any more; its briefs go too.
export function removeDrafts() {
  keysWith(keyOf('draft')).concat(keysWith('pingyi.brief')).forEach(remove);
}

// Drafts by subject from all rounds but this one: a subject is opened again only after its round was voided.
export function earlierDrafts(round) {
  const drafts = {};
  storedEntries().forEach(({ key, of, subject }) => {
    if (of !== round) drafts[subject] = read(key);
  });
  return drafts;
}

// Removes the drafts of other rounds, except those of ballots that are still unanswered, and what was set aside for these subjects.
export function removeOldDrafts(round, subjects) {
  storedEntries().forEach(({ key, of, subject }) => {
    const isOld = of === VOIDED ? subjects.includes(subject) : of !== round && !ballotOf(of);
    if (isOld) remove(key);
  });
}
