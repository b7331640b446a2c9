// The timer's corner of the chair's page: for what, how long, start and pause. Knows no round.
import { t } from '../shared/i18n.js';
import { $, el, fill, write } from '../shared/dom.js';
import { timeLeft, formatMinutes } from '../shared/time.js';

const MINUTES = { report: 15, questions: 5 };

// What the timer's buttons send.
export function command(action) {
  const length = Math.max(1, Number($('#timer-minutes').value) || MINUTES.report) * 60;
  return { t: 'timer', kind: $('#timer-kind').value, seconds: length, action };
}

// A page that comes back takes up the timer that runs. button(action, map) makes a button that sends map().
export function drawTimer(timer, button) {
  const kind = $('#timer-kind');
  const chosen = kind.value;
  fill(
    kind,
    Object.keys(MINUTES).map((k) => el('option', { value: k }, t('timer.' + k))),
  );
  kind.value = chosen || (timer && timer.kind) || 'report';
  kind.onchange = () => {
    $('#timer-minutes').value = MINUTES[kind.value];
  };
  if (!chosen) kind.onchange();
  fill(
    $('#timer-acts'),
    ['start', 'pause', 'reset'].map((action) => button(action, () => command(action))),
  );
}

export function tickTimer(state) {
  const timer = state.timer;
  const rest = timer && timer.running ? timeLeft(state.timerEnd) : timer ? timer.left : null;
  write(
    $('#clock'),
    rest === null
      ? t('timer.none')
      : t('timer.now', { kind: t('timer.' + (timer.kind || 'report')), time: formatMinutes(rest) }),
  );
}
