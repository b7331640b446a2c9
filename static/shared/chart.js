// Counts drawn as bars in their bands, from a tally's subject and a form. Knows no page; words come from the caller.
import { el, write } from './dom.js';

const NAMED = { 好: 'good', 较好: 'fair', 一般: 'mid', 差: 'poor' };
const BY_COUNT = [[], ['good'], ['good', 'poor'], ['good', 'mid', 'poor'], ['good', 'fair', 'mid', 'poor']];

// The class of a band's colours: by its name, else by its place from the top.
export function toneOf(name, bands) {
  if (NAMED[name]) return NAMED[name];
  const place = Math.max(0, bands.findIndex((band) => band[0] === name));
  const tones = BY_COUNT[4];
  if (bands.length <= 4) return BY_COUNT[bands.length][place] || 'mid';
  return tones[Math.floor(place * 4 / bands.length)];
}

// All marks of a form from the best end of the paper form: [{mark, label, band, tone, at (index in counts)}].
export function marksOf(form, bands) {
  const scale = form.scale;
  if (scale.choices) {
    const own = scale.choices;
    return own.map((choice, i) => ({ mark: i, label: choice[0], band: choice[0], tone: toneOf(choice[0], own), at: i }));
  }
  const marks = [];
  for (let mark = scale.max; mark >= scale.min; mark -= 1) {
    const band = (bands.find((each) => mark >= Number(each[1])) || bands[bands.length - 1] || [''])[0];
    marks.push({ mark, label: String(mark), band, tone: toneOf(band, bands), at: mark - scale.min });
  }
  return marks;
}

// Half up to one decimal, by whole numbers: 46.2%.
export function percent(count, base) {
  if (!base) return '–';
  const tenths = Math.floor((2000 * count + base) / (2 * base));
  return Math.floor(tenths / 10) + '.' + tenths % 10 + '%';
}

// [{name, tone, count, share, bars: [{label, count, tone}]}] high to low. A form of one item shows every point of its scale;
// with several items a ballot's mean has no point of its own and each band is one bar.
export function groupsOf(subject, form, bands) {
  const one = form.items.length === 1 && subject.items && subject.items.length === 1;
  const marks = marksOf(form, bands);
  const names = form.scale.choices ? form.scale.choices : bands;
  const base = subject.ballots;
  return names.map((band) => {
    const name = band[0];
    const tone = toneOf(name, names);
    const points = marks.filter((mark) => mark.band === name);
    const bars = points.map((mark) => ({ label: mark.label, tone, count: one ? subject.items[0].counts[mark.at] : 0 }));
    const inBand = subject.bands && subject.bands[name] !== undefined ? subject.bands[name] : 0;
    return {
      name, tone, count: inBand, share: percent(inBand, base),
      bars: one ? bars : [{ label: name, tone, count: inBand }],
    };
  });
}

function top(groups) {
  return groups.reduce((most, group) => group.bars.reduce((m, bar) => Math.max(m, bar.count), most), 1);
}

function shapeOf(groups) { return groups.map((group) => group.name + ':' + group.bars.length).join(); }

function column(bar) {
  return el('li', { class: 'column ' + bar.tone },
    el('span', { class: 'column-count' }), el('span', { class: 'fill' }), el('span', { class: 'column-label' }, bar.label));
}

function panel(group) {
  return el('section', { class: 'band ' + group.tone, css: { '--bars': group.bars.length } },
    el('header', { class: 'band-head' }, el('strong', {}, group.name), el('span', { class: 'band-share' })),
    el('ul', { class: 'columns' }, group.bars.map(column)));
}

// Upright bars, one panel a band. Drawn once into node, then only moved. aria-hidden: give a table beside it.
export function columns(node, groups) {
  const shape = shapeOf(groups);
  if (node.dataset.shape !== shape) {
    node.textContent = '';
    node.dataset.shape = shape;
    node.setAttribute('aria-hidden', 'true');
    node.classList.add('bands');
    groups.forEach((group) => node.appendChild(panel(group)));
  }
  const most = top(groups);
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
  return el('li', { class: 'row ' + bar.tone, css: { '--width': bar.count / most } },
    el('span', { class: 'row-band' }, name), el('span', { class: 'row-label' }, bar.label),
    el('span', { class: 'row-track' }, el('span', { class: 'fill' })), el('span', { class: 'row-count' }, bar.count));
}

// Lying bars, one a line; the band's word stands at its first line. aria-hidden: give a table beside it.
export function rows(groups) {
  const most = top(groups);
  return el('ul', { class: 'rows', 'aria-hidden': 'true' }, groups.map((group) => group.bars.map((bar, i) =>
    row(bar, i === 0 && bar.label !== group.name ? group.name : '', most))));
}

// The same figures as a table. heads: {caption, mark, band, count, share} in the page's words.
export function table(groups, heads, css) {
  return el('table', { class: css || 'hidden-text' }, el('caption', {}, heads.caption),
    el('thead', {}, el('tr', {}, [heads.band, heads.mark, heads.count, heads.share].map((head) => el('th', { scope: 'col' }, head)))),
    el('tbody', {}, groups.map((group) => group.bars.map((bar) => el('tr', {},
      el('td', {}, group.name), el('th', { scope: 'row' }, bar.label), el('td', {}, bar.count), el('td', {}, group.share))))));
}
