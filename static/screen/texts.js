// Short texts of the screen in the page's language, and the room that text takes. Knows no document.
import { t, knows } from '../shared/i18n.js';
import { positionOf } from './selectors.js';

export function joinWords(words) {
  return words.filter((word) => word).join(t('join.dot'));
}

// A date as YYYY-MM-DD in words; '' for any other text.
export function dateText(date) {
  const [y, m, d] = String(date || '').split('-');
  return d ? t('date', { y, m: m.replace(/^0/, t('zero')), d: d.replace(/^0/, t('zero')) }) : '';
}

// What the shares of bands in a table are of; scored: rounds or parts, '' where none has bands.
export const sharesText = (scored) => (scored.some(({ bands }) => bands.length) ? t('shares.each') : '');

export function groupedByFour(code) {
  return code.replace(/(.{4})(?=.)/g, '$1 ');
}

export function shareText(share) {
  return knows(share) ? t(share) : share;
}

// "第 3 位，共 18 位" counts within the part; nothing for the only item that a part decides on.
export function positionText(state, id) {
  const position = positionOf(state, id);
  if (!position || (position.part.decide && position.total === 1)) return '';
  return t(position.part.decide ? 'place.votes' : 'place', { n: position.n, total: position.total });
}

// A Latin letter takes about half the width of a Chinese one.
export function widthInEms(text) {
  return Array.from(String(text)).reduce((sum, letter) => sum + (letter.charCodeAt(0) < 0x2000 ? 0.58 : 1), 0);
}

// Names beyond these widths are set smaller than the others in their list, so that one long name does not make all small.
const LONG_NAMES = [
  { over: 19, css: 'longest', size: 0.6 },
  { over: 13.5, css: 'longer', size: 0.75 },
];

const longName = (name) => LONG_NAMES.find(({ over }) => widthInEms(name) > over);

// The CSS class of a name by its length.
export const nameClass = (name) => (longName(name) || { css: '' }).css;

const widthInList = (name) => widthInEms(name) * (longName(name) || { size: 1 }).size;

function greatestWidth(texts) {
  return texts.reduce((most, text) => Math.max(most, widthInList(text)), 0);
}

const MIN_TYPE = 2.8;
const MAX_TYPE = 5;
const MAX_WRAPPED_TYPE = 4;
const MAX_ROW = 13;

// The largest type in rem that fits names into rows, on one line and on two. Other columns leave less room the larger the type.
function typesFor(height, names, width) {
  const longest = Math.max(1, greatestWidth(names));
  return {
    single: Math.min(MAX_TYPE, height * 0.56, width / longest),
    wrapped: Math.min(MAX_WRAPPED_TYPE, height * 0.39, (1.8 * width) / longest),
  };
}

// The layout of a table whose `rows` share the height `room`, in rem, with about `width` for the names: its styles, and whether the
// unit after a name takes a second line because the type is larger then, or because the smallest is too large for one line.
export function rowLayout(rows, room, names, width) {
  const height = Math.min(MAX_ROW, room / (rows + 0.8));
  const { single, wrapped } = typesFor(height, names, width);
  const isWrapped = Math.max(MIN_TYPE, wrapped) > Math.max(MIN_TYPE, single) || single < MIN_TYPE;
  const type = Math.max(MIN_TYPE, isWrapped ? wrapped : single);
  return { css: { '--row': height, '--type': type }, wraps: isWrapped ? ' wraps' : '' };
}
