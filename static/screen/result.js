// What was published: one subject's mean and bars, or all subjects of a round, or of a meeting that held them back.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { barRows, groupsOf } from '../shared/chart.js';
import { centred, gradeText, largeText, sceneFoot, sceneHead, tallyTable } from './components.js';
import { roundHead } from './round.js';
import { awaitsSecretary, focusOf, publishedTally, resultRounds, turnoutOf } from './selectors.js';
import { isPlain, overview, roundLists, rowsOf } from './tables.js';
import { joinWords } from './texts.js';

function itemMeans(counts, form) {
  if (form.items.length < 2) return null;
  const titles = new Map(form.items.map((item) => [item.key, item.title]));
  const line = ({ key, mean }) =>
    el('li', {}, el('span', {}, titles.get(key)), el('strong', {}, mean === null ? '–' : mean));
  return el('ul', { class: 'item-means' }, counts.items.map(line));
}

// Why too many low marks lower the grade below what the score reaches, or null.
function vetoLine(state, subject) {
  const result = (state.results || []).find((each) => each.ids.includes(subject.id));
  const veto = result && result.reasons.find((reason) => reason.code === 'veto');
  return veto ? el('p', { class: 'about why' }, veto.text) : null;
}

function reachedGrade(band, bands, isLowered) {
  return el(
    'p',
    { class: 'reached' },
    isLowered ? el('span', { class: 'about' }, t('by.score')) : null,
    gradeText(band, bands),
  );
}

function meanCard(counts, round, tally, veto) {
  const { score, band, ballots, abstained } = counts;
  const base = ballots ? t('base.' + counts.basis, { n: ballots, k: tally.trim }) : t('nobody');
  return el(
    'div',
    { class: 'mean-card' },
    el('p', { class: 'mean' }, score === null ? '–' : score),
    band === null ? null : reachedGrade(band, round.bands, veto !== null),
    veto,
    el('p', { class: 'about' }, base),
    abstained ? el('p', { class: 'about' }, t('abstained', { n: abstained })) : null,
  );
}

function bandShares(groups) {
  const share = (group) =>
    el('span', { class: 'share' }, el('span', { class: group.tone }, group.name), ' ', el('strong', {}, group.share));
  return el('p', { class: 'figures shares' }, groups.map(share));
}

function returnedText(state, round, tally) {
  const turnout = turnoutOf(state, round);
  return turnout && turnout.issued
    ? t('returned', { issued: turnout.issued, cast: turnout.cast })
    : t('collected', { cast: tally.ballots });
}

function subjectScene(state, round, tally, subject) {
  const counts = tally.subjects.find((each) => each.id === subject.id);
  const groups = groupsOf(counts, round);
  const base = [t('shares', { n: counts.ballots }), el('br'), returnedText(state, round, tally)];
  return el(
    'section',
    { class: 'scene result' },
    roundHead(state, round, t('published')),
    el(
      'div',
      { class: 'reveal' },
      meanCard(counts, round, tally, vetoLine(state, subject)),
      el('div', { class: 'chart' }, barRows(groups), itemMeans(counts, round.form)),
      tallyTable(subject.name, groups),
    ),
    sceneFoot(bandShares(groups), el('p', { class: 'right' }, base), state),
  );
}

function overviewScene(state, title, about, lists) {
  return el(
    'section',
    { class: 'scene tight' },
    sceneHead(t('published'), title, about),
    overview(lists),
    sceneFoot(null, el('p', { class: 'right' }, t('shares.each')), state),
  );
}

function roundResult(state, round) {
  const tally = publishedTally(state, round);
  const subject = focusOf(state, round);
  if (subject) return subjectScene(state, round, tally, subject);
  const title = t('many', { part: round.part, n: round.subjects.length });
  return overviewScene(state, title, round.form.title, roundLists(round, tally));
}

// A part's subjects share a form, so each part has tables of its own.
function partList(state, part, rounds, title) {
  const own = rounds.filter((round) => round.part === part.name);
  const tallies = own.map((round) => publishedTally(state, round));
  const rows = own.reduce((all, round, i) => all.concat(rowsOf(round, tallies[i])), []);
  const { form, bands } = own[0];
  return { title, rows, form, bands, isPlain: tallies.every(isPlain) };
}

// How many persons the rounds are about; '' until the results have arrived.
function personCount(state, rounds) {
  if (!state.results) return '';
  const isShown = (id) => rounds.some((round) => round.subjects.some((subject) => subject.id === id));
  const persons = state.results
    .filter((result) => result.ids.some(isShown))
    .map(({ subject }) => JSON.stringify(subject));
  return t('all.count', { n: new Set(persons).size });
}

function meetingResult(state, rounds) {
  const parts = state.parts.filter((part) => rounds.some((round) => round.part === part.name));
  const hasParts = parts.length > 1;
  const lists = parts.map((part) => partList(state, part, rounds, hasParts ? part.name : ''));
  const about = joinWords([hasParts ? '' : rounds[0].form.title, personCount(state, rounds)]);
  return overviewScene(state, state.meeting.title, about, lists);
}

function unpublishedScene(state) {
  const head = sceneHead(t('unpublished'), state.meeting.title, '');
  return el(
    'section',
    { class: 'scene' },
    head,
    centred(largeText(awaitsSecretary(state) ? 'few.text' : 'closed.text')),
  );
}

export function resultScene(state) {
  const rounds = resultRounds(state);
  if (!rounds.length) return { node: unpublishedScene(state) };
  return { node: rounds.length === 1 ? roundResult(state, rounds[0]) : meetingResult(state, rounds) };
}
