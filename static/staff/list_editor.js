// A list whose rows people add, remove and, where the order counts, move up. Knows neither fields nor document.
import { el, fill } from '../shared/dom.js';
import { translate } from '../shared/i18n.js';
import { button, problemLine } from './form_controls.js';

// Tells the editors around the list of a change that no control reports.
export function reportChange(node) {
  ['input', 'change'].forEach((type) => node.dispatchEvent(new Event(type, { bubbles: true })));
}

class List {
  constructor(options) {
    this.least = options.least || 0;
    this.isOrdered = Boolean(options.isOrdered);
    this.create = options.create;
    this.container = el('div', { class: 'rows' });
    this.addButton = button(options.addKey, () => this.add(options.blank()), 'small');
    this.node = el('div', { class: 'list' }, this.container, problemLine(), this.addButton);
    this.rows = [];
    options.values.forEach((value) => this.rows.push(this.newRow(value)));
    this.draw();
  }

  // buttons: the row's own, for the row to place.
  newRow(value) {
    const up = this.isOrdered ? button('move.up', () => this.moveUp(row), 'small quiet up') : null;
    const remove = button('remove', () => this.remove(row), 'small quiet');
    const buttons = el('span', { class: 'row-acts' }, up, remove);
    const row = Object.assign(this.create(value, buttons), { up, remove });
    return row;
  }

  draw() {
    this.rows.forEach((row, i) => {
      row.remove.hidden = this.rows.length <= this.least;
      if (row.up) row.up.hidden = i === 0;
    });
    fill(
      this.container,
      this.rows.map((row) => row.node),
    );
  }

  changed() {
    this.draw();
    translate(this.node);
    reportChange(this.node);
  }

  add(value) {
    const row = this.newRow(value);
    this.rows.push(row);
    this.changed();
    row.focus.focus();
  }

  remove(row) {
    this.rows = this.rows.filter((other) => other !== row);
    this.changed();
    (this.rows.length ? this.rows[0].focus : this.addButton).focus();
  }

  moveUp(row) {
    const at = this.rows.indexOf(row);
    this.rows.splice(at, 1);
    this.rows.splice(at - 1, 0, row);
    this.changed();
    row.focus.focus();
  }

  replace(values) {
    this.rows = [];
    values.forEach((value) => this.rows.push(this.newRow(value)));
    this.changed();
  }

  read(path) {
    this.node.dataset.field = path;
    return this.rows.map((row, i) => row.read(path + '[' + i + ']'));
  }
}

// options: {values, create(value, buttons), addKey, blank(), least, isOrdered}. A row is {node, focus: its first control,
// read(path)}; read() also names its controls after the fields of the document. create() may use the rows that exist already.
export function listEditor(options) {
  const list = new List(options);
  return {
    node: list.node,
    rows: () => list.rows,
    add: (value) => list.add(value),
    replace: (values) => list.replace(values),
    read: (path) => list.read(path),
  };
}
