// Rows that people add and remove, as table rows or cards. Knows neither their fields nor their document.
import { fill } from '../shared/dom.js';
import { translate } from '../shared/i18n.js';

// create(value, remove, index) returns a row {node, name: its first control, removeButton}; only the initial rows have an index.
// changed() is called after every show, addition and removal. The last row cannot be removed.
export function rowList(container, values, create, changed) {
  let rows = [];

  function newRow(value, index) {
    const row = create(value, () => remove(row), index);
    return row;
  }

  function show() {
    rows.forEach((row) => {
      row.removeButton.hidden = rows.length === 1;
    });
    fill(
      container,
      rows.map((row) => row.node),
    );
    translate(container);
    changed();
  }

  function remove(row) {
    rows = rows.filter((other) => other !== row);
    show();
    rows[0].name.focus();
  }

  function add(value) {
    const row = newRow(value);
    rows.push(row);
    show();
    row.name.focus();
  }

  rows = values.map(newRow);
  return { show, add, rows: () => rows };
}
