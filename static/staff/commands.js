// Numbered commands over a socket and their answers. Knows neither what they mean nor the page.
import { t } from '../shared/i18n.js';

export class NoAnswer extends Error {}

// send is the socket's. run(map) settles with the server's answer; hear(message) is true for what it took.
export function commander(send) {
  let last = 0;
  const waiting = new Map();

  function settle(n, act) {
    const one = waiting.get(n);
    if (!one) return;
    waiting.delete(n);
    clearTimeout(one.timer);
    act(one);
  }

  return {
    run(map) {
      return new Promise((resolve, reject) => {
        const n = (last += 1);
        const timer = setTimeout(() => settle(n, (one) => one.reject(new NoAnswer(t('link.unsure')))), 10000);
        waiting.set(n, { resolve, reject, timer });
        if (!send(Object.assign({ n }, map))) settle(n, (one) => one.reject(new NoAnswer(t('link.none'))));
      });
    },
    hear(message) {
      if (message.n === undefined || !waiting.has(message.n)) return false;
      settle(message.n, (one) => (message.t === 'refused' ? one.reject(message) : one.resolve(message)));
      return true;
    },
    // What was on its way when the link broke may or may not have been done.
    lost() {
      Array.from(waiting.keys()).forEach((n) => settle(n, (one) => one.reject(new NoAnswer(t('link.unsure')))));
    },
  };
}

// A refusal in words, from the socket, the API or the link.
export function reason(problem) {
  if (problem.code === 'offline') return t('link.none');
  return problem.text || problem.message || problem.code;
}
