// The rules of a document in sentences, to be read before a meeting is created. Pure but for the language.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { joinSentences } from './joined_sentences.js';
import { baseText } from './base_menu.js';
import { toPercent } from './rule_set.js';

const listed = (names) => (names || []).join(t('list'));

export const bandsSentence = (bands) =>
  bands
    .map(([name, floor], i) => t(i < bands.length - 1 ? 'rule.band' : 'rule.rest', { name, floor }))
    .join(t('clauses')) + t('stop');

const vetoSentence = (veto) =>
  t('rule.veto', { bands: listed(veto.bands), over: toPercent(veto.over), grade: veto.grade });

// Whom a quota is about: those with its grade, or also those with a lower one. quota: of a document or of a tally.
export function quotaPersons(quota) {
  const isExact = quota.grade !== undefined;
  return t(isExact ? 'quota.of' : 'quota.below', { band: isExact ? quota.grade : quota.at_or_below });
}

const quotaSentence = (quota) =>
  t('rule.quota.' + (quota.bound || 'about'), {
    whom: quotaPersons(quota),
    share: toPercent(quota.share),
    tolerance: toPercent(quota.tolerance || '0'),
  });

// A key of the rank; titles: of the items by key.
export function rankText(key, titles) {
  const at = key.indexOf(':');
  if (at < 0) return t('rank.' + key);
  const name = key.slice(at + 1);
  return t('rank.' + key.slice(0, at), { name, part: name, item: titles[name] || name });
}

const rankSentence = (rank, titles) =>
  t('rule.rank', { keys: rank.map((key) => rankText(key, titles)).join(t('rank.then')) });

const awardText = ([name, size]) =>
  typeof size === 'number' ? t('award.places', { name, n: size }) : t('award.of', { name, share: toPercent(size) });

function trimSentence(rules) {
  return t('rule.trim', { k: rules.trim, least: rules.trim_least || 2 * rules.trim + 3 });
}

// Different sets of bands once each; a part without grades is pointed at.
function judgingSentences(rules, judging) {
  const sets = judging || (rules.bands ? [rules.bands] : []);
  const sentences = sets.map((bands) => (bands.length ? bandsSentence(bands) : t('bands.none')));
  return sentences.filter((sentence, i) => sentences.indexOf(sentence) === i);
}

// In the order in which the rules are applied. titles: of the items by key; judging: the bands of each part, where known.
export function ruleSentences(rules, titles, judging) {
  const awards = rules.awards && rules.awards.length ? rules.awards.map(awardText).join(t('list')) : '';
  return [
    ...judgingSentences(rules, judging),
    rules.items === 'means' ? t('rule.items') : null,
    rules.trim ? trimSentence(rules) : null,
    t('rule.decimals', { n: rules.decimals }),
    rules.ranking === 'together' ? t('rule.together') : null,
    rules.rank ? rankSentence(rules.rank, titles || {}) : null,
    awards ? t('rule.awards', { awards }) : null,
    rules.veto ? vetoSentence(rules.veto) : null,
    rules.quota ? quotaSentence(rules.quota) : null,
    ...(rules.uses || []).map(([grade, text]) => t('rule.use', { grade, text })),
  ].filter(Boolean);
}

function decideRuleText(rule, base) {
  if (!rule.of) return t('decide.said.rest', { grade: rule.grade });
  const than = rule.over !== undefined ? 'over' : rule.at_least !== undefined ? 'at_least' : 'seats';
  const places = rule.seats === undefined ? '' : t('decide.said.places', { n: rule.seats });
  const share = rule.over !== undefined ? rule.over : rule.at_least;
  return t('decide.said.' + than, { of: listed(rule.of), base, share: share || '', grade: rule.grade, places });
}

// How a part decides by votes, in one sentence.
export function decideSentence(decide) {
  const base = baseText(decide.base || 'valid');
  return decide.rules.map((rule) => decideRuleText(rule, base)).join(t('clauses')) + t('stop');
}

export const figureSentence = (figure) =>
  joinSentences([
    t('figure.said', { name: figure.name, of: listed(figure.of), base: baseText(figure.base || 'valid') }),
  ]);

export const sentenceList = (sentences) =>
  el(
    'ul',
    { class: 'sentences' },
    sentences.map((sentence) => el('li', {}, sentence)),
  );
