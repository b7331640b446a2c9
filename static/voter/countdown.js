// The time left of a round, and whether its last seconds are to be announced. Pure: no document and no words.
import { deadlineIn, timeLeft } from '../shared/time.js';

const WARNING_MS = 10000;

export class Countdown {
  constructor() {
    this.deadline = null;
    this.isWarned = false;
  }

  // left: milliseconds, or null for no limit. A voter who joins in the last seconds hears of the round, not of its end.
  start(left, isNewRound) {
    this.deadline = deadlineIn(left);
    if (isNewRound) this.isWarned = this.isEnding();
  }

  left() {
    return timeLeft(this.deadline);
  }

  isEnding() {
    const left = this.left();
    return left !== null && left <= WARNING_MS && left > 0;
  }

  // 'warn' when the last seconds begin, 'withdraw' when they end or time was added; null if that was returned before.
  announcement() {
    const isEnding = this.isEnding();
    if (isEnding === this.isWarned) return null;
    this.isWarned = isEnding;
    return isEnding ? 'warn' : 'withdraw';
  }
}
