// Values by key in the browser's storage, or where it refuses them, in memory. Knows no page and no meeting.
//
// What the storage refuses, because it is full or forbidden, is also kept with this tab's history entry: that survives a reload
// and, unlike the address and window.name, is passed on to no other page.
import { removeText, storeText, namesWith, storedText } from '../shared/browser_storage.js';

// key → {text, base}: base is what was stored when the write was refused. The text counts until another tab stores a later one.
let refused = {};

function store(key, text) {
  if (storeText(key, text)) delete refused[key];
  else refused[key] = { text, base: storedText(key) };
}

// Tries again what was refused; what another tab has stored since then is newer.
function retryRefused() {
  Object.keys(refused).forEach((key) => {
    const { text, base } = refused[key];
    if (storedText(key) === base) store(key, text);
    else delete refused[key];
  });
}

// The state of this tab's history entry.
export function historyState() {
  return isForgetful() ? { refused } : null;
}

function keepRefused() {
  try {
    history.replaceState(historyState(), '');
  } catch (e) {
    /* browsers limit how often this may be called: the next write keeps this one too */
  }
}

// Whether something would be lost with this page.
export function isForgetful() {
  return Object.keys(refused).length > 0;
}

export function read(key) {
  const stored = storedText(key);
  const held = refused[key];
  const text = held && held.base === stored ? held.text : stored;
  try {
    return JSON.parse(text);
  } catch (e) {
    return null;
  }
}

// Returns whether the value outlives the page.
export function write(key, value) {
  const wasForgetful = isForgetful();
  store(key, JSON.stringify(value));
  if (!refused[key]) retryRefused();
  if (wasForgetful || isForgetful()) keepRefused();
  return !refused[key];
}

export function remove(key) {
  removeText(key);
  if (!refused[key]) return;
  delete refused[key];
  keepRefused();
}

export function keysWith(prefix) {
  const keys = Object.keys(refused).filter((key) => key.indexOf(prefix) === 0);
  return Array.from(new Set(keys.concat(namesWith(prefix))));
}

// A page that is loaded again finds what was refused before.
try {
  refused = (history.state && history.state.refused) || {};
  retryRefused();
} catch (e) {
  /* without a history */
}
