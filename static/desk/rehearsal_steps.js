// Which steps of a rehearsal have been taken, as far as this page can tell from what the server sends. Pure.

const seen = (turnout) => Boolean(turnout) && turnout.joined + turnout.stale > 0;

// {phones, checks, round, paper, screen}: a phone was admitted, one tested itself, one voted in a round that is over, a paper
// ballot was counted, a result was published, which puts it on the projector. A voided round is no test of any of them.
export function stepsTaken(state, meeting) {
  const counted = meeting.reconciliation.rounds;
  const phone = counted.some((round) => round.phone > 0);
  return {
    phones: phone || seen(state.turnout),
    checks: Boolean(state.checks),
    round: phone,
    paper: counted.some((round) => round.paper > 0),
    screen: meeting.rounds.some((round) => round.state === 'published'),
  };
}
