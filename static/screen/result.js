// What was published: one subject's mean and bars, or all subjects of a round, or of a meeting that held them back.
import { $, el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { bandsOf } from '../shared/bands.js';
import { barRows, groupsOf } from '../shared/chart.js';
import {
  centred,
  gradeText,
  itemMeans,
  largeText,
  roundingText,
  sceneFoot,
  sceneHead,
  tallyTable,
} from './components.js';
import { rollIn, stretch } from './motion.js';
import { roundHead } from './round.js';
import { awaitsSecretary, focusOf, publishedTally, resultRounds, turnoutOf } from './selectors.js';
import { isPlain, overview, roundPages, rowsOf, scorePages } from './tables.js';
import { joinWords, sharesText } from './texts.js';
import { basesText, figuresNode, votesPanel } from './votes.js';
import { votePages } from './votes_table.js';

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

function bandShares(bands, note) {
  const share = (band) =>
    el('span', { class: 'share' }, el('span', { class: band.tone }, band.name), ' ', el('strong', {}, band.share));
  return el(
    'div',
    { class: 'figures shares' },
    el('p', {}, bands.map(share)),
    note ? el('p', { class: 'note' }, note) : null,
  );
}

function returnedText(state, round, tally) {
  const turnout = turnoutOf(state, round);
  return turnout && turnout.total
    ? t('returned', { total: turnout.total, cast: turnout.cast })
    : t('collected', { cast: tally.ballots });
}

function subjectScene(state, round, tally, subject) {
  const counts = tally.subjects.find((each) => each.id === subject.id);
  const groups = groupsOf(counts, round);
  const bands = bandsOf(counts, round);
  const shares = bands.length ? [t('shares', { n: counts.ballots }), el('br')] : null;
  const base = [shares, returnedText(state, round, tally)];
  return el(
    'section',
    { class: 'scene result' },
    roundHead(state, round, t('published')),
    el(
      'div',
      { class: 'reveal' },
      meanCard(counts, round, tally, vetoLine(state, subject)),
      el('div', { class: 'chart' }, barRows(groups), itemMeans(counts, round.form)),
      tallyTable(subject.label, groups),
    ),
    sceneFoot(
      figuresNode(counts) || bandShares(bands, roundingText([counts], round)),
      el('p', { class: 'right' }, base),
      state,
    ),
  );
}

function votesScene(state, round, tally, subject) {
  const counts = tally.subjects.find((each) => each.id === subject.id);
  const panel = votesPanel(state, round, subject);
  panel.update(state, tally);
  return el(
    'section',
    { class: 'scene result' },
    roundHead(state, round, t('published')),
    panel.node,
    sceneFoot(figuresNode(counts), el('p', { class: 'right' }, basesText(counts)), state),
  );
}

function overviewScene(state, head, pages, base) {
  return el(
    'section',
    { class: 'scene tight' },
    head,
    overview(pages),
    sceneFoot(null, el('p', { class: 'right' }, base), state),
  );
}

function roundResult(state, round) {
  const tally = publishedTally(state, round);
  const subject = focusOf(state, round);
  if (subject && round.decide) return votesScene(state, round, tally, subject);
  if (subject) return subjectScene(state, round, tally, subject);
  const base = round.decide ? basesText(tally.subjects[0]) : sharesText([round]);
  return overviewScene(state, roundHead(state, round, t('published')), roundPages(state, round, tally), base);
}

// A part's subjects share a form, so each part has tables of its own.
function partPages(state, part, rounds, title) {
  const own = rounds.filter((round) => round.part === part.name);
  const counted = own.map((round) => ({ round, tally: publishedTally(state, round) }));
  if (part.decide) return votePages(state, counted, title);
  const rows = counted.reduce((all, { round, tally }) => all.concat(rowsOf(round, tally)), []);
  return scorePages({ title, rows, round: own[0], isPlain: counted.every(({ tally }) => isPlain(tally)) });
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
  const pages = parts.reduce((all, part) => all.concat(partPages(state, part, rounds, hasParts ? part.name : '')), []);
  const about = joinWords([hasParts ? '' : rounds[0].form.title, personCount(state, rounds)]);
  const base = sharesText(parts.filter((part) => !part.decide));
  return overviewScene(state, sceneHead(t('published'), state.meeting.title, about), pages, base);
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

// The number of one subject rolls in and its bars grow.
function reveal(node) {
  const number = $('.mean', node);
  if (number) rollIn(number);
  stretch(Array.from(node.querySelectorAll('.row .fill, .vote-rows .vote-fills')));
}

export function resultScene(state) {
  const rounds = resultRounds(state);
  if (!rounds.length) return { node: unpublishedScene(state) };
  const node = rounds.length === 1 ? roundResult(state, rounds[0]) : meetingResult(state, rounds);
  return { node, enter: () => reveal(node) };
}
