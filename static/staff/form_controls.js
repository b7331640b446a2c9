// Form controls and small elements whose text follows the language switch. Knows no document and no meeting.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';

let lastId = 0;
export const nextId = (prefix) => prefix + '-' + (lastId += 1);

// An element with the text of a key. With further children the text is not replaced on a language switch.
export function localized(tag, key, props, ...children) {
  const node = el(tag, props, t(key), ...children);
  if (!children.length) node.dataset.t = key;
  return node;
}

export function button(key, press, kind) {
  return localized('button', key, { type: 'button', class: 'button' + (kind ? ' ' + kind : ''), on: { click: press } });
}

// Where a field's problem is shown, see field_errors.js.
export const problemLine = (id) => el('p', { class: 'problem', id: id || nextId('problem'), hidden: true });

// A labelled control with its hint and its line for a problem.
export function field(key, control, hint) {
  control.id = control.id || nextId('f');
  return el(
    'div',
    { class: 'field' },
    localized('label', key, { for: control.id }),
    control,
    hint ? localized('p', hint, { class: 'hint' }) : null,
    problemLine(control.id + '-problem'),
  );
}

// label: the key of the aria-label, or null where a <label> names the input.
export function input(label, value, props) {
  const defaults = {
    id: nextId('f'),
    class: 'input',
    type: 'text',
    'data-t-label': label,
    value: value === null || value === undefined ? '' : String(value),
    autocomplete: 'off',
  };
  return el('input', Object.assign(defaults, props));
}

export const checkbox = (checked) => el('input', { type: 'checkbox', id: nextId('f'), checked });

export const labelledCheckbox = (key, box) =>
  el('div', { class: 'tick' }, box, localized('label', key, { for: box.id }));

// choices: [{value, key or text}].
export function select(choices, value) {
  const optionOf = (choice) =>
    choice.key
      ? localized('option', choice.key, { value: choice.value })
      : el('option', { value: choice.value }, choice.text);
  const control = el('select', {}, choices.map(optionOf));
  control.value = value;
  return control;
}

// A select inside a sentence; label: the key of its aria-label.
export function menu(label, choices, value) {
  const control = select(choices, value);
  control.id = nextId('f');
  control.dataset.tLabel = label;
  return control;
}

// An input inside a sentence, as wide as so many characters.
export const inlineInput = (label, value, size, props) =>
  input(label, value, Object.assign({ css: { '--chars': size } }, props));

// Choices for select(): each value has the text of prefix.value.
export const options = (prefix, values) => values.map((value) => ({ value, key: prefix + '.' + value }));

export const cell = (control, kind) => el('td', { class: kind || null }, control, problemLine(control.id + '-problem'));

// The head of a table whose last column holds buttons.
export function tableHead(keys) {
  const heads = keys.map((key) => localized('th', key, { scope: 'col' }));
  const actions = el('th', { scope: 'col' }, localized('span', 'acts', { class: 'hidden-text' }));
  return el('thead', {}, el('tr', {}, heads, actions));
}
