// Counts drawn as bars in their bands, from a tally's subject and a form. Knows no page; words come from the caller.
import { el, write } from './dom.js';
import { toneOf, marksOf, percent, groupsOf } from './bands.js';

export { toneOf, marksOf, percent, groupsOf };

function top(groups) {
  return groups.reduce((most, group) => group.bars.reduce((m, bar) => Math.max(m, bar.count), most), 1);
}

function shapeOf(groups) {
  return groups.map((group) => group.name + ':' + group.bars.length).join();
}

function column(bar) {
  return el(
    'li',
    { class: 'column ' + bar.tone },
    el('span', { class: 'column-count' }),
    el('span', { class: 'fill' }),
    el('span', { class: 'column-label' }, bar.label),
  );
}

function panel(group) {
  return el(
    'section',
    { class: 'band ' + group.tone, css: { '--bars': group.bars.length } },
    el('header', { class: 'band-head' }, el('strong', {}, group.name), el('span', { class: 'band-share' })),
    el('ul', { class: 'columns' }, group.bars.map(column)),
  );
}

// The count that fills the height: a round number above the highest, so that bars grow and seldom shrink.
function ceiling(most) {
  const steps = [5, 10, 15, 20, 30, 40, 50, 75];
  const tens = Math.pow(10, Math.max(0, Math.floor(Math.log10(most / 10))));
  return steps.map((step) => step * tens).find((step) => step >= most) || 100 * tens;
}

// Upright bars, one panel a band. Drawn once into node, then only moved. aria-hidden: give a table beside it.
// steady: against a round number instead of the highest bar, for counts that still grow.
export function columns(node, groups, steady) {
  const shape = shapeOf(groups);
  if (node.dataset.shape !== shape) {
    node.textContent = '';
    node.dataset.shape = shape;
    node.setAttribute('aria-hidden', 'true');
    node.classList.add('bands');
    groups.forEach((group) => node.appendChild(panel(group)));
  }
  const most = steady ? ceiling(top(groups)) : top(groups);
  groups.forEach((group, i) => {
    const section = node.children[i];
    write(section.querySelector('.band-share'), group.share);
    group.bars.forEach((bar, j) => {
      const item = section.querySelectorAll('.column')[j];
      write(item.querySelector('.column-count'), bar.count);
      item.style.setProperty('--height', bar.count / most);
    });
  });
}

function row(bar, name, most) {
  return el(
    'li',
    { class: 'row ' + bar.tone, css: { '--width': bar.count / most } },
    el('span', { class: 'row-band' }, name),
    el('span', { class: 'row-label' }, bar.label),
    el('span', { class: 'row-track' }, el('span', { class: 'fill' })),
    el('span', { class: 'row-count' }, bar.count),
  );
}

// Lying bars, one a line; the band's word stands at its first line. aria-hidden: give a table beside it.
export function rows(groups) {
  const most = top(groups);
  const words = groups.every((group) => group.bars.length === 1 && group.bars[0].label === group.name);
  return el(
    'ul',
    { class: words ? 'rows words' : 'rows', 'aria-hidden': 'true' },
    groups.map((group) => group.bars.map((bar, i) => row(bar, i ? '' : group.name, most))),
  );
}

// The same figures as a table. heads: {caption, mark, band, count, share} in the page's words.
export function table(groups, heads, css) {
  return el(
    'table',
    { class: css || 'hidden-text' },
    el('caption', {}, heads.caption),
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        [heads.band, heads.mark, heads.count, heads.share].map((head) => el('th', { scope: 'col' }, head)),
      ),
    ),
    el(
      'tbody',
      {},
      groups.map((group) =>
        group.bars.map((bar) =>
          el(
            'tr',
            {},
            el('td', {}, group.name),
            el('th', { scope: 'row' }, bar.label),
            el('td', {}, bar.count),
            el('td', {}, bar.share),
          ),
        ),
      ),
    ),
  );
}
