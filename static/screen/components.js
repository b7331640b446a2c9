// The parts that the screen's scenes share: heads, feet, clocks, QR codes, tables. State in, DOM out.
import { el, svg } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { bandsOf, toneOf } from '../shared/bands.js';
import { barTable } from '../shared/chart.js';
import { fractionText } from '../shared/votes.js';
import { groupedByFour, shareText, widthInEms } from './texts.js';

const LONG_TITLE_EMS = 14;

// right: a node, or null.
export function sceneHead(state, title, about, right) {
  return el(
    'header',
    { class: 'head' },
    el(
      'div',
      {},
      el('p', { class: 'state' }, state),
      el('h1', { class: widthInEms(title) > LONG_TITLE_EMS ? 'long' : '' }, title),
      about ? el('p', { class: 'about' }, about) : null,
    ),
    right,
  );
}

export function roundClock(label) {
  return el(
    'div',
    { class: 'clock' },
    el('p', { class: 'time', data: { left: 'round' } }),
    el('p', { class: 'about' }, label),
  );
}

// qr: {size, path} of the server.
export function qrCode(qr, label) {
  return svg(
    'svg',
    {
      class: 'qr',
      viewBox: '0 0 ' + qr.size + ' ' + qr.size,
      role: 'img',
      'aria-label': label,
      'shape-rendering': 'crispEdges',
    },
    svg('rect', { width: qr.size, height: qr.size, fill: '#fff' }),
    svg('path', { d: qr.path, fill: '#000' }),
  );
}

function hexLine(key, value) {
  return el('p', { class: key }, t(key) + t('colon'), el('span', { class: 'hex' }, groupedByFour(value)));
}

// Once certified, counts cannot change: readers compare these lines with those on the papers.
export function fingerprintLines(state) {
  if (!state.fingerprint) return [];
  return [hexLine('fingerprint', state.fingerprint), hexLine('record', state.record)];
}

// With state, the fingerprints are added.
export function sceneFoot(left, right, state) {
  const lines = state ? fingerprintLines(state) : [];
  return el('footer', { class: 'feet' }, el('div', { class: 'foot' }, left, right), ...lines);
}

export function centred(...children) {
  return el('div', { class: 'middle' }, children);
}

export function largeText(key, values) {
  return el('p', { class: 'huge-about' }, t(key, values));
}

export function progressBar(share) {
  return el('div', { class: 'bar' }, el('span', { css: { '--share': share } }));
}

export function quorumLine(meeting) {
  if (meeting.quorum_needed === null) return null;
  const least = shareText(fractionText(meeting.quorum));
  const share = meeting.quorum_over ? t('quorum.more', { share: least }) : least;
  const isMet = meeting.quorum_met;
  if (isMet === null) return el('span', {}, t('quorum', { share }));
  return el('strong', { class: isMet ? 'good' : 'mid' }, t(isMet ? 'quorum.met' : 'quorum.missing', { share }));
}

export function gradeText(name, bands) {
  return el('span', { class: 'grade ' + toneOf(name, bands) }, name);
}

export function tallyTable(name, groups) {
  return barTable(groups, {
    caption: t('table', { name }),
    band: t('band'),
    mark: t('mark'),
    count: t('count'),
    share: t('share'),
  });
}

// One bar whose parts are the counts of the bands.
export function bandStack(subject, round) {
  return el(
    'span',
    { class: 'stack', 'aria-hidden': 'true' },
    bandsOf(subject, round).map((band) => el('span', { class: band.tone, css: { '--part': band.count } })),
  );
}

// The mean of each item, or null on a form with a single one.
export function itemMeans(counts, form) {
  if (form.items.length < 2) return null;
  const titles = new Map(form.items.map((item) => [item.key, item.title]));
  const line = ({ key, mean }) =>
    el('li', {}, el('span', {}, titles.get(key)), el('strong', {}, mean === null ? '–' : mean));
  return el('ul', { class: 'item-means' }, counts.items.map(line));
}
