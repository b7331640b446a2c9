// What the phase and the rounds of a meeting allow, as far as this page can tell: the server decides. Pure.

export const isRehearsal = (meeting) => meeting.phase === 'rehearsal';
export const isCertified = (meeting) => meeting.phase === 'certified';

// Rounds that wait until the secretary has confirmed that the judges are few.
export const heldBack = (meeting) => meeting.rounds.filter((round) => round.too_few);

export const hasUnpublished = (meeting) =>
  meeting.rounds.some((round) => round.state === 'closed' && !round.shows_tally);

// Whether a round is open or its result is not published.
export const isUnfinished = (meeting) =>
  hasUnpublished(meeting) || meeting.rounds.some((round) => round.state === 'open');
