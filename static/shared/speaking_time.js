// The speaker's timer as it is read: what remains or, once a whole second is exceeded, by how much. Knows no page.
import { formatMinutes, timeUntil } from './time.js';

// timer: {left, running}, deadline: when it ends if it runs. Returns {time: m:ss, isOver, left: ms}.
export function speakingTime(timer, deadline) {
  const left = timer.running ? timeUntil(deadline) : timer.left;
  const isOver = left <= -1000;
  // A second that has begun counts while time remains; one that is exceeded counts once it is over.
  const shown = isOver ? Math.floor(-left / 1000) * 1000 : left;
  return { time: formatMinutes(shown), isOver, left };
}
