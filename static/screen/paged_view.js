// Lists that are too long for one screen, as pages. All pages stay readable for screen readers; one is visible.
import { $, el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';

// draw(page) returns the content of a page. turning: the indexes of the pages to show in turn, usually all.
export function pagedView(pages, draw, turning) {
  const hasPages = pages.length > 1;
  const nodes = pages.map((page, i) => el('div', { class: 'page', data: { page: hasPages ? i : null } }, draw(page)));
  const pager = hasPages ? el('p', { class: 'pager', 'aria-hidden': 'true' }) : null;
  const turns = (turning || pages.map((page, i) => i)).join(' ');
  return el('div', { class: 'paged', data: { pages: pages.length, turns } }, nodes, pager);
}

// Shows the page of this moment everywhere below root; returns whether any page will turn.
export function turnPages(root, turner, now) {
  const views = Array.from(root.querySelectorAll('.paged')).filter((view) => Number(view.dataset.pages) > 1);
  views.forEach((view) => {
    const count = Number(view.dataset.pages);
    const turns = view.dataset.turns.split(' ').map(Number);
    const current = turns[turner.pageAt(now, turns.length)];
    view.querySelectorAll('.page').forEach((page, i) => page.classList.toggle('hidden-text', i !== current));
    write($('.pager', view), t('page.of', { n: current + 1, count }));
  });
  return views.some((view) => view.dataset.turns.includes(' '));
}
