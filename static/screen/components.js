// The parts that the screen's scenes share: heads, feet, clocks, QR codes, tables. State in, DOM out.
import { el, svg } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { bandsOf, toneOf } from '../shared/bands.js';
import { barTable } from '../shared/chart.js';
import { isOffByRounding } from '../shared/rounding.js';
import { fractionText } from '../shared/votes.js';
import { groupedByFour, nameClass, shareText, widthInEms } from './texts.js';

const LONG_TITLE_EMS = 14;
// What is longer is no name but a sentence.
const LONGEST_NAME_EMS = 26;

// Stands for nodes in a sentence.
const GAP = '\n';

// A name is never divided between lines; a long one gets smaller type.
export const wholeName = (name) => el('span', { class: 'whole ' + nameClass(name) }, name);

// "name" or "name（unit）" as the server labels a subject: a new line may begin before the unit only.
export function labelNodes({ name, label }) {
  const rest = label.startsWith(name) ? label.slice(name.length) : '';
  return rest ? [wholeName(name), el('wbr'), el('span', { class: 'rest' }, rest)] : [wholeName(label)];
}

// The sentence `key` with nodes for its {name} or {names}.
export function sentenceWith(key, nodes) {
  const [before, after] = t(key, { name: GAP, names: GAP }).split(GAP);
  return [before, nodes, after];
}

// Words in a row, joined as by joinWords; the short ones are not divided between lines.
export function joinedNodes(words) {
  const nodes = words.filter(Boolean).map((word) => (widthInEms(word) > LONGEST_NAME_EMS ? word : wholeName(word)));
  return nodes.map((node, i) => [i ? t('join.dot') : '', node]);
}

// about: nodes or a text. right: a node, or null. The last place belongs to the join code (corner.js).
function head(state, title, about, right) {
  return el(
    'header',
    { class: 'head' },
    el(
      'div',
      { class: 'head-text' },
      el('p', { class: 'state' }, state),
      title,
      about && about.length ? el('p', { class: 'about', data: { fit: '' } }, about) : null,
    ),
    right,
    el('div', { class: 'corner-place' }),
  );
}

export function sceneHead(state, title, about, right) {
  const css = widthInEms(title) > LONG_TITLE_EMS ? 'long' : '';
  return head(state, el('h1', { class: css, data: { fit: '' } }, title), about, right);
}

// A scene about one subject, by its name.
export function subjectHead(state, name, about, right) {
  if (widthInEms(name) > LONGEST_NAME_EMS) return sceneHead(state, name, about, right);
  return head(state, el('h1', { class: 'one-line', data: { fit: '' } }, wholeName(name)), about, right);
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

export function codeLabel(group, join, isOnly) {
  return t('qr', { group: isOnly ? '' : group, url: join.url, code: join.codes[group] });
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

// A table is as large as its content even where it is hidden, so a box that clips is around it.
export const hiddenTable = (table) => el('div', { class: 'hidden-text' }, table);

// '' where the shares of bands that are shown add up. all: tally's subjects of a round.
export function roundingText(all, round) {
  const isOff = all.some((counts) => isOffByRounding(bandsOf(counts, round), counts.ballots));
  return isOff ? t('shares.rounded') : '';
}

export function tallyTable(name, groups) {
  const heads = {
    caption: t('table', { name }),
    band: t('band'),
    mark: t('mark'),
    count: t('count'),
    share: t('share'),
  };
  return hiddenTable(barTable(groups, heads));
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
  return el('ul', { class: 'item-means', data: { fit: '' } }, counts.items.map(line));
}
