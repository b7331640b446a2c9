// Delays between attempts to reconnect. Pure: no timers, no sockets.

const FIRST_MS = 500;
const LONGEST_MS = 8000;

// attempt counts from 0, random is in [0, 1). Chance decides half of each delay, so that a hall of phones that lost the
// server together does not return in one instant (PROMISES P39).
export function retryDelay(attempt, random) {
  const limit = Math.min(LONGEST_MS, FIRST_MS * Math.pow(2, attempt));
  return limit / 2 + (random * limit) / 2;
}
