// Numbered commands over a socket and their answers. Knows neither their meaning nor the page.
import { t } from '../shared/i18n.js';

const ANSWER_MS = 10000;

// The server may or may not have carried out the command.
export class NoAnswer extends Error {}

// send(message, size) is the socket's and returns false without a connection. run(command, size) resolves to the server's answer
// or rejects with its refusal or NoAnswer; handle(message) is true if the message was an answer.
export function commander(send) {
  let lastNumber = 0;
  const pending = new Map();

  function settle(number, finish) {
    const command = pending.get(number);
    if (!command) return;
    pending.delete(number);
    clearTimeout(command.timer);
    finish(command);
  }

  const fail = (number, key) => settle(number, (command) => command.reject(new NoAnswer(t(key))));

  return {
    run(command, size) {
      return new Promise((resolve, reject) => {
        const number = (lastNumber += 1);
        const timer = setTimeout(() => fail(number, 'link.unsure'), ANSWER_MS);
        pending.set(number, { resolve, reject, timer });
        if (!send(Object.assign({ n: number }, command), size)) fail(number, 'link.none');
      });
    },
    handle(message) {
      if (message.n === undefined || !pending.has(message.n)) return false;
      settle(message.n, (command) => (message.t === 'refused' ? command.reject(message) : command.resolve(message)));
      return true;
    },
    connectionLost() {
      Array.from(pending.keys()).forEach((number) => fail(number, 'link.unsure'));
    },
  };
}

// The sentence for a refusal of the socket or the API, or for a lost connection.
export function reason(problem) {
  if (problem.code === 'offline') return t('link.none');
  return problem.text || problem.message || problem.code;
}
