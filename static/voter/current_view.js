// Which view the voter's page shows now. No document and no words.
import { scoredSubjects } from './ballot_draft.js';
import { isCounted } from './storage.js';

function openRoundView(round, castQueue) {
  if (castQueue.isSending(round.id)) return 'sending';
  if (castQueue.isRefusedForGood(round.id)) return 'refusedCast';
  if (isCounted(round.id)) return 'sent';
  if (!round.eligible) return 'ineligible';
  if (round.voted) return 'used';
  return scoredSubjects(round).length ? 'ballot' : 'recused';
}

// Whether the last round of the meeting is published. Another may still be added.
export function isOver({ round, meeting }) {
  return round.state === 'published' && meeting.total > 0 && meeting.done >= meeting.total;
}

function endedRoundView({ round, tally, meeting }, castQueue) {
  if (castQueue.isSending(round.id) && round.state !== 'voided') return 'sending';
  if (round.state === 'closed' && castQueue.isRefusedForGood(round.id)) return 'refusedCast';
  const isShown = round.state === 'published' && tally && tally.round === round.id && meeting.voters_see_results;
  if (isShown) return 'results';
  return isOver({ round, meeting }) ? 'over' : round.state;
}

// isWrongLink: the page was opened by a link whose code is incomplete.
export function currentView(session, isWrongLink) {
  const { state, castQueue } = session;
  const { round, meeting } = state;
  if (session.offered) return 'offered';
  if (state.refused) return state.refused === 'elsewhere' ? 'elsewhere' : 'refused';
  if (!session.hasIdentity()) return isWrongLink ? 'wrongLink' : 'code';
  if (!meeting) return 'connecting';
  if (round && round.state === 'open') return openRoundView(round, castQueue);
  if (meeting.phase === 'certified') return 'finished';
  return round ? endedRoundView(state, castQueue) : 'wait';
}
