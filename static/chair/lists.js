// The lists to choose from: views of the screen, durations of a round. Sends nothing.
import { el, fill, $ } from '../shared/dom.js';
import { t } from '../shared/i18n.js';

const VIEWS = ['join', 'agenda', 'round', 'result', 'ranking', 'blank'];
const DURATIONS = [0, 60, 120, 180];

function durationOption(group, seconds, isChosen, pick) {
  const input = el('input', {
    type: 'radio',
    name: group,
    id: group + '-' + seconds,
    checked: isChosen,
    on: { change: () => pick(seconds) },
  });
  const text = seconds ? t('seconds.n', { n: seconds }) : t('seconds.none');
  return el('label', { class: 'segment' }, input, el('span', {}, text));
}

// Radio buttons; 0 is no limit, and pick(seconds) gets the choice. group: the name of the buttons on the page.
function durationOptions(group, chosen, pick) {
  return DURATIONS.map((seconds) => durationOption(group, seconds, seconds === chosen, pick));
}

export function drawSeconds(chosen, isHidden, pick) {
  $('#seconds').hidden = isHidden;
  fill($('#seconds-choices'), durationOptions('seconds', chosen, pick));
}

// The same for a dialog.
export function secondsField(chosen, pick) {
  const options = el('div', { class: 'segments' }, durationOptions('dialog-seconds', chosen, pick));
  return el('fieldset', {}, el('legend', {}, t('seconds')), options);
}

// button(id, text, press, props) makes a button.
export function drawViews(state, button, press) {
  const current = state.view ? state.view.view : '';
  fill(
    $('#views'),
    VIEWS.map((view) =>
      button('view-' + view, t('view.' + view), () => press(view), {
        class: 'segment-button',
        'aria-pressed': String(view === current),
      }),
    ),
  );
}
