// The turnout as a field of seats: as many as ballots are expected, filled as they come in. They fill in order, whoever votes, so
// that a seat is nobody's.
import { el } from '../shared/dom.js';

// The room of the field in rem, and the largest seat.
const WIDTH = 100;
const HEIGHT = 50;
const LARGEST = 11;
// So many are in one row.
const ONE_ROW = 10;
// More at once would be a flicker.
const MOST_MOVING = 24;
const SIZES = [5, 10, 15, 20, 30, 50, 75, 100, 150, 200, 300, 400, 500, 750, 1000, 1500, 2000, 3000, 5000, 10000];

// The size for which the field is laid out: seats that are added keep the others where they are until it is reached.
export function layoutFor(count) {
  const size = SIZES.find((one) => one >= count) || count;
  const columns = size > ONE_ROW ? Math.ceil(Math.sqrt((size * WIDTH) / HEIGHT)) : size;
  const rows = Math.ceil(size / columns);
  return { size, columns, pitch: Math.min(LARGEST, WIDTH / columns, HEIGHT / rows) };
}

// {node, update(taken, total)}. Hidden from screen readers: the numbers stand next to it.
export function seatField() {
  const node = el('div', { class: 'seats', 'aria-hidden': 'true', data: { clips: '' } });
  let size = null;
  let filled = 0;

  function add(total) {
    const layout = layoutFor(total);
    if (layout.size !== size || total < node.childElementCount) {
      size = layout.size;
      filled = 0;
      node.textContent = '';
      node.style.setProperty('--columns', layout.columns);
      node.style.setProperty('--pitch', layout.pitch);
    }
    const added = document.createDocumentFragment();
    for (let at = node.childElementCount; at < total; at += 1) added.appendChild(el('span', { class: 'seat' }));
    node.appendChild(added);
  }

  return {
    node,
    update(taken, total) {
      const isFirst = size === null;
      add(Math.max(total, taken));
      const isMoving = !isFirst && taken - filled <= MOST_MOVING;
      for (; filled < taken; filled += 1)
        node.children[filled].className = isMoving ? 'seat taken filling' : 'seat taken';
      while (filled > taken) node.children[(filled -= 1)].className = 'seat';
    },
  };
}
