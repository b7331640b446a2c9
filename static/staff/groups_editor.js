// Edits the groups of voters: names, weights with the share each comes to, sizes. Knows nothing of parts.
import { el, fill, write } from '../shared/dom.js';
import { t, translate } from '../shared/i18n.js';
import { button, w } from './dialogs.js';
import { cell, head, input, problem } from './form_controls.js';
import { figure, shares, whole } from './weights.js';

export { cell, input, whole };

const SMALL = 5;
const APART = 20;

const weightOf = (row) => figure(row.weight.value);

function sizeIsSmall(row) {
  const size = Number(figure(row.size.value));
  return figure(row.size.value) !== '' && size > 0 && size < SMALL;
}

// 40, 30 and 0.3: per cent and fractions of one, which nobody means to mix; 2, 1 and 0.5 are a ratio.
function mixed(rows) {
  const each = shares(rows.map(weightOf));
  const most = Math.max(...rows.map((row, i) => (each[i] ? Number(weightOf(row)) : 0)));
  const least = rows.filter((row, i) => each[i] && Number(weightOf(row)) < 1 && Number(weightOf(row)) * APART < most);
  return least.map((row) =>
    t('group.mixed', { name: row.name.value, weight: weightOf(row), share: each[rows.indexOf(row)] }),
  );
}

function warningsOf(rows) {
  const weighted = rows.filter(weightOf);
  const some = weighted.length && weighted.length < rows.length ? [t('group.some')] : [];
  const small = weighted
    .filter(sizeIsSmall)
    .map((r) => t('group.small', { name: r.name.value, n: figure(r.size.value) }));
  return some.concat(mixed(rows), small);
}

function readGroup(row, i) {
  ['name', 'weight', 'size'].forEach((key) => {
    row[key].dataset.field = 'groups[' + i + '].' + key;
  });
  const group = Object.assign({}, row.group, { name: row.name.value.trim() });
  delete group.weight;
  delete group.size;
  if (weightOf(row)) group.weight = weightOf(row);
  if (row.size.value.trim()) group.size = whole(row.size.value);
  return group;
}

// changed() follows every change of a name, weight or size.
export function groupsEditor(given, changed) {
  const body = el('tbody', {});
  const warnings = el('div', { class: 'warnings', role: 'status' });
  let rows = [];

  function row(group) {
    const one = {
      group,
      name: input('group.name', group.name),
      weight: input('group.weight', group.weight, { inputmode: 'decimal', size: 6 }),
      size: input('group.size', group.size, { inputmode: 'numeric', size: 6 }),
      share: el('output', { class: 'share' }),
      remove: button('remove', () => drop(one), 'small'),
    };
    one.node = el(
      'tr',
      {},
      cell(one.name),
      cell(one.weight),
      el('td', {}, one.share),
      cell(one.size),
      el('td', {}, one.remove),
    );
    one.node.addEventListener('input', follow);
    return one;
  }

  function drop(one) {
    rows = rows.filter((r) => r !== one);
    redraw();
    rows[0].name.focus();
  }

  function add() {
    rows.push(row({ name: '' }));
    redraw();
    rows[rows.length - 1].name.focus();
  }

  function follow() {
    const each = shares(rows.map(weightOf));
    const bare = rows.some(weightOf) ? '?' : t('group.even');
    rows.forEach((r, i) => write(r.share, each[i] || bare));
    fill(
      warnings,
      warningsOf(rows).map((line) => el('p', {}, line)),
    );
    changed();
  }

  function redraw() {
    rows.forEach((r) => {
      r.remove.hidden = rows.length === 1;
    });
    fill(
      body,
      rows.map((r) => r.node),
    );
    translate(body);
    follow();
  }

  rows = given.map(row);
  const heads = head(['group.name', 'group.weight', 'group.share', 'group.size']);
  const node = el(
    'div',
    { class: 'editor', data: { field: 'groups' } },
    el('div', { class: 'scroll' }, el('table', { class: 'table compact' }, heads, body)),
    problem(),
    warnings,
    button('group.add', add, 'small'),
    w('p', 'group.hint', { class: 'hint' }),
  );
  return { node, start: redraw, names: () => rows.map((r) => r.name.value.trim()), read: () => rows.map(readGroup) };
}
