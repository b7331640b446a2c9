// The scales, marks and bands of a round, and the bands of a tally, as pages show them. Counts nothing. Pure: no document and no words.
import { formatMark } from './numbers.js';

const TONES_BY_NAME = { 好: 'good', 较好: 'fair', 一般: 'mid', 差: 'poor' };
const TONES_BY_COUNT = [[], ['good'], ['good', 'poor'], ['good', 'mid', 'poor'], ['good', 'fair', 'mid', 'poor']];

// The CSS class of a band's colours: by its name, else by its rank from the top; plain where there are no bands.
export function toneOf(name, bands) {
  if (TONES_BY_NAME[name]) return TONES_BY_NAME[name];
  if (!bands.length) return 'plain';
  const names = bands.map((band) => band[0]);
  const rank = Math.max(0, names.indexOf(name));
  if (bands.length <= 4) return TONES_BY_COUNT[bands.length][rank] || 'mid';
  return TONES_BY_COUNT[4][Math.floor((rank * 4) / bands.length)];
}

export function scaleOf({ scales, scale_of: places }, item) {
  return scales[places[item]];
}

// Scales of words have no step.
export const hasWords = (scale) => scale.step === undefined;

// The bands of an item's marks by name, from the best: its words, or the bands of the round.
function namesOf(round, item) {
  const scale = scaleOf(round, item);
  return hasWords(scale) ? scale.marks.map((mark) => [mark[1]]) : round.bands;
}

// All marks of an item from the best on: [{mark, label, band, tone, at}], at being the index in a tally's counts. Empty where there
// are too many to be listed.
export function marksOf(round, item = 0) {
  const scale = scaleOf(round, item);
  const names = namesOf(round, item);
  const points = (scale.marks || []).map(([mark, label, band], at) => {
    return { mark, label, band, tone: toneOf(band, names), at };
  });
  return hasWords(scale) ? points : points.reverse();
}

// What marksOf says of one mark, listed or not.
export function describeMark(round, item, mark) {
  const scale = scaleOf(round, item);
  if (scale.marks) return marksOf(round, item).find((point) => point.mark === mark);
  const [, band] = scale.bands.find(([lowest]) => mark >= lowest) || [0, ''];
  return { mark, label: formatMark(scale, mark), band, tone: toneOf(band, round.bands) };
}

// share: a percentage of the server, null without ballots.
export function shareText(share) {
  return share ? share + '%' : '–';
}

// A tally's subject by bands, best first: [{name, tone, count, share}].
export function bandsOf(subject, round) {
  const names = namesOf(round, 0);
  return names.map(([name]) => ({
    name,
    tone: toneOf(name, names),
    count: subject.bands[name] || 0,
    share: shareText(subject.shares[name]),
  }));
}
