// Edits the groups of voters: names, sizes, and weights with the share of each. Knows nothing of parts.
import { el, fill, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { button, cell, input, localized, problemLine, tableHead } from './form_controls.js';
import { rowList } from './row_list.js';
import { mixedScales, normalizeNumber, parseWhole, shares } from './weights.js';

// The mean of a smaller group is withheld, but its weight in the score may reveal it (DOMAIN §5.9).
const SMALL_GROUP = 5;

const weightOf = (row) => normalizeNumber(row.weight.value);
const sizeOf = (row) => normalizeNumber(row.size.value);
const isSmall = (row) => Number(sizeOf(row)) > 0 && Number(sizeOf(row)) < SMALL_GROUP;

function scaleWarnings(rows) {
  const weights = rows.map(weightOf);
  const share = shares(weights);
  return mixedScales(weights).map((i) =>
    t('group.mixed', { name: rows[i].name.value, weight: weights[i], share: share[i] }),
  );
}

function warningsFor(rows) {
  const weighted = rows.filter(weightOf);
  const incomplete = weighted.length && weighted.length < rows.length ? [t('group.some')] : [];
  const small = weighted.filter(isSmall).map((row) => t('group.small', { name: row.name.value, n: sizeOf(row) }));
  return incomplete.concat(scaleWarnings(rows), small);
}

function groupRow(group, remove) {
  const name = input('group.name', group.name);
  const weight = input('group.weight', group.weight, { inputmode: 'decimal', size: 6 });
  const size = input('group.size', group.size, { inputmode: 'numeric', size: 6 });
  const share = el('output', { class: 'share' });
  const removeButton = button('remove', remove, 'small');
  const node = el('tr', {}, cell(name), cell(weight), el('td', {}, share), cell(size), el('td', {}, removeButton));
  return { group, name, weight, size, share, removeButton, node };
}

// The group of the document, with the fields that this editor does not show as they were.
function readGroup(row, i) {
  ['name', 'weight', 'size'].forEach((key) => {
    row[key].dataset.field = 'groups[' + i + '].' + key;
  });
  const group = Object.assign({}, row.group, { name: row.name.value.trim() });
  delete group.weight;
  delete group.size;
  if (weightOf(row)) group.weight = weightOf(row);
  if (row.size.value.trim()) group.size = parseWhole(row.size.value);
  return group;
}

// The people of all groups, or null while a size is missing or is none.
function totalOf(rows) {
  const sizes = rows.map((row) => parseWhole(row.size.value));
  return sizes.every((size) => typeof size === 'number' && size > 0)
    ? sizes.reduce((all, size) => all + size, 0)
    : null;
}

// changed() is called after every change of a name, weight or size.
export function groupsEditor(groups, changed) {
  const body = el('tbody', {});
  const warnings = el('div', { class: 'warnings', role: 'status' });
  const list = rowList(body, groups, groupRow, update);

  function update() {
    const rows = list.rows();
    const share = shares(rows.map(weightOf));
    const unweighted = rows.some(weightOf) ? '?' : t('group.even');
    rows.forEach((row, i) => write(row.share, share[i] || unweighted));
    fill(
      warnings,
      warningsFor(rows).map((sentence) => el('p', {}, sentence)),
    );
    changed();
  }

  body.addEventListener('input', update);
  const head = tableHead(['group.name', 'group.weight', 'group.share', 'group.size']);
  const node = el(
    'div',
    { class: 'editor', data: { field: 'groups' } },
    el('div', { class: 'scroll' }, el('table', { class: 'table compact' }, head, body)),
    problemLine(),
    warnings,
    button('group.add', () => list.add({ name: '' }), 'small'),
    localized('p', 'group.hint', { class: 'hint' }),
  );
  return {
    node,
    start: list.show,
    total: () => totalOf(list.rows()),
    names: () => list.rows().map((row) => row.name.value.trim()),
    read: () => list.rows().map(readGroup),
  };
}
