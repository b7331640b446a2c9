// Edits bands: a name and the lowest score of each. Knows no other rule.
import { el } from '../shared/dom.js';
import { inlineInput, problemLine } from './form_controls.js';
import { listEditor } from './list_editor.js';
import { sentence } from './sentence.js';
import { normalizeNumber } from './weights.js';

function bandRow(band, buttons) {
  const name = inlineInput('band.name', band[0], 8);
  const floor = inlineInput('band.floor', band[1], 5, { inputmode: 'decimal' });
  const node = el('div', { class: 'row' }, sentence('band.sentence', { name, floor }), buttons, problemLine());
  return {
    node,
    focus: name,
    name,
    read(path) {
      node.dataset.field = path;
      name.dataset.field = path + '[0]';
      floor.dataset.field = path + '[1]';
      return [name.value.trim(), normalizeNumber(floor.value)];
    },
  };
}

export function bandsEditor(bands) {
  const list = listEditor({
    values: bands,
    create: bandRow,
    addKey: 'band.add',
    blank: () => ['', ''],
    least: 1,
  });
  return Object.assign({ names: () => list.rows().map((row) => row.name.value.trim()) }, list);
}
