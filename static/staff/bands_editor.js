// Edits the bands of the rule set: a name and the lowest score of each. Knows no other rule.
import { el } from '../shared/dom.js';
import { button, cell, input, problemLine, tableHead } from './form_controls.js';
import { rowList } from './row_list.js';
import { normalizeNumber } from './weights.js';

function bandRow(band, remove) {
  const name = input('band.name', band[0]);
  const floor = input('band.floor', band[1], { inputmode: 'decimal', size: 6 });
  const removeButton = button('remove', remove, 'small');
  const node = el('tr', {}, cell(name), cell(floor), el('td', {}, removeButton));
  return { name, floor, removeButton, node };
}

function readBand(row, i) {
  row.name.dataset.field = 'rules.bands[' + i + '][0]';
  row.floor.dataset.field = 'rules.bands[' + i + '][1]';
  return [row.name.value.trim(), normalizeNumber(row.floor.value)];
}

// changed() is called after every change of a band.
export function bandsEditor(bands, changed) {
  const body = el('tbody', {});
  const list = rowList(body, bands, bandRow, changed);
  const table = el('table', { class: 'table compact' }, tableHead(['band.name', 'band.floor']), body);
  const node = el(
    'div',
    { class: 'editor', data: { field: 'rules.bands' }, on: { input: changed } },
    el('div', { class: 'scroll' }, table),
    problemLine(),
    button('band.add', () => list.add(['', '']), 'small'),
  );
  return { node, start: list.show, read: () => list.rows().map(readBand) };
}
