// What this browser remembers of a meeting's tasks: those that only the secretary can see done, and those that are left out. No
// words, no rules; without storage it lasts as long as the page.
import { removeText, storeText, storedText } from '../shared/browser_storage.js';

const nameOf = (meetingId) => 'pingyi.tasks.' + meetingId;
const inMemory = new Map();

function readMarks(meetingId) {
  try {
    return JSON.parse(storedText(nameOf(meetingId))) || {};
  } catch (e) {
    return inMemory.get(meetingId) || {};
  }
}

export const marksOf = (meetingId) => Object.assign({}, inMemory.get(meetingId), readMarks(meetingId));

// value: true, or what the task was marked as.
export function markTask(meetingId, key, value) {
  const marks = Object.assign(marksOf(meetingId), { [key]: value });
  inMemory.set(meetingId, marks);
  storeText(nameOf(meetingId), JSON.stringify(marks));
}

// After the meeting was deleted.
export function forgetMarks(meetingId) {
  inMemory.delete(meetingId);
  removeText(nameOf(meetingId));
}
