// Which steps a report has, and how many minutes each: the chair's choice, kept on this device for one meeting. No document.
import { storeText, storedText } from '../shared/browser_storage.js';

const KEY = 'pingyi.timers';
const MOST_MINUTES = 120;
const usual = () => ({
  report: { minutes: 15, isStep: true },
  questions: { minutes: 5, isStep: true },
  comment: { minutes: 5, isStep: true },
});

let meetingId = '';
let settings = usual();

function stored() {
  try {
    return JSON.parse(storedText(KEY)) || {};
  } catch (e) {
    return {};
  }
}

const store = () => storeText(KEY, JSON.stringify({ meeting: meetingId, settings }));

export function loadTimerSettings(meeting) {
  if (meeting === meetingId) return;
  meetingId = meeting;
  const known = stored();
  settings = Object.assign(usual(), known.meeting === meeting ? known.settings : {});
}

export const isStep = (kind) => settings[kind].isStep;
export const minutesOf = (kind) => settings[kind].minutes;

export function setStep(kind, on) {
  settings[kind].isStep = on;
  store();
}

// typed: the text of a field; what is no number of minutes is left as it was.
export function setMinutes(kind, typed) {
  const minutes = Math.round(Number(typed));
  if (!(minutes >= 1)) return;
  settings[kind].minutes = Math.min(MOST_MINUTES, minutes);
  store();
}
