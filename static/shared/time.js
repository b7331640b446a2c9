// Deadlines and durations, and the clock that they count on.

const SLEPT_MS = 2000;

let last = { wall: Date.now(), steady: performance.now() };
let slept = 0;

// Milliseconds, which also pass while the device sleeps: on some phones performance.now() stands still then. The wall clock
// goes on but may be set, so a step of it counts only as far as it is ahead, and after any such step the page loads the
// state again (socket.js), with the true remaining times.
export function now() {
  const wall = Date.now();
  const steady = performance.now();
  const ahead = wall - last.wall - (steady - last.steady);
  if (ahead > SLEPT_MS) slept += ahead;
  last = { wall, steady };
  return steady + slept;
}

// left: milliseconds, or null for no limit, which stays null.
export function deadlineIn(left) {
  return left === null || left === undefined ? null : now() + left;
}

export function timeLeft(deadline) {
  return deadline === null ? null : Math.max(0, deadline - now());
}

// Like timeLeft, but negative once the deadline has passed.
export function timeUntil(deadline) {
  return deadline === null ? null : deadline - now();
}

// m:ss; a second that has begun counts.
export function formatMinutes(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return Math.floor(seconds / 60) + ':' + twoDigits(seconds % 60);
}

function twoDigits(n) {
  return (n < 10 ? '0' : '') + n;
}
