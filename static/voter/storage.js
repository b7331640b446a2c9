// What the phone stores: its identity, pending ballots and the rounds it voted in. Knows no page and no socket.
import { keysWith, read, remove, write } from './stored_values.js';

export function hexOf(bytes) {
  return Array.from(bytes, (byte) => (byte < 16 ? '0' : '') + byte.toString(16)).join('');
}

export function bytesOfHex(text) {
  return Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
}

export function randomHex() {
  return hexOf(crypto.getRandomValues(new Uint8Array(16)));
}

export function deviceId() {
  const id = read('pingyi.device') || randomHex();
  write('pingyi.device', id);
  return bytesOfHex(id);
}

const codeKind = (code) => (code.length === 8 ? 'join' : 'token');

// {token, join, meeting, before}. The join code is kept with its token, to join again after a rehearsal.
export function identity() {
  return read('pingyi.holder') || {};
}

export function saveIdentity(holder) {
  return write('pingyi.holder', holder);
}

// Whether a link with this code would take another token from the phone. A phone that joined by a code may join by a newer
// one: in the same meeting it gets the same token.
export function replacesToken(code) {
  const { token, join, before } = identity();
  const held = token || (before && before.token);
  return Boolean(held) && code !== held && (codeKind(code) === 'token' || !join);
}

// Takes the identity of a code and returns whether it is stored for good. A join code keeps the identity before it, because
// a phone that has joined may scan a code that admits nobody new.
export function adoptCode(code) {
  const holder = identity();
  const kind = codeKind(code);
  if (holder[kind] === code && holder.token) return saveIdentity(holder);
  return saveIdentity(
    kind === 'token' ? { token: code } : { join: code, before: holder.token ? holder : holder.before },
  );
}

// Returns to the identity before the last join code; false if there was none.
export function restoreIdentity() {
  const { before } = identity();
  if (before) saveIdentity(before);
  return Boolean(before);
}

export function saveToken(token, meeting) {
  return saveIdentity({ token, meeting, join: identity().join });
}

// Everything below belongs to one token, so that the next card used on this phone starts empty.
export function keyOf(kind, name) {
  return 'pingyi.' + kind + '.' + (identity().token || '').slice(-6) + '.' + (name || '');
}

export function ballotOf(round) {
  return read(keyOf('ballot', round));
}

export function saveBallot(ballot) {
  write(keyOf('ballot', ballot.round), ballot);
}

export function pendingBallots() {
  return keysWith(keyOf('ballot'))
    .map(read)
    .filter((ballot) => ballot);
}

// No trace of the vote stays on the phone.
export function removeRound(round) {
  remove(keyOf('ballot', round));
  keysWith(keyOf('draft', round + '.')).forEach(remove);
}

export function isCounted(round) {
  return (read(keyOf('counted')) || []).includes(round);
}

export function markCounted(round) {
  if (!isCounted(round)) write(keyOf('counted'), (read(keyOf('counted')) || []).concat(round).slice(-100));
  removeRound(round);
}

// Options of this phone, off at first.
export const isOn = (option) => read('pingyi.' + option) === true;
export const setOn = (option, is) => write('pingyi.' + option, is);
