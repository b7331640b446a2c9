// What the phone keeps: its token, drafts, the ballot on its way, which rounds were counted. Knows no page and no socket.

const memory = {};

function read(key) {
  try {
    const kept = localStorage.getItem(key);
    if (kept !== null) return JSON.parse(kept);
  } catch (e) {
    /* blocked storage: the page's memory serves until it is closed */
  }
  return memory[key] === undefined ? null : JSON.parse(memory[key]);
}

// true when it will outlive the page.
function put(key, value) {
  memory[key] = JSON.stringify(value);
  try {
    localStorage.setItem(key, memory[key]);
    return true;
  } catch (e) {
    return false;
  }
}

function drop(key) {
  delete memory[key];
  try {
    localStorage.removeItem(key);
  } catch (e) {
    /* nothing was kept */
  }
}

function keys(prefix) {
  const found = Object.keys(memory);
  try {
    found.push(...Object.keys(localStorage));
  } catch (e) {
    /* memory only */
  }
  return Array.from(new Set(found)).filter((key) => key.indexOf(prefix) === 0);
}

export function hex(bytes) {
  return Array.from(bytes, (byte) => (byte < 16 ? '0' : '') + byte.toString(16)).join('');
}

export function unhex(text) {
  return Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
}

export function randomHex() {
  return hex(crypto.getRandomValues(new Uint8Array(16)));
}

export function device() {
  const kept = read('pingyi.device') || randomHex();
  put('pingyi.device', kept);
  return unhex(kept);
}

// Crockford base32 as written by people; a whole link may be pasted.
export function plainCode(text) {
  const last = text.split('#').pop();
  return last.toUpperCase().replace(/[-\s]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0');
}

export function codeKind(code) {
  if (!/^[0-9A-HJKMNP-TV-Z]+$/.test(code)) return null;
  return { 8: 'join', 16: 'token' }[code.length] || null;
}

// {token, join, meeting, before}: who this phone is. A join code stays beside its token, to come in again after a rehearsal.
export function holder() {
  return read('pingyi.holder') || {};
}

export function keepHolder(who) {
  return put('pingyi.holder', who);
}

// Another card's link replaces the one before it; true when kept for good. A join code keeps in mind who the phone was,
// for a phone that is in already may scan a code that takes nobody new.
export function adopt(code) {
  const who = holder();
  const kind = codeKind(code);
  if (who[kind] === code && who.token) return keepHolder(who);
  return keepHolder(kind === 'token' ? { token: code } : { join: code, before: who.token ? who : null });
}

// Back to who the phone was before its last join code; false when it was nobody.
export function goBack() {
  const { before } = holder();
  if (before) keepHolder(before);
  return Boolean(before);
}

export function keepToken(token, meeting) {
  return keepHolder({ token, meeting, join: holder().join });
}

// Everything below belongs to one token, so that the next card on this phone starts blank.
function mine(kind, round) {
  return 'pingyi.' + kind + '.' + (holder().token || '').slice(-6) + '.' + (round || '');
}

export function draftOf(round) {
  return read(mine('draft', round)) || {};
}

export function keepDraft(round, draft) {
  put(mine('draft', round), draft);
}

export function ballotOf(round) {
  return read(mine('ballot', round));
}

export function keepBallot(ballot) {
  put(mine('ballot', ballot.round), ballot);
}

export function ballotsUnderway() {
  return keys(mine('ballot'))
    .map(read)
    .filter((ballot) => ballot);
}

// Nothing of the choice stays on the phone.
export function wipe(round) {
  drop(mine('ballot', round));
  drop(mine('draft', round));
}

const VOIDED = 'voided';

// What was typed in a round that was voided waits for the round that takes its place; the marks are made anew.
export function setAside(round) {
  const draft = draftOf(round);
  if (Object.keys(draft).length) put(mine('draft', VOIDED), Object.assign(draftOf(VOIDED), draft));
  wipe(round);
}

// The meeting is over and nothing can be sent any more.
export function dropDrafts() {
  keys(mine('draft')).forEach(drop);
}

// Notes per subject that this phone began before `round`, for a subject is opened again only where its round was voided.
export function begun(round) {
  const drafts = keys(mine('draft'))
    .filter((key) => key !== mine('draft', round))
    .map(read);
  return drafts.reduce((all, draft) => Object.assign(all, draft), {});
}

// Drafts of rounds that are over; a ballot on its way stays until it is answered.
export function tidy(round, subjects) {
  const over = (key) =>
    key !== mine('draft', round) && key !== mine('draft', VOIDED) && !read(key.replace('.draft.', '.ballot.'));
  keys(mine('draft')).filter(over).forEach(drop);
  const waiting = draftOf(VOIDED);
  subjects.forEach((id) => {
    delete waiting[id];
  });
  if (Object.keys(waiting).length) put(mine('draft', VOIDED), waiting);
  else drop(mine('draft', VOIDED));
}

export function isCounted(round) {
  return (read(mine('counted')) || []).includes(round);
}

export function markCounted(round) {
  if (!isCounted(round)) put(mine('counted'), (read(mine('counted')) || []).concat(round).slice(-100));
  wipe(round);
}

export function isBig() {
  return read('pingyi.big') === true;
}

export function keepBig(big) {
  put('pingyi.big', big);
}
