// Rules in sentences, and the results of simulated ballots that show their effect. Counts nothing: the server sends a tally.
import { el } from '../shared/dom.js';
import { joinSentences, t } from '../shared/i18n.js';
import { toneOf } from '../shared/bands.js';
import { DEFAULT_BANDS, toPercent } from './rule_set.js';

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

// Whom a quota is about: those with its grade, or also those with a lower one. quota: of a document or of a tally.
function quotaPersons(quota) {
  const isExact = quota.grade !== undefined;
  return t(isExact ? 'quota.of' : 'quota.below', { band: isExact ? quota.grade : quota.at_or_below });
}

function quotaLine(quota) {
  if (!quota) return null;
  const values = {
    whom: quotaPersons(quota),
    share: toPercent(quota.share) + '%',
    target: toPercent(quota.target) + '%',
  };
  const key = (quota.met ? 'quota.met.' : 'quota.not.') + (quota.bound || 'about');
  const nearest =
    quota.nearest && quota.nearest.length ? t('quota.nearest', { names: quota.nearest.join(t('list')) }) : '';
  const ungraded = quota.ungraded ? t('quota.ungraded', { n: quota.ungraded }) : '';
  const sentences = joinSentences([t(key, values), nearest, ungraded]);
  return el('p', { class: quota.met ? 'good' : 'warn' }, sentences);
}

const awardText = ({ name, places, given, pending }) =>
  t('award.line', {
    name,
    places,
    names:
      given.concat(pending.length ? t('award.pending', { names: pending.join(t('list')) }) : []).join(t('list')) || '—',
  });

// What is said about a roster as a whole: its quota and its awards.
const rosterLines = ({ quota, awards }) => [
  quotaLine(quota),
  awards.length ? el('p', {}, awards.map(awardText).join(t('clauses'))) : null,
];

// The results of a tally by roster: [{title, partNames, results, lines}]; title '' where there is one. A meeting certified under
// edition 1 has a single ranking.
export function boardsOf(tally) {
  const partNames = tally.parts.map((part) => part.name);
  const rosters = tally.rosters || [{ parts: partNames, quota: tally.quota, awards: [] }];
  return rosters.map((roster, i) => ({
    title: rosters.length > 1 ? roster.parts.join(t('list')) : '',
    partNames: roster.parts,
    results: tally.results.filter((result) => (result.roster || 1) === i + 1),
    lines: rosterLines(roster).filter(Boolean),
  }));
}

function bandsSentence(bands) {
  const clauses = bands.map(([name, floor], i) => t(i < bands.length - 1 ? 'rule.band' : 'rule.rest', { name, floor }));
  return clauses.join(t('clauses')) + t('stop');
}

const vetoSentence = (veto) =>
  t('rule.veto', { bands: veto.bands.join(t('list')), over: toPercent(veto.over), grade: veto.grade });

const quotaSentence = (quota) =>
  t('rule.quota.' + (quota.bound || 'about'), {
    whom: quotaPersons(quota),
    share: toPercent(quota.share),
    tolerance: toPercent(quota.tolerance || '0'),
  });

// In the order in which the rules are applied.
export function ruleSentences(rules) {
  return [
    bandsSentence(rules.bands || DEFAULT_BANDS),
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

// A person's results in each part of the roster, parts with entered scores included: [{part, subject}].
function partResults(tally, { ids }) {
  return tally.parts.reduce(
    (results, part) =>
      results.concat(part.subjects.filter(({ id }) => ids.includes(id)).map((subject) => ({ part, subject }))),
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
  const inParts = partResults(tally, result);
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

function resultsTable(tally, { title, results, lines }) {
  const heads = HEADS.map((name) => el('th', { scope: 'col' }, t('result.' + name)));
  const rows = results.map((result) => resultRow(tally, result));
  return [
    title ? el('h3', {}, title) : null,
    lines,
    el(
      'div',
      { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': title || t('preview.title') },
      el('table', { class: 'table compact preview' }, el('thead', {}, el('tr', {}, heads)), el('tbody', {}, rows)),
    ),
  ];
}

// rules: the document's, to be shown in sentences; may be left out.
export function previewTable(tally, rules) {
  return el(
    'section',
    { class: 'card block' },
    el('h2', {}, t('preview.title')),
    el('p', { class: 'soft' }, t('preview.why', { n: tally.reconciliation.issued })),
    rules ? sentenceList(ruleSentences(rules)) : null,
    tally.warnings.map((warning) => el('p', { class: 'warn' }, warning)),
    boardsOf(tally).map((board) => resultsTable(tally, board)),
  );
}
