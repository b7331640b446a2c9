// Pages that turn by the time of day, or from the first on when something new is shown, so that every screen of a meeting
// shows the same one. Knows no meeting.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';

export const TURN = 9000;

// Even pages: 18 at most 10 a page are 9 and 9, not 10 and 8.
export function pagesOf(list, most) {
  const count = Math.max(1, Math.ceil(list.length / most));
  const size = Math.ceil(list.length / count);
  return Array.from({ length: count }, (none, i) => list.slice(i * size, (i + 1) * size)).filter((page) => page.length);
}

// draw(page, i) gives a page's node. All stay readable for screen readers; turn() shows one to the eye.
export function paged(pages, draw) {
  const many = pages.length > 1;
  const nodes = pages.map((page, i) => el('div', { class: 'page', data: { page: many ? i : null } }, draw(page, i)));
  return el(
    'div',
    { class: 'paged', data: { pages: pages.length } },
    nodes,
    many ? el('p', { class: 'pager', 'aria-hidden': 'true' }) : null,
  );
}

let stopped = null;
let began = 0;

// What is shown from now on begins with its first page.
export function begin() {
  began = Date.now();
}

export function turning() {
  return stopped === null;
}

export function stopTurning(stop) {
  stopped = stop ? Date.now() : null;
}

// Shows the page of this moment and gives whether there is more than one.
export function turn(root) {
  const sets = Array.from(root.querySelectorAll('.paged')).filter((set) => Number(set.dataset.pages) > 1);
  sets.forEach((set) => {
    const count = Number(set.dataset.pages);
    const ran = Math.max(0, (stopped === null ? Date.now() : stopped) - began);
    const now = Math.floor(ran / TURN) % count;
    set.querySelectorAll('.page').forEach((page, i) => page.classList.toggle('hidden-text', i !== now));
    const words = t('page.of', { n: now + 1, count });
    const pager = set.querySelector('.pager');
    if (pager.textContent !== words) pager.textContent = words;
  });
  return sets.length > 0;
}
