// Sums of the reconciliation sheet that this page shows next to the server's verdict (DOMAIN §3.3, §5.10). Pure.
import { fraction } from './fraction.js';

// People needed for a quorum of a share like "2/3" or "0.8", rounded up.
export function quorumCount(share, expected) {
  const [numerator, denominator] = fraction(share);
  return Math.ceil((numerator * expected) / denominator);
}

// Why a round does not balance, as {key, n: by how many}, or null if it does. present: people present, or null.
export function roundDiscrepancy(round, present) {
  if (present !== null && round.returned > present) return { key: 'check.over', n: round.returned - present };
  if (round.unreturned < 0) return { key: 'check.cards.over', n: -round.unreturned };
  const differences = [round.phone + round.paper - round.returned];
  if (round.valid !== null) {
    differences.push(round.valid + round.invalid - round.returned);
    differences.push(Math.max(0, round.abstained - round.valid));
  }
  const difference = differences.find((candidate) => candidate !== 0);
  return difference === undefined ? null : { key: 'check.off', n: Math.abs(difference) };
}
