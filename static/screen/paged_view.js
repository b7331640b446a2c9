// Lists that are too long for one screen, as pages. All pages stay readable for screen readers; one is visible.
import { $, el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';

// draw(page) returns the content of a page.
export function pagedView(pages, draw) {
  const hasPages = pages.length > 1;
  const nodes = pages.map((page, i) => el('div', { class: 'page', data: { page: hasPages ? i : null } }, draw(page)));
  const pager = hasPages ? el('p', { class: 'pager', 'aria-hidden': 'true' }) : null;
  return el('div', { class: 'paged', data: { pages: pages.length } }, nodes, pager);
}

// Shows the page of this moment everywhere below root; returns whether anything has more than one page.
export function turnPages(root, turner, now) {
  const views = Array.from(root.querySelectorAll('.paged')).filter((view) => Number(view.dataset.pages) > 1);
  views.forEach((view) => {
    const count = Number(view.dataset.pages);
    const current = turner.pageAt(now, count);
    view.querySelectorAll('.page').forEach((page, i) => page.classList.toggle('hidden-text', i !== current));
    write($('.pager', view), t('page.of', { n: current + 1, count }));
  });
  return views.length > 0;
}
