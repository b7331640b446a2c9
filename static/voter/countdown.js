// The seconds left of a round: shown while a ballot is filled in, and the last ten said once.
import { $, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { endOf, leftOf } from '../shared/time.js';

const WARNING = 10000;

function leftText(left) {
  if (left === null) return t('left.none');
  const seconds = Math.ceil(left / 1000);
  if (seconds <= 0) return t('left.over');
  return seconds < 60 ? t('left.s', { s: seconds }) : t('left', { m: Math.floor(seconds / 60), s: seconds % 60 });
}

// say(text) speaks, and takes back what was said with ''. Time that is added takes the warning back.
export function countdown(say) {
  let end = null;
  let warned = false;

  function isSoon() {
    const left = leftOf(end);
    return left !== null && left <= WARNING && left > 0;
  }

  return {
    // left: ms or null; who comes in during the last seconds is told of the round and not of its end.
    set(left, isNew) {
      end = endOf(left);
      if (isNew) warned = isSoon();
    },
    tick() {
      const node = $('#left');
      if (!node) return;
      write(node, leftText(leftOf(end)));
      const soon = isSoon();
      node.classList.toggle('soon', soon);
      if (soon === warned) return;
      warned = soon;
      say(soon ? t('left.spoken') : '');
    },
  };
}
