// A table from columns and rows, for every section of the desk. Knows no meeting.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';

// columns: [{key: the words of its head, or text: its head as it is, kind: class of head and cells}]
const head = (column) =>
  el('th', { scope: 'col', class: column.kind || null }, column.key ? t(column.key) : column.text);

// Cells stand in the columns' order, each a node, a text or a list of both; `kind` is the row's class.
export const row = (columns, cells, kind) =>
  el(
    'tr',
    { class: kind || null },
    cells.map((cell, i) => el('td', { class: columns[i].kind || null }, cell)),
  );

// rows: lists of cells, or whole rows made by row(). Where it is too wide it scrolls, by the keyboard too.
export function table(label, columns, rows, kind) {
  const lines = rows.map((cells) => (cells instanceof Node ? cells : row(columns, cells)));
  return el(
    'div',
    { class: 'scroll', role: 'region', tabindex: '0', 'aria-label': label },
    el(
      'table',
      { class: 'table list' + (kind ? ' ' + kind : '') },
      el('thead', {}, el('tr', {}, columns.map(head))),
      el('tbody', {}, lines),
    ),
  );
}

// A small act in a row, named for who cannot see the row: "决定… 张三".
export const tool = (key, name, press, off) =>
  el(
    'button',
    {
      type: 'button',
      class: 'button small',
      disabled: Boolean(off),
      'aria-label': t(key) + ' ' + name,
      on: { click: press },
    },
    t(key),
  );
