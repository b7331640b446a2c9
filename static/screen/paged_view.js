// Lists that are too long for one screen, as pages. All pages stay readable for screen readers; one is visible.
import { el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';

// draw(page) returns the content of a page. turning: the indexes of the pages to show in turn, usually all.
export function pagedView(pages, draw, turning) {
  const hasPages = pages.length > 1;
  const nodes = pages.map((page, i) => el('div', { class: 'page', data: { page: hasPages ? i : null } }, draw(page)));
  const pager = hasPages ? el('p', { class: 'pager', 'aria-hidden': 'true' }) : null;
  const turns = (turning || pages.map((page, i) => i)).join(' ');
  return el('div', { class: 'paged', data: { pages: pages.length, turns } }, nodes, pager);
}

const viewsIn = (root) => Array.from(root.querySelectorAll('.paged')).filter((view) => Number(view.dataset.pages) > 1);

// Of all views below root, the most pages.
export const mostPages = (root) => viewsIn(root).reduce((most, view) => Math.max(most, Number(view.dataset.pages)), 1);

// Shows a page everywhere below root: its index is pick(count, turns), with the indexes that take turns. Returns whether any will turn.
export function showPages(root, pick) {
  const views = viewsIn(root);
  views.forEach((view) => {
    const count = Number(view.dataset.pages);
    const current = pick(count, view.dataset.turns.split(' ').map(Number));
    const nodes = Array.from(view.children);
    nodes.slice(0, count).forEach((page, i) => page.classList.toggle('hidden-text', i !== current));
    write(nodes[count], t('page.of', { n: current + 1, count }));
  });
  return views.some((view) => view.dataset.turns.includes(' '));
}

// Shows the page of this moment.
export const turnPages = (root, turner, now) =>
  showPages(root, (count, turns) => turns[turner.pageAt(now, turns.length)]);
