// Minutes and seconds, and a countdown from milliseconds left. Uses the page's own clock, which never jumps.

export function minutes(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  const rest = seconds % 60;
  return Math.floor(seconds / 60) + ':' + (rest < 10 ? '0' : '') + rest;
}

// An end for later asking: null stays null (no limit).
export function endOf(left) {
  return left === null || left === undefined ? null : performance.now() + left;
}

export function leftOf(end) {
  return end === null ? null : Math.max(0, end - performance.now());
}

// Calls show(left in ms) at once and at every change of the second until stop().
export function countdown(left, show) {
  const end = endOf(left);
  let timer = 0;
  function tick() {
    const rest = leftOf(end);
    show(rest);
    if (rest > 0) timer = setTimeout(tick, rest % 1000 || 1000);
  }
  tick();
  return {
    stop() {
      clearTimeout(timer);
    },
  };
}

export function clock(date) {
  const two = (n) => (n < 10 ? '0' : '') + n;
  return two(date.getHours()) + ':' + two(date.getMinutes()) + ':' + two(date.getSeconds());
}
