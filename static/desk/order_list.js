// A list of people, and of items that have no number, that is put into order by dragging, by the keys ↑ and ↓, or by buttons. Saves nothing.
import { el, fill, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { input } from '../staff/form_controls.js';

const EDGE = 72;
const SCROLL_STEP = 16;

// A drag near the edge of the window scrolls it.
function scrollAtEdge(y) {
  if (y < EDGE) window.scrollBy(0, -SCROLL_STEP);
  else if (y > window.innerHeight - EDGE) window.scrollBy(0, SCROLL_STEP);
}

export class OrderList {
  // numbers: texts by place. changed() is called after somebody has moved an entry or typed a number.
  constructor(label, subjects, numbers, changed) {
    this.changed = changed;
    this.list = el('ol', { class: 'order', 'aria-label': label });
    this.said = el('p', { class: 'hidden-text', role: 'status' });
    this.node = el('div', {}, this.list, this.said);
    this.rows = subjects.map((subject, i) => this.row(subject, numbers[i] || ''));
    this.show();
  }

  // subjects: the same in another order.
  arrange(subjects) {
    this.rows = subjects.map((subject) => this.rows.find((row) => row.subject.id === subject.id));
    this.show();
  }

  show() {
    fill(
      this.list,
      this.rows.map((row) => row.node),
    );
    this.renumber();
  }

  subjects() {
    return this.rows.map((row) => row.subject);
  }

  numbers() {
    return this.rows.map((row) => row.number.value.trim());
  }

  row(subject, number) {
    const { label } = subject;
    const row = { subject, at: el('span', { class: 'order-at' }) };
    row.number = input(null, number, {
      class: 'input order-number',
      inputmode: 'numeric',
      maxlength: '4',
      placeholder: t('order.number'),
      'data-t-placeholder': 'order.number',
    });
    row.number.setAttribute('aria-label', t('order.number') + ' ' + label);
    row.number.addEventListener('input', this.changed);
    row.handle = this.handle(row);
    row.up = this.moveButton(row, 'roster.up', -1, '↑');
    row.down = this.moveButton(row, 'roster.down', 1, '↓');
    const written = subject.mode === 'written' ? el('span', { class: 'tag' }, t('mode.written')) : null;
    const name = el('span', { class: 'order-name' }, el('strong', {}, subject.name), ' ', written);
    if (subject.unit) name.appendChild(el('span', { class: 'soft under' }, subject.unit));
    row.node = el('li', {}, row.handle, row.at, name, subject.isItem ? el('span') : row.number, row.up, row.down);
    return row;
  }

  moveButton(row, key, offset, sign) {
    const press = () => this.move(row, this.rows.indexOf(row) + offset);
    return el(
      'button',
      { type: 'button', class: 'button small', 'aria-label': t(key) + ' ' + row.subject.label, on: { click: press } },
      sign,
    );
  }

  handle(row) {
    const dragging = (isOn) => row.node.classList.toggle('dragged', isOn);
    const keydown = (event) => {
      const offset = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!offset) return;
      event.preventDefault();
      this.move(row, this.rows.indexOf(row) + offset);
    };
    const pointerdown = (event) => {
      if (event.button) return;
      event.target.setPointerCapture(event.pointerId);
      dragging(true);
    };
    const pointermove = (event) => {
      if (!event.target.hasPointerCapture(event.pointerId)) return;
      scrollAtEdge(event.clientY);
      this.move(row, this.placeAt(row, event.clientY));
    };
    const label = t('order.drag') + ' ' + row.subject.label;
    const lostpointercapture = () => dragging(false);
    return el(
      'button',
      {
        type: 'button',
        class: 'handle',
        'aria-label': label,
        on: { keydown, pointerdown, pointermove, lostpointercapture },
      },
      '⠿',
    );
  }

  // The place of an entry whose pointer is at this height: below every other entry whose middle is above.
  placeAt(row, y) {
    const isAbove = (other) => {
      const box = other.node.getBoundingClientRect();
      return box.top + box.height / 2 < y;
    };
    return this.rows.filter((other) => other !== row && isAbove(other)).length;
  }

  // The other entries are moved around this one: an element that leaves the page loses the pointer and the focus.
  move(row, place) {
    const from = this.rows.indexOf(row);
    const to = Math.max(0, Math.min(place, this.rows.length - 1));
    if (to === from) return;
    this.rows.splice(to, 0, this.rows.splice(from, 1)[0]);
    for (let at = from; at < to; at += 1) this.list.insertBefore(row.node.nextSibling, row.node);
    for (let at = from; at > to; at -= 1) this.list.insertBefore(row.node.previousSibling, row.node.nextSibling);
    this.renumber();
    write(this.said, t('order.said', { name: row.subject.label, n: to + 1 }));
    this.changed();
  }

  renumber() {
    const last = this.rows.length - 1;
    let number = 0;
    this.rows.forEach(({ subject, at, up, down }, i) => {
      write(at, subject.isItem ? '' : (number += 1));
      up.setAttribute('aria-disabled', String(i === 0));
      down.setAttribute('aria-disabled', String(i === last));
    });
  }
}
