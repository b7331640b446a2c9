// The lists to choose from: who is on the agenda, what the screen may show, how long a round lasts. Sends nothing.
import { el, fill, $ } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { agenda, upNext } from '../staff/meeting_state.js';

const VIEWS = ['join', 'agenda', 'round', 'result', 'ranking', 'blank'];
const SECONDS = [0, 60, 120, 180];

// 0 is no limit. pick(seconds) hears the choice.
export function drawSeconds(chosen, hidden, pick) {
  $('#seconds').hidden = hidden;
  fill(
    $('#seconds-choices'),
    SECONDS.map((n) =>
      el(
        'label',
        { class: 'segment' },
        el('input', {
          type: 'radio',
          name: 'seconds',
          id: 'seconds-' + n,
          checked: n === chosen,
          on: { change: () => pick(n) },
        }),
        el('span', {}, n ? t('seconds.n', { n }) : t('seconds.none')),
      ),
    ),
  );
}

function line(row, coming, press) {
  const props = {
    type: 'button',
    class: 'row',
    id: 'row-' + row.subject.id,
    data: { word: row.word },
    disabled: row.word === 'entered',
    on: { click: () => press(row) },
  };
  const written = row.subject.mode === 'written' ? el('span', { class: 'soft' }, ' ' + t('written')) : null;
  return el(
    'li',
    {},
    el(
      'button',
      props,
      el('span', { class: 'row-name' }, row.subject.name, written),
      el('span', { class: 'row-word' }, t('word.' + (coming ? 'next' : row.word))),
    ),
  );
}

export function drawAgenda(state, press) {
  const rows = agenda(state);
  const next = upNext(state)[0];
  fill(
    $('#agenda'),
    state.parts.map((part) => [
      state.parts.length > 1 ? el('h2', {}, part.name) : null,
      el(
        'ul',
        { class: 'rows' },
        rows
          .filter((row) => row.part === part)
          .map((row) => line(row, next && next.subject.id === row.subject.id, press)),
      ),
    ]),
  );
}

// button(id, text, press, props) makes a button that is off while nothing can be sent.
export function drawViews(state, button, press) {
  const now = state.view ? state.view.view : '';
  fill(
    $('#views'),
    VIEWS.map((view) =>
      button('view-' + view, t('view.' + view), () => press(view), {
        class: 'segment-button',
        'aria-pressed': String(view === now),
      }),
    ),
  );
}
