// What the chair's page is about and what its large button does next. Pure: no document and no words.
import { focusOn, isRevealing, nextStep } from '../staff/meeting_state.js';

export function isCertified(state) {
  return state.meeting.phase === 'certified';
}

// {subjects, round}. Once certified there is nothing to vote on; only the screen can still be steered.
export function focusOf(state) {
  return isCertified(state) ? { subjects: [], round: null } : focusOn(state);
}

const showsFinalRanking = ({ view, board }) => view === 'ranking' && board.phase === 'certified';

// A step of nextStep; once certified, 'reveal', 'ranking' while the screen may still show the final one, or else 'certified'.
export function stepOf(state) {
  if (!isCertified(state)) return nextStep(state);
  if (isRevealing(state)) return 'reveal';
  return state.results && !showsFinalRanking(state.view) ? 'ranking' : 'certified';
}
