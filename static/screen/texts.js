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

function greatestWidth(texts) {
  return texts.reduce((most, text) => Math.max(most, widthInEms(text)), 0);
}

const MIN_TYPE = 2.8;
const MAX_TYPE = 5;
const MAX_ROW = 13;

// The height of a row and the largest type that fits it, in rem: `rows` share the height `room`, names have `width`.
export function rowSize(rows, room, names, width) {
  const height = Math.min(MAX_ROW, room / (rows + 0.8));
  const type = Math.min(MAX_TYPE, height * 0.56, width / Math.max(1, greatestWidth(names)));
  return { '--row': height, '--type': Math.max(MIN_TYPE, type) };
}

// The class of a table with a name too long for `width` even in the smallest type.
export function wrapClass(names, width) {
  return greatestWidth(names) * MIN_TYPE > width ? ' wraps' : '';
}
