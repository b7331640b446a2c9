// What the chair's page is about and what its large button does next. No document and no words.
import { focusOn, isRevealing, itemDue, itemOn, nextStep } from '../staff/meeting_state.js';
import { speakingSteps } from './speaking.js';
import { isStep } from './timer_settings.js';

export function isCertified(state) {
  return state.meeting.phase === 'certified';
}

// {subjects, round}. Once certified there is nothing to vote on; only the screen can still be steered.
export function focusOf(state) {
  return isCertified(state) ? { subjects: [], round: null } : focusOn(state);
}

// The steps of the report that come before the vote, the next one first; [] if that is next.
export function stepsBeforeVote(state) {
  return !isCertified(state) && nextStep(state) === 'open' ? speakingSteps(state, isStep) : [];
}

// The item that the large button is about, or null.
export function itemInFocus(state) {
  const step = stepOf(state);
  return step === 'item' ? itemDue(state) : step === 'item-end' ? itemOn(state) : null;
}

const showsFinalRanking = ({ view, board }) => view === 'ranking' && board.phase === 'certified';

// A step of nextStep, or of the report before the vote; once certified, 'reveal', 'ranking' while the screen may still show the final
// one, or else 'certified'.
export function stepOf(state) {
  if (!isCertified(state)) return stepsBeforeVote(state)[0] || nextStep(state);
  if (isRevealing(state)) return 'reveal';
  return state.results && !showsFinalRanking(state.view) ? 'ranking' : 'certified';
}
