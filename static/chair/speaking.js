// The steps of a person's report before the vote: report, questions, comment. Each is timed, and none is required. Pure.
import { calledSpeaker, latest, openRound, upNext } from '../staff/meeting_state.js';

export const SPEAKING = ['report', 'questions', 'comment'];

// The row of the next round if its subject reports first, else null. After a voided round the report has been heard.
export function speakerRow(state) {
  const next = upNext(state);
  const last = latest(state);
  const isSpeaker = next.length === 1 && state.progress.speakers.includes(next[0].subject.id);
  const isRepeat =
    isSpeaker && last && last.state === 'voided' && last.subjects.some(({ id }) => id === next[0].subject.id);
  return isSpeaker && !isRepeat ? next[0] : null;
}

// The steps that still come before the vote; isStep(kind) tells whether this meeting has that step.
export function speakingSteps(state, isStep) {
  if (!speakerRow(state)) return [];
  const done = state.timer ? SPEAKING.indexOf(state.timer.kind) + 1 : 0;
  return SPEAKING.slice(done).filter(isStep);
}

// Who reports after the present one if its vote comes later; null where nobody does.
export function speakerAfter(state) {
  const row = speakerRow(state);
  const { speakers } = state.progress;
  return (row && !openRound(state) && speakers[speakers.indexOf(row.subject.id) + 1]) || null;
}

// Views in which a subject means nothing but who is on the floor.
const WITHOUT_SUBJECT = ['join', 'agenda', 'round', 'blank'];

// The subject to keep with another view of the screen, so that it stays on the floor.
export const subjectKept = (state, view) => (WITHOUT_SUBJECT.includes(view) ? calledSpeaker(state) : null);
