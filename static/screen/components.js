// What the screen's scenes are made of: heads, feet, figures, QR codes, tables. State in, DOM out.
import { el, svg } from '../shared/dom.js';
import { t, knows } from '../shared/i18n.js';
import { groupsOf, toneOf } from '../shared/bands.js';
import { barTable } from '../shared/chart.js';

export function line(words) {
  return words.filter((word) => word).join(t('join.dot'));
}

export function dateWords(date) {
  const parts = String(date || '').split('-');
  return parts.length === 3
    ? t('date', { y: parts[0], m: parts[1].replace(/^0/, t('zero')), d: parts[2].replace(/^0/, t('zero')) })
    : '';
}

// Width of a text in ems: a Latin letter takes about half of a Chinese one.
export function ems(text) {
  return Array.from(String(text)).reduce((sum, letter) => sum + (letter.charCodeAt(0) < 0x2000 ? 0.58 : 1), 0);
}

export function widest(texts) {
  return texts.reduce((most, text) => Math.max(most, ems(text)), 0);
}

export function head(state, title, about, right) {
  return el(
    'header',
    { class: 'head' },
    el(
      'div',
      {},
      el('p', { class: 'state' }, state),
      el('h1', { class: ems(title) > 14 ? 'long' : '' }, title),
      about ? el('p', { class: 'about' }, about) : null,
    ),
    right,
  );
}

export function clockBox(label) {
  return el(
    'div',
    { class: 'clock' },
    el('p', { class: 'time', data: { left: 'round' } }),
    el('p', { class: 'about' }, label),
  );
}

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

export function fours(code) {
  return code.replace(/(.{4})(?=.)/g, '$1 ');
}

// Certified results cannot change any more: whoever compares the papers later compares this.
export function fingerprint(state) {
  if (!state.fingerprint) return null;
  return el(
    'p',
    { class: 'fingerprint' },
    t('fingerprint') + t('colon'),
    el('span', { class: 'hex' }, fours(state.fingerprint)),
  );
}

export function foot(left, right, state) {
  return el('footer', { class: 'feet' }, el('div', { class: 'foot' }, left, right), state ? fingerprint(state) : null);
}

export function middle(...children) {
  return el('div', { class: 'middle' }, children);
}

export function say(key, values) {
  return el('p', { class: 'huge-about' }, t(key, values));
}

export function shareWords(share) {
  return knows(share) ? t(share) : share;
}

// present ≥ quorum × expected, in whole numbers.
export function quorumMet(meeting) {
  const parts = meeting.quorum.split('/');
  return meeting.present * Number(parts[1] || 1) >= meeting.expected * Number(parts[0]);
}

export function quorumLine(meeting) {
  if (!meeting.quorum || !meeting.expected) return null;
  const share = shareWords(meeting.quorum);
  if (meeting.present === null || meeting.present === undefined) return el('span', {}, t('quorum', { share }));
  const met = quorumMet(meeting);
  return el('strong', { class: met ? 'good' : 'mid' }, t(met ? 'quorum.met' : 'quorum.missing', { share }));
}

export function bandFor(score, bands) {
  const band = bands.find((each) => Number(score) >= Number(each[1])) || bands[bands.length - 1];
  return band ? band[0] : '';
}

export function grade(name, bands) {
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

export function stack(subject, form, bands) {
  return el(
    'span',
    { class: 'stack', 'aria-hidden': 'true' },
    groupsOf(subject, form, bands).map((group) => el('span', { class: group.tone, css: { '--part': group.count } })),
  );
}

const LEAST = 2.8;

// The height of a row and the largest type that fits it, in rem; names longer than `width` at the least type wrap.
export function rowSize(rows, room, names, width) {
  const height = Math.min(13, room / (rows + 0.8));
  return { '--row': height, '--type': Math.max(LEAST, Math.min(5, height * 0.56, width / Math.max(1, widest(names)))) };
}

export function wraps(names, width) {
  return widest(names) * LEAST > width ? ' wraps' : '';
}

// Where a subject stands in its part: the part, its place from 1, how many.
export function standing(state, id) {
  const part = state.parts.find((each) => each.subjects.some((subject) => subject.id === id));
  return part
    ? { part, n: part.subjects.findIndex((subject) => subject.id === id) + 1, total: part.subjects.length }
    : null;
}

// "第 3 位，共 18 位" counts within the part.
export function placeOf(state, id) {
  const at = standing(state, id);
  return at ? t('place', { n: at.n, total: at.total }) : '';
}

// null where the server no longer tells this round's turnout.
export function turnoutOf(state, round) {
  return state.turnout && state.turnout.round === round.id ? state.turnout : null;
}
