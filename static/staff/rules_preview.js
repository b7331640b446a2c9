// Rules in sentences, and the results of simulated ballots that show their effect. Counts nothing: the server sends a tally.
import { el } from '../shared/dom.js';
import { joinSentences, t } from '../shared/i18n.js';
import { toneOf } from '../shared/bands.js';
import { toPercent } from './rule_set.js';

const HEADS = ['rank', 'name', 'spread', 'score', 'grade', 'reasons'];

const toneAmong = (name, names) =>
  toneOf(
    name,
    names.map((band) => [band]),
  );

// A grade is always shown as its word; the tone only follows its place among the bands.
export function gradeTag(grade, names) {
  if (!grade) return el('span', { class: 'soft' }, '—');
  return el('span', { class: 'tag ' + toneAmong(grade, names) + ' grade' }, grade);
}

export const reasonsText = (result) =>
  [...result.reasons, ...result.remarks].map((reason) => reason.text).join(t('clauses'));

export function quotaLine(quota) {
  if (!quota) return null;
  const values = {
    band: quota.at_or_below,
    share: toPercent(quota.share) + '%',
    target: toPercent(quota.target) + '%',
  };
  const nearest =
    quota.nearest && quota.nearest.length ? t('quota.nearest', { names: quota.nearest.join(t('list')) }) : '';
  const sentences = joinSentences([t(quota.met ? 'quota.met' : 'quota.not', values), nearest]);
  return el('p', { class: quota.met ? 'good' : 'warn' }, sentences);
}

function bandsSentence(bands) {
  const clauses = bands.map(([name, floor], i) => t(i < bands.length - 1 ? 'rule.band' : 'rule.rest', { name, floor }));
  return clauses.join(t('clauses')) + t('stop');
}

const vetoSentence = (veto) =>
  t('rule.veto', { bands: veto.bands.join(t('list')), over: toPercent(veto.over), grade: veto.grade });

const quotaSentence = (quota) =>
  t('rule.quota', {
    band: quota.at_or_below,
    share: toPercent(quota.share),
    tolerance: toPercent(quota.tolerance),
  });

// In the order in which the rules are applied.
export function ruleSentences(rules) {
  return [
    bandsSentence(rules.bands),
    t('rule.decimals', { n: rules.decimals }),
    rules.trim ? t('rule.trim', { k: rules.trim, n: 2 * rules.trim + 2 }) : null,
    rules.veto ? vetoSentence(rules.veto) : null,
    rules.quota ? quotaSentence(rules.quota) : null,
  ].filter(Boolean);
}

export const sentenceList = (sentences) =>
  el(
    'ul',
    { class: 'sentences' },
    sentences.map((sentence) => el('li', {}, sentence)),
  );

// A person's results in each part, parts with entered scores included: [{part, subject}].
function partResults(tally, person) {
  const isPerson = (subject) => subject.name === person.name && subject.unit === person.unit;
  return tally.parts.reduce(
    (results, part) => results.concat(part.subjects.filter(isPerson).map((subject) => ({ part, subject }))),
    [],
  );
}

// The bands that a grade belongs to.
function bandNamesFor(results, grade) {
  const candidates = results.map((result) => Object.keys(result.subject.bands || {}));
  return candidates.find((names) => names.includes(grade)) || candidates[0] || [];
}

// The shares of the bands as a bar, with names and counts below.
function spread(subject) {
  const names = Object.keys(subject.bands);
  const bar = (name) => el('span', { class: toneAmong(name, names), css: { '--part': subject.bands[name] } });
  const count = (name) =>
    el('span', { class: 'spread-word ' + toneAmong(name, names) }, name + ' ' + subject.bands[name]);
  return el(
    'div',
    { class: 'spread' },
    el('div', { class: 'stack', 'aria-hidden': 'true' }, names.map(bar)),
    el('p', { class: 'hint' }, names.map(count)),
  );
}

function partResult({ part, subject }, hasSeveralParts) {
  return el(
    'div',
    { class: 'part-result' },
    hasSeveralParts ? el('p', {}, t('preview.part', { part: part.name, score: subject.score || '—' })) : null,
    subject.ballots ? spread(subject) : el('p', { class: 'hint' }, t('preview.entered')),
  );
}

const orDash = (value) => (value === null ? '—' : value);

function resultRow(tally, result) {
  const inParts = partResults(tally, result.subject);
  const { name, unit } = result.subject;
  return el(
    'tr',
    {},
    el('td', { class: 'number' }, orDash(result.rank)),
    el('th', { scope: 'row' }, name, unit ? el('span', { class: 'hint under' }, unit) : null),
    el(
      'td',
      { class: 'wide-cell' },
      inParts.map((inPart) => partResult(inPart, tally.parts.length > 1)),
    ),
    el('td', { class: 'number strong' }, orDash(result.score)),
    el('td', {}, gradeTag(result.grade, bandNamesFor(inParts, result.grade))),
    el('td', {}, reasonsText(result)),
  );
}

function resultsTable(tally) {
  const heads = HEADS.map((name) => el('th', { scope: 'col' }, t('result.' + name)));
  const rows = tally.results.map((result) => resultRow(tally, result));
  return el(
    'div',
    { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': t('preview.title') },
    el('table', { class: 'table compact preview' }, el('thead', {}, el('tr', {}, heads)), el('tbody', {}, rows)),
  );
}

// rules: the document's, to be shown in sentences; may be left out.
export function previewTable(tally, rules) {
  return el(
    'section',
    { class: 'card block' },
    el('h2', {}, t('preview.title')),
    el('p', { class: 'soft' }, t('preview.why', { n: tally.reconciliation.issued })),
    rules ? sentenceList(ruleSentences(rules)) : null,
    quotaLine(tally.quota),
    resultsTable(tally),
  );
}
