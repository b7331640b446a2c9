// What the phase and the rounds of a meeting allow, as far as this page can tell: the server decides. Pure.

export const isRehearsal = (meeting) => meeting.phase === 'rehearsal';
export const isCertified = (meeting) => meeting.phase === 'certified';

// Once a real round exists, only amendments are possible (CONTRACT "Amendments").
export const isLocked = (meeting) => !isRehearsal(meeting) && meeting.rounds.length > 0;

const isUnpublished = (meeting, round) =>
  round.state === 'closed' && (round.too_few || meeting.document.show !== 'live');

// Rounds that wait until the secretary has confirmed that the judges are few.
export const heldBack = (meeting) => meeting.rounds.filter((round) => round.too_few);

export const hasUnpublished = (meeting) => meeting.rounds.some((round) => isUnpublished(meeting, round));

// Whether a round is open or its result is not published.
export const isUnfinished = (meeting) =>
  hasUnpublished(meeting) || meeting.rounds.some((round) => round.state === 'open');
