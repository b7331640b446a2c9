// The cards of each voter group, as the server counts them. Pure: no document and no words.

// [{group, printed, void, unused, spare}] of the groups that have printed cards.
export const cardGroups = ({ card_groups: groups }) => groups.filter(({ printed }) => printed > 0);

// Spare cards are asked for once a round has closed, where some cards have never come in.
export function isSpareAsked(meeting) {
  const hasClosed = meeting.rounds.some(({ state }) => ['closed', 'published'].includes(state));
  const isOpen = meeting.phase === 'live' && hasClosed;
  return isOpen && cardGroups(meeting).some(({ spare, unused }) => spare === null && unused > 0);
}

// {present, issued} where fewer cards are counted as handed out than people are present and some are counted as spare; else null.
export function fewerIssued(present, printed, spare) {
  const issued = printed - spare;
  return present !== null && spare > 0 && issued < present ? { present, issued } : null;
}
