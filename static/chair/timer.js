// The speaking timer on the chair's page: kind, length, start, pause, reset. Knows no round.
import { t } from '../shared/i18n.js';
import { $, el, fill, write } from '../shared/dom.js';
import { timeLeft, formatMinutes } from '../shared/time.js';

const MINUTES = { report: 15, questions: 5 };

// The command of a timer button: action is start, pause or reset.
export function timerCommand(action) {
  const seconds = Math.min(120, Math.max(1, Math.round(Number($('#timer-minutes').value)) || MINUTES.report)) * 60;
  return { t: 'timer', kind: $('#timer-kind').value, seconds, action };
}

// After a reload the page shows the kind of the running timer. button(action) makes a button.
export function drawTimer(timer, button) {
  const select = $('#timer-kind');
  const chosen = select.value;
  const options = Object.keys(MINUTES).map((kind) => el('option', { value: kind }, t('timer.' + kind)));
  fill(select, options);
  select.value = chosen || (timer && timer.kind) || 'report';
  select.onchange = () => {
    $('#timer-minutes').value = MINUTES[select.value];
  };
  if (!chosen) select.onchange();
  fill($('#timer-acts'), ['start', 'pause', 'reset'].map(button));
}

function remaining({ timer, timerEnd }) {
  if (!timer) return null;
  return timer.running ? timeLeft(timerEnd) : timer.left;
}

export function drawTimerClock(state) {
  const left = remaining(state);
  const kind = (state.timer && state.timer.kind) || 'report';
  const text =
    left === null ? t('timer.none') : t('timer.now', { kind: t('timer.' + kind), time: formatMinutes(left) });
  write($('#clock'), text);
}
