// The votes on a subject of a part with `decide`, as pages show them: words, shares and thresholds. Counts nothing. Pure: no
// document and no words.
import { toneOf } from './bands.js';

function greatestDivisor(a, b) {
  return b ? greatestDivisor(b, a % b) : a;
}

// A threshold of the document as people say it: "1/2", "2/3", otherwise in percent.
export function fractionText(text) {
  let [top, bottom] = String(text).split('/').map(Number);
  if (!bottom) {
    const decimals = (String(text).split('.')[1] || '').length;
    bottom = 10 ** decimals;
    top = Math.round(Number(text) * bottom);
  }
  const divisor = greatestDivisor(top, bottom);
  const denominator = bottom / divisor;
  if (denominator > 1 && denominator <= 10) return top / divisor + '/' + denominator;
  return Math.round((top / bottom) * 10000) / 100 + '%';
}

// The grades that the rules of a part can give, as bands, so that toneOf colours them.
export const gradesOf = (decide) => decide.rules.map((rule) => [rule.grade]);

export const gradeTone = (grade, decide) => toneOf(grade, gradesOf(decide));

const decidingItem = (round, decide) => round.form.items.findIndex((item) => item.key === decide.item);

// The words of the item that decides, with the counts of a tally's subject: [{word, tone, count}]. Without a tally they are 0.
export function wordCounts(round, decide, subject) {
  const at = decidingItem(round, decide);
  const words = round.scales[round.scale_of[at]].marks.map((mark) => [mark[1]]);
  return words.map(([word], i) => {
    return { word, tone: toneOf(word, words), count: subject ? subject.items[at].counts[i] : 0 };
  });
}

export const abstentions = (round, decide, subject) =>
  subject ? subject.items[decidingItem(round, decide)].abstained : 0;

export const hasAbstain = (round, decide) => Boolean(round.form.items[decidingItem(round, decide)].abstain);

// The titles and means of the items that are not decided on but have a mean: [{title, mean}].
export function otherMeans(round, decide, subject) {
  const titles = new Map(round.form.items.map((item) => [item.key, item.title]));
  return subject.items
    .filter((item) => item.key !== decide.item && item.mean !== null && item.mean !== undefined)
    .map(({ key, mean }) => ({ title: titles.get(key), mean }));
}

// The bars of a subject: one for each word, before them one for all words of the first rule together if it has several, and
// last the abstentions: [{words or null for abstentions, fills: [{tone, share}], count, isDecisive}]. `share` is of the base;
// while that is unknown, of all ballots.
export function voteBars(round, decide, subject) {
  const words = wordCounts(round, decide, subject);
  const abstained = abstentions(round, decide, subject);
  const all = words.reduce((sum, one) => sum + one.count, abstained);
  const whole = Math.max((subject && subject.votes && subject.votes.base) || 0, all, 1);
  const fill = ({ tone, count }) => ({ tone, share: count / whole });
  const first = words.filter((one) => (decide.rules[0].of || []).includes(one.word));
  const bar = (bars, isDecisive) => ({
    words: bars.map((one) => one.word),
    fills: bars.map(fill),
    count: bars.reduce((sum, one) => sum + one.count, 0),
    isDecisive,
  });
  const rows = words.map((one) => bar([one], first.length === 1 && first[0] === one));
  if (first.length > 1) rows.unshift(bar(first, true));
  if (hasAbstain(round, decide)) {
    rows.push({
      words: null,
      fills: [{ tone: 'plain', share: abstained / whole }],
      count: abstained,
      isDecisive: false,
    });
  }
  return rows;
}

// Where the threshold is on the bar, as a share of the base; null without one.
export function passLine({ needed, base }) {
  return needed === null || !base ? null : Math.min(1, needed / base);
}
