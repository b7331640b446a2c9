// Sentences about the conditions of a ballot, the same on phone and desk. Their words are in the catalogue's [ballot].
import { t } from './i18n.js';
import { hasWords, scaleOf } from './bands.js';
import { describeAgreement, isOver, limitKey } from './ballot_conditions.js';
import { formatMark } from './numbers.js';

export const joinList = (words) => words.join(t('list'));

// "0–20 分", with the step where it is not 1.
export function rangeText(scale) {
  const values = { low: formatMark(scale, scale.low), high: formatMark(scale, scale.high), step: scale.step };
  return t(scale.decimals ? 'range.step' : 'range', values);
}

// What is wrong with a typed number: problem of parseNumber.
export const numberProblem = (round, item, problem) =>
  t('number.' + problem, { range: rangeText(scaleOf(round, item)), step: scaleOf(round, item).step });

export function agreementText(round, at) {
  const { key, item, choice, n, below, words } = describeAgreement(round, at);
  return t(key, { item, choice: choice === null ? t('abstain') : choice, n, below, words: joinList(words || []) });
}

// What a limit allows: "最多 3 名".
export const limitRule = (limit) => t(limitKey(limit), { least: limit.least, most: limit.most });

// A limit that is broken: "赞成 最多 3 名，现在 4 名".
export function limitProblem(limit) {
  const rule = limit.least === limit.most ? limitRule(limit) : t(isOver(limit) ? 'limit.most' : 'limit.least', limit);
  return t('limit.now', { choices: joinList(limit.choices), rule, used: limit.used });
}

// A mark as it is read out: a word, or a number with its band.
export function markText(round, item, { label, band }) {
  if (hasWords(scaleOf(round, item))) return label;
  return band ? t('points.band', { n: label, band }) : t('points', { n: label });
}
