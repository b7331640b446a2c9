// Text boxes and table cells of the meeting form, with a place for what is wrong. Knows no document.
import { el } from '../shared/dom.js';
import { fresh, w } from './dialogs.js';

export function input(label, value, props) {
  return el(
    'input',
    Object.assign(
      {
        id: fresh('f'),
        class: 'input',
        type: 'text',
        'data-t-label': label,
        value: value === null || value === undefined ? '' : String(value),
        autocomplete: 'off',
      },
      props,
    ),
  );
}

export const problem = (id) => el('p', { class: 'problem', id: id || null, hidden: true });

export const cell = (control, kind) => el('td', { class: kind || null }, control, problem(control.id + '-problem'));

export const head = (keys) =>
  el(
    'thead',
    {},
    el(
      'tr',
      {},
      keys.map((key) => w('th', key, { scope: 'col' })),
      el('th', { scope: 'col' }, w('span', 'acts', { class: 'hidden-text' })),
    ),
  );

export const option = (prefix) => (value) => ({ value, key: prefix + '.' + value });

export const tick = (key, box) => el('div', { class: 'tick' }, box, w('label', key, { for: box.id }));

export const checkbox = (on) => el('input', { type: 'checkbox', id: fresh('f'), checked: on });
