// Deadlines and durations. Counts on performance.now(), which never jumps as the wall clock may.

// left: milliseconds, or null for no limit, which stays null.
export function deadlineIn(left) {
  return left === null || left === undefined ? null : performance.now() + left;
}

export function timeLeft(deadline) {
  return deadline === null ? null : Math.max(0, deadline - performance.now());
}

// m:ss; a second that has begun counts.
export function formatMinutes(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return Math.floor(seconds / 60) + ':' + twoDigits(seconds % 60);
}

// The time of day as hh:mm:ss.
export function formatTime(date) {
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(':');
}

function twoDigits(n) {
  return (n < 10 ? '0' : '') + n;
}
