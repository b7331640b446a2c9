// The results of simulated ballots, which show the effect of the rules. Counts nothing: the server sends a tally.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { joinSentences } from './joined_sentences.js';
import { toneOf } from '../shared/bands.js';
import { decideSentence, quotaPersons, ruleSentences, sentenceList } from './rule_sentences.js';
import { toPercent } from './rule_set.js';

const HEADS = ['rank', 'name', 'spread', 'score', 'grade', 'reasons'];
const VOTE_HEADS = ['rank', 'name', 'spread.votes', 'votes', 'outcome', 'reasons'];

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

// ranked: how many people the roster ranks. A share of one person is all or nothing.
function quotaLine(quota, ranked) {
  if (!quota) return null;
  if (ranked === 1) return el('p', { class: 'soft' }, t('quota.one', { target: toPercent(quota.target) + '%' }));
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
const rosterLines = ({ quota, awards, ranked }) => [
  quotaLine(quota, ranked),
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

// A person's results in each part of the roster, parts with entered scores included: [{part, subject}].
function partResults(tally, { ids }) {
  return tally.parts.reduce(
    (results, part) =>
      results.concat(part.subjects.filter(({ id }) => ids.includes(id)).map((subject) => ({ part, subject }))),
    [],
  );
}

// The names that a grade belongs to: those of bands, or of a part's rules.
function bandNamesFor(results, { grade, grades, votes }) {
  if (votes) return grades || [];
  const candidates = results.map((result) => Object.keys(result.subject.bands || {}));
  return candidates.find((names) => names.includes(grade)) || candidates[0] || [];
}

// The shares of the bands as a bar, with names and counts below.
function spread(subject) {
  const names = Object.keys(subject.bands);
  if (!names.length) return null;
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

// '17/30，56.67%'.
const voteShare = (votes) =>
  votes.base === null || votes.base === undefined || votes.share === null
    ? t('preview.votes.unknown', { count: votes.count })
    : t('preview.votes', { count: votes.count, base: votes.base, share: votes.share });

// The words of the decided item with their counts.
function voteResult(part, subject) {
  const item = subject.items.find((candidate) => candidate.key === part.item);
  const count = (word, i) => el('span', { class: 'spread-word' }, word + ' ' + item.counts[i]);
  const abstained = subject.abstained
    ? el('span', { class: 'spread-word' }, t('agree.abstained') + ' ' + subject.abstained)
    : null;
  return el(
    'div',
    { class: 'part-result' },
    el('p', { class: 'hint' }, item && item.counts ? part.words.map(count) : null, abstained),
  );
}

function partResult({ part, subject }, hasSeveralParts) {
  if (subject.votes) return voteResult(part, subject);
  return el(
    'div',
    { class: 'part-result' },
    hasSeveralParts ? el('p', {}, t('preview.part', { part: part.name, score: subject.score || '—' })) : null,
    subject.ballots ? spread(subject) : el('p', { class: 'hint' }, t('preview.entered')),
  );
}

const orDash = (value) => (value === null || value === undefined ? '—' : value);

const awardTags = (result) => (result.awards || []).map((name) => el('span', { class: 'tag award' }, name));

function resultRow(tally, result) {
  const inParts = partResults(tally, result);
  const { name, unit } = result.subject;
  const score = result.votes ? voteShare(result.votes) : orDash(result.score);
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
    el('td', { class: 'number strong' }, score),
    el('td', {}, gradeTag(result.grade, bandNamesFor(inParts, result)), awardTags(result)),
    el('td', {}, reasonsText(result)),
  );
}

function resultsTable(tally, { title, results, lines }) {
  const names = results.some((result) => result.votes) ? VOTE_HEADS : HEADS;
  const heads = names.map((name) => el('th', { scope: 'col' }, t('result.' + name)));
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

function electedLines(tally) {
  const elected = tally.parts.filter((part) => part.outcome && part.outcome.elected.length);
  return elected.map((part) =>
    el(
      'p',
      { class: 'good' },
      t('preview.elected', {
        part: part.name,
        names: part.outcome.elected.join(t('list')),
        grade: part.outcome.grade,
      }),
    ),
  );
}

function itemTitles(tally) {
  const titles = {};
  tally.parts.forEach((part) =>
    part.subjects.forEach((subject) =>
      subject.items.forEach((item) => {
        titles[item.key] = item.title;
      }),
    ),
  );
  return titles;
}

// The bands of each part that has scores, from the answer to a preview.
export const judgingBands = (answer) => answer.setup.filter((part) => !part.item).map((part) => part.bands);

// setup: what the server adds to the parts of a preview.
const withSetup = (tally) =>
  Object.assign({}, tally, { parts: tally.parts.map((part, i) => Object.assign({}, part, tally.setup[i])) });

// The rules about scores, if there are any, and how each other part is decided.
function documentSentences(doc, tally, judging) {
  const decided = doc.parts.filter((part) => part.decide);
  const votes = decided.map((part) => t('preview.part', { part: part.name, score: decideSentence(part.decide) }));
  return (decided.length < doc.parts.length ? ruleSentences(doc.rules, itemTitles(tally), judging) : []).concat(votes);
}

// Somebody who has opened the results wants to see them change.
let areResultsOpen = false;

// The results of people who do not exist, folded and marked, so that nobody takes them for real ones.
function simulatedResults(tally) {
  const results = el(
    'div',
    { class: 'simulated', data: { mark: t('preview.mark') } },
    electedLines(tally),
    boardsOf(tally).map((board) => resultsTable(tally, board)),
  );
  const details = el(
    'details',
    { class: 'form-details', open: areResultsOpen },
    el('summary', {}, t('preview.open'), ' ', el('span', { class: 'tag' }, t('preview.mark'))),
    el('p', { class: 'soft' }, t('preview.why', { n: tally.reconciliation.issued })),
    results,
  );
  details.addEventListener('toggle', () => {
    areResultsOpen = details.open;
  });
  return details;
}

// answer: to a preview; doc: whose rules are to be shown in sentences, may be left out.
export function previewTable(answer, doc) {
  const tally = withSetup(answer);
  return el(
    'section',
    { class: 'card block' },
    el('h2', {}, t('preview.title')),
    doc ? sentenceList(documentSentences(doc, tally, judgingBands(answer))) : null,
    tally.warnings.map((warning) => el('p', { class: 'warn' }, warning)),
    simulatedResults(tally),
  );
}
