// Tables from columns and rows, for every section of the desk. Knows no meeting.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';

// A column is {key: of its head, or text: its head as it is, kind: class of its head and cells}.
const headText = (column) => (column.key ? t(column.key) : column.text);
const headOf = (column) => el('th', { scope: 'col', class: column.kind || null }, headText(column));

// cells: in the order of the columns, each a node, a text or a list of both; kind: the row's class. A cell keeps its head, for a
// window that is too narrow for columns.
export const row = (columns, cells, kind) =>
  el(
    'tr',
    { class: kind || null },
    cells.map((cell, i) => el('td', { class: columns[i].kind || null, 'data-head': headText(columns[i]) }, cell)),
  );

// rows: lists of cells, or rows made by row(). A wide table scrolls, by keyboard too.
export function table(label, columns, rows, kind) {
  const bodyRows = rows.map((cells) => (cells instanceof Node ? cells : row(columns, cells)));
  return el(
    'div',
    { class: 'scroll', role: 'region', tabindex: '0', 'aria-label': label },
    el(
      'table',
      { class: 'table list' + (kind ? ' ' + kind : '') },
      el('thead', {}, el('tr', {}, columns.map(headOf))),
      el('tbody', {}, bodyRows),
    ),
  );
}

// A small button in a row; its accessible name includes the row's: "决定… 张三".
export const rowButton = (key, rowName, press, disabled) =>
  el(
    'button',
    {
      type: 'button',
      class: 'button small',
      disabled: Boolean(disabled),
      'aria-label': t(key) + ' ' + rowName,
      on: { click: press },
    },
    t(key),
  );
