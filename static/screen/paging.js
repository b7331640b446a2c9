// Pages that turn by themselves. Counts from the moment that something new is shown, so that all screens of a meeting show
// the same page. Pure: takes the time as an argument, in milliseconds.

export const TURN_MS = 9000;

// Pages of nearly equal length: 18 with at most 10 a page are 9 and 9, not 10 and 8.
export function pagesOf(list, most) {
  const count = Math.max(1, Math.ceil(list.length / most));
  const size = Math.ceil(list.length / count);
  return Array.from({ length: count }, (none, i) => list.slice(i * size, (i + 1) * size)).filter((page) => page.length);
}

export class PageTurner {
  constructor() {
    this.startedAt = 0;
    this.stoppedAt = null;
  }

  // What is shown from now on starts with its first page.
  restart(now) {
    this.startedAt = now;
  }

  isTurning() {
    return this.stoppedAt === null;
  }

  toggle(now) {
    this.stoppedAt = this.isTurning() ? now : null;
  }

  // The index of the page to show among `count`.
  pageAt(now, count) {
    const elapsed = Math.max(0, (this.isTurning() ? now : this.stoppedAt) - this.startedAt);
    return Math.floor(elapsed / TURN_MS) % count;
  }
}
