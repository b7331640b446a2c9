// Lists that are too long for one screen, as pages. All pages stay readable for screen readers; one is visible.
import { el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';

// draw(page) returns the content of a page.
export function pagedView(pages, draw) {
  const hasPages = pages.length > 1;
  const nodes = pages.map((page, i) => el('div', { class: 'page', data: { page: hasPages ? i : null } }, draw(page)));
  const pager = hasPages ? el('p', { class: 'pager', 'aria-hidden': 'true' }) : null;
  return el('div', { class: 'paged', data: { pages: pages.length } }, nodes, pager);
}

const pagesIn = (view) => Number(view.dataset.pages);

const viewsIn = (root) => Array.from(root.querySelectorAll('.paged')).filter((view) => pagesIn(view) > 1);

// Of all views below root, the most pages.
export const mostPages = (root) => viewsIn(root).reduce((most, view) => Math.max(most, pagesIn(view)), 1);

// Shows a page everywhere below root: pageOf(count) of `count` pages. Returns whether anything has more than one.
export function showPages(root, pageOf) {
  const views = viewsIn(root);
  views.forEach((view) => {
    const count = pagesIn(view);
    const current = pageOf(count);
    const nodes = Array.from(view.children);
    nodes.slice(0, count).forEach((page, i) => page.classList.toggle('hidden-text', i !== current));
    write(nodes[count], t('page.of', { n: current + 1, count }));
  });
  return views.length > 0;
}

// Shows the page of this moment.
export const turnPages = (root, turner, now) => showPages(root, (count) => turner.pageAt(now, count));
