// The default rules of a meeting, and percentages as typed and as sent. No DOM.
import { inLanguage } from '../shared/i18n.js';
import { normalizeNumber } from './weights.js';

const FLOORS = ['9', '7', '4', '0'];

// A document's default bands, for numbers from 1 to 10: [name, lowest score] from high to low. Earlier English meetings, which
// state the wording 1, have them in Chinese.
export function defaultBands({ language = 'zh', wording, band_names: stated }) {
  const nameOf = (place) => inLanguage(wording === 1 ? 'zh' : language, 'band.' + place);
  return FLOORS.map((floor, place) => [stated ? stated[place] : nameOf(place), floor]);
}

export const DEFAULT_RULES = {
  bands: null,
  decimals: 3,
  trim: 0,
  min_group: 5,
  panel: false,
  veto: null,
  quota: null,
  empty_group: 'renormalise',
};

// '12.5' → '0.125' and back, by moving the point in the text, so that nothing is rounded. A text that is not a number stays as it
// is, for the server to report.
export function fromPercent(text) {
  const percent = normalizeNumber(text).replace(/%$/, '');
  const match = /^(\d*)\.?(\d*)$/.exec(percent);
  if (!match || !percent) return percent;
  const digits = match[1].padStart(3, '0');
  const decimals = (digits.slice(-2) + match[2]).replace(/0+$/, '');
  return String(Number(digits.slice(0, -2))) + (decimals ? '.' + decimals : '');
}

export function toPercent(text) {
  const match = /^(\d*)\.?(\d*)$/.exec(String(text));
  if (!match) return String(text);
  const decimals = match[2].padEnd(2, '0');
  const rest = decimals.slice(2).replace(/0+$/, '');
  return String(Number((match[1] || '0') + decimals.slice(0, 2))) + (rest ? '.' + rest : '');
}
