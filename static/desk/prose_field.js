// A box for a long text with its count. Knows no person.
import { el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { field } from '../staff/form_controls.js';

// In code points after normalisation, as the server counts.
export const lengthOf = (text) => Array.from(text.normalize('NFC').trim()).length;

// {node, control, value(), isTooLong()}; key: of the label, rows: the height of the box.
export function proseField(key, text, most, rows) {
  const control = el('textarea', { rows: String(rows), value: text });
  const counter = el('p', { class: 'hint' });
  const node = field(key, control);
  const isTooLong = () => lengthOf(control.value) > most;
  function update() {
    write(counter, t('prose.count', { n: lengthOf(control.value), most }));
    counter.classList.toggle('wrong', isTooLong());
  }
  control.addEventListener('input', update);
  control.after(counter);
  update();
  function fillIn(other) {
    control.value = other;
    update();
  }
  return { node, control, value: () => control.value, isTooLong, fillIn };
}
