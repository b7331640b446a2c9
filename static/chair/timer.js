// The speaker's timer on the chair's page: the time in words, and how long each kind takes. State in, DOM out.
import { t } from '../shared/i18n.js';
import { $, write } from '../shared/dom.js';
import { speakingTime } from '../shared/speaking_time.js';
import { upNext } from '../staff/meeting_state.js';
import { isCertified } from './next_step.js';
import { SPEAKING } from './speaking.js';
import { isStep, minutesOf, setMinutes, setStep } from './timer_settings.js';

// '' without a timer; else what remains, or by how much it is exceeded.
function timerText({ timer, timerEnd }) {
  if (!timer) return '';
  const { time, isOver } = speakingTime(timer, timerEnd);
  const key = timer.running ? (isOver ? 'timer.over' : 'timer.left') : isOver ? 'timer.paused.over' : 'timer.paused';
  return t(key, { kind: t('timer.' + timer.kind), time });
}

// Only this changes with time alone.
export function drawTimerClock(state) {
  const text = timerText(state);
  const isOver = Boolean(text) && speakingTime(state.timer, state.timerEnd).isOver;
  ['#clock', '#step-time'].forEach((place) => {
    $(place).hidden = !text;
    write($(place), text);
  });
  $('#clock').classList.toggle('warn', isOver);
}

const rowOf = (kind) => ({
  tick: $('#timer-step-' + kind),
  minutes: $('#timer-minutes-' + kind),
  start: $('#timer-start-' + kind),
});

// changed(): after a choice; start(kind): the button was pressed.
export function listenToTimers(changed, start) {
  SPEAKING.forEach((kind) => {
    const row = rowOf(kind);
    row.tick.addEventListener('change', () => {
      setStep(kind, row.tick.checked);
      changed();
    });
    row.minutes.addEventListener('change', () => {
      setMinutes(kind, row.minutes.value);
      changed();
    });
    row.start.addEventListener('click', () => start(kind));
  });
}

export function drawTimerSettings(state, isReady) {
  $('#timers').hidden = isCertified(state) || !upNext(state).length;
  SPEAKING.forEach((kind) => {
    const row = rowOf(kind);
    row.tick.checked = isStep(kind);
    if (document.activeElement !== row.minutes) row.minutes.value = minutesOf(kind);
    row.start.disabled = !isReady;
  });
}
