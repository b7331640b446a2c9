// The desk keys of meetings that were created in this browser, so that the list can open their desks. They are stored nowhere else.
import { withBase } from '../shared/base.js';
import { storeText, storedText } from '../shared/browser_storage.js';
import { sha256 } from '../vendor/sha256.js';

const STORE = 'pingyi.desks';
const ID_LENGTH = 16;

// {meeting id: {key, server}}. One browser may see several servers at one address, one after the other.
function stored() {
  try {
    const keys = JSON.parse(storedText(STORE));
    return keys && typeof keys === 'object' ? keys : {};
  } catch (e) {
    return {};
  }
}

const store = (keys) => storeText(STORE, JSON.stringify(keys));

const idOf = (key) => sha256(key).slice(0, ID_LENGTH);

// Identifies the server, by its administrator's key.
export const serverId = (adminKey) => idOf(adminKey);

// False if the browser's storage is blocked or full.
export const keepDeskKey = (meetingId, key, server) => store(Object.assign(stored(), { [meetingId]: { key, server } }));

export function forgetDeskKey(meetingId) {
  const keys = stored();
  delete keys[meetingId];
  store(keys);
}

// Meetings that the server no longer has were deleted.
export function forgetDeleted(meetings, server) {
  const keys = stored();
  const present = new Set(meetings.map((meeting) => meeting.id));
  const deleted = Object.keys(keys).filter((id) => keys[id].server === server && !present.has(id));
  deleted.forEach((id) => delete keys[id]);
  if (deleted.length) store(keys);
}

// {key, isReplaced: whether the desk has got another key since}, or null.
export function keptDesk(meeting) {
  const kept = stored()[meeting.id];
  return kept ? { key: kept.key, isReplaced: idOf(kept.key) !== meeting.desk_key_id } : null;
}

// On this page's own address, which may be another than the one for phones.
export const deskLink = (key) => withBase('/desk#') + key;
