// A box that takes a file: chosen, or dropped on it.
import { el } from '../shared/dom.js';
import { acceptDrops } from './file_drop.js';
import { localized, nextId } from './form_controls.js';

// The next file is taken when take(file) has ended. key, drop: of the button's text and of the one behind it.
export function fileBox(key, drop, accept, take) {
  const file = el('input', { type: 'file', id: nextId('f'), accept, class: 'hidden-text' });
  const label = localized('label', key, { for: file.id, class: 'button' });
  const node = el('div', { class: 'roster filebox' }, file, label, localized('span', drop));
  async function takeOnce(files) {
    if (!files.length || file.disabled) return;
    file.disabled = true;
    try {
      await take(files[0]);
    } finally {
      file.disabled = false;
      file.value = '';
    }
  }
  file.addEventListener('change', () => takeOnce(Array.from(file.files)));
  acceptDrops(node, takeOnce);
  return node;
}
