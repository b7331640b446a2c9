// A tally's subject as bars grouped by band, and as a table. Knows no page; words come from the caller.
import { bandsOf, marksOf, shareText } from './bands.js';
import { el, fill, write } from './dom.js';

// A long scale by its ten classes (DECIDE §1), which fit no bands; and a scale without bands.
function plainGroup(item, round) {
  const points = item.classes
    ? item.classes.map(([low, high, count]) => ({ label: low + '–' + high, count, share: '' })).reverse()
    : marksOf(round).map(({ label, at }) => ({ label, count: item.counts[at], share: shareText(item.shares[at]) }));
  const bars = points.map((point) => Object.assign({ tone: 'plain' }, point));
  return { name: '', tone: 'plain', share: '', bars };
}

// bandsOf with bars: [{label, tone, count, share}]. With one item there is a bar for each point, or for each class of a long
// scale; with several, a ballot's mean is no point of the scale, and each band is one bar. Several items without bands have none.
export function groupsOf(subject, round) {
  const [item] = subject.items;
  const bands = bandsOf(subject, round);
  const isSingle = round.form.items.length === 1;
  if (isSingle && (item.classes || !bands.length)) return [plainGroup(item, round)];
  const bar = ({ label, tone, at }) => ({ label, tone, count: item.counts[at], share: shareText(item.shares[at]) });
  return bands.map((band) => {
    const points = isSingle ? marksOf(round).filter((mark) => mark.band === band.name) : null;
    return Object.assign({ bars: points ? points.map(bar) : [Object.assign({ label: band.name }, band)] }, band);
  });
}

function highestCount(groups) {
  return groups.reduce((highest, { bars }) => bars.reduce((most, bar) => Math.max(most, bar.count), highest), 1);
}

function shapeOf(groups) {
  return groups.map((group) => group.name + ':' + group.bars.length).join();
}

function column(bar) {
  return el(
    'li',
    { class: 'column ' + bar.tone },
    el('span', { class: 'column-track' }, el('span', { class: 'column-count' }), el('span', { class: 'fill' })),
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

// The count at full height: a round number not below the highest, so that bars grow and rarely shrink.
function ceiling(most) {
  const steps = [5, 10, 15, 20, 30, 40, 50, 75];
  const tens = Math.pow(10, Math.max(0, Math.floor(Math.log10(most / 10))));
  return steps.map((step) => step * tens).find((step) => step >= most) || 100 * tens;
}

// Vertical bars in node, one panel for each band; built once, then only resized. Hidden from screen readers: add a table too.
// isGrowing: scale to a round number instead of to the highest bar, for counts that still grow.
export function updateColumns(node, groups, isGrowing) {
  const shape = shapeOf(groups);
  if (node.dataset.shape !== shape) {
    node.textContent = '';
    node.dataset.shape = shape;
    node.setAttribute('aria-hidden', 'true');
    node.classList.add('bands');
    groups.forEach((group) => node.append(panel(group)));
  }
  const highest = highestCount(groups);
  const most = isGrowing ? ceiling(highest) : highest;
  groups.forEach((group, i) => {
    const section = node.children[i];
    // A new text, since one that gets longer to the left would shift.
    const share = section.querySelector('.band-share');
    if (share.textContent !== group.share) fill(share, el('span', {}, group.share));
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

// Horizontal bars, with the band's name before its first. Hidden from screen readers: add a table too.
export function barRows(groups) {
  const most = highestCount(groups);
  const areWords = groups.every((group) => group.bars.length === 1 && group.bars[0].label === group.name);
  const has = (sign) => groups.some((group) => group.bars.some((bar) => bar.label.includes(sign)));
  const hasBands = groups.some((group) => group.name);
  const kind = areWords ? ' words' : has('–') ? ' classes' : has('.') && !hasBands ? ' decimals' : '';
  return el(
    'ul',
    { class: 'rows' + kind, 'aria-hidden': 'true' },
    groups.map((group) => group.bars.map((bar, i) => row(bar, i ? '' : group.name, most))),
  );
}

function tableRow(group, bar) {
  return el(
    'tr',
    {},
    el('td', {}, group.name),
    el('th', { scope: 'row' }, bar.label),
    el('td', {}, bar.count),
    el('td', {}, bar.share),
  );
}

// The same counts as a table for screen readers, to be put into something that hides it. heads: {caption, band, mark, count, share} in the page's language.
export function barTable(groups, heads) {
  const names = [heads.band, heads.mark, heads.count, heads.share];
  return el(
    'table',
    {},
    el('caption', {}, heads.caption),
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        names.map((name) => el('th', { scope: 'col' }, name)),
      ),
    ),
    el(
      'tbody',
      {},
      groups.map((group) => group.bars.map((bar) => tableRow(group, bar))),
    ),
  );
}
