// The two buttons below a ballot: sending it, and going on to the next subject or the review. What each says, and whether it leads on.
import { write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { limitProblem } from '../shared/ballot_sentences.js';
import { isOver } from '../shared/ballot_conditions.js';
import {
  UNSET,
  ballotFault,
  completeCount,
  entryOf,
  faultsOf,
  firstIncomplete,
  isComplete,
  isRecused,
  limitsOf,
  scoredSubjects,
} from './ballot_draft.js';
import { faultText, submitText } from './ballot_text.js';

// Votes on motions or grades are counted as items, people as people.
export const isVote = ({ decide }) => Boolean(decide) && !decide.seats;

const isWrong = ({ code }) => ['number', 'partial', 'agree'].includes(code);

// What keeps the ballot from being sent, other than missing marks, which the count shows. shown: the subjects on the page.
function blockingText(round, draft, shown) {
  const over = limitsOf(round, draft).find(isOver);
  if (over) return limitProblem(over);
  const wrong = shown
    .map((index) => (isRecused(round, index) ? null : faultsOf(round, draft, index).find(isWrong)))
    .find((found) => found);
  const fault = wrong || (firstIncomplete(round, draft) === undefined ? ballotFault(round, draft) : null);
  return fault ? faultText(round, fault) : '';
}

// Where there is one subject, its marks are what is to be done.
function progress(round, draft) {
  if (round.subjects.length > 1) return { done: completeCount(round, draft), all: scoredSubjects(round).length };
  const { marks } = entryOf(draft, round, 0);
  return { done: marks.filter((mark) => mark !== UNSET).length, all: marks.length, mark: marks[0] };
}

export function updateButtons(next, submit, round, draft, { current, reviewing }, shown, isList) {
  const isCombined = round.subjects.length > 1;
  const { done, all, mark } = progress(round, draft);
  const isReady = done === all;
  const isCurrentDone = reviewing || isRecused(round, current) || isComplete(round, draft, current);
  const blocking = blockingText(round, draft, shown);
  const count = t(reviewing ? 'review.send' : 'submit.part', { done, all });
  write(submit, blocking || (isCombined || all > 1 ? count : submitText(round, mark)));
  submit.classList.toggle('primary', !isCombined || (isReady && !blocking));
  submit.classList.toggle('idle', Boolean(blocking) || (!isReady && (reviewing || !isCombined)));
  submit.classList.toggle('why', submit.textContent.length > 14);
  write(next, t(!reviewing ? (isVote(round) ? 'next.vote' : 'next.one') : isReady ? 'review.back' : 'review.go'));
  next.classList.toggle('primary', !isReady && isCurrentDone);
  next.hidden = !isCombined || (!reviewing && (isList || (isReady && all > 1)));
}
