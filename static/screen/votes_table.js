// Many subjects that are decided by votes, as a table: candidates in order of votes once the outcome is known, with their bars
// and the pass line, and the names written in. Counts nothing.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { basisName, seatsSentence, shareSentence } from '../shared/vote_sentences.js';
import { voteTrack } from '../shared/vote_chart.js';
import { abstentions, gradeTone, hasAbstain, passLine, voteBars, wordCounts } from '../shared/votes.js';
import { labelNodes, wholeName } from './components.js';
import { pagesOf } from './paging.js';
import { decideOf, outcomeOf, resultOf } from './selectors.js';
import { rowLayout } from './texts.js';
import { verdictNode, verdictOf } from './votes.js';

const ROWS_PER_PAGE = 10;
const NAME_WIDTH = 36;
const MOST_WORDS = 4;

function subjectRows(state, { round, tally }) {
  return round.subjects.map((subject) => {
    const result = round.state === 'open' ? null : resultOf(state, subject.id);
    const counts = tally.subjects.find((each) => each.id === subject.id);
    const named = { name: subject.label, nodes: labelNodes(subject) };
    return Object.assign(named, { round, counts, rank: result ? result.rank : null });
  });
}

// The subjects of the rounds of one part, by rank where there is one, and the names written in.
function rowsOf(state, counted) {
  const rows = counted.reduce((all, one) => all.concat(subjectRows(state, one)), []);
  const [{ round }] = counted;
  const outcome = round.state === 'open' ? null : outcomeOf(state, round);
  const written = (outcome ? outcome.write_ins : []).map((one) => ({
    round,
    name: one.name,
    nodes: wholeName(one.name),
    written: one,
  }));
  const last = rows.length + 1;
  return rows.sort((a, b) => (a.rank || last) - (b.rank || last)).concat(written);
}

// The words that have a column: all, or those of the first rule if there are many.
function shownWords(round, decide) {
  const words = wordCounts(round, decide, null).map((one) => one.word);
  return words.length > MOST_WORDS ? words.filter((word) => (decide.rules[0].of || []).includes(word)) : words;
}

function headCells(round, decide) {
  const cells = [t('vote.subject'), ...shownWords(round, decide)];
  if (hasAbstain(round, decide)) cells.push(t('abstain'));
  cells.push(t('vote.share', { basis: basisName(decide.base) }));
  return cells.map((text, i) => el('th', { scope: 'col', class: i ? 'number' : '' }, text));
}

function subjectRow(state, decide, { round, nodes, counts }) {
  const words = wordCounts(round, decide, counts).filter((one) => shownWords(round, decide).includes(one.word));
  const bar = voteBars(round, decide, counts).find((one) => one.isDecisive);
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, nodes),
    words.map((one) => el('td', { class: 'number ' + one.tone }, one.count)),
    hasAbstain(round, decide) ? el('td', { class: 'number' }, abstentions(round, decide, counts)) : null,
    el('td', { class: 'number strong' }, shareSentence(counts.votes)),
    el('td', { class: 'wide' }, bar ? voteTrack(bar, passLine(counts.votes)) : null),
    el('td', { class: 'band-word' }, verdictNode(verdictOf(state, round, counts))),
  );
}

// A name written in has votes and a grade, but no other words.
function writtenRow(decide, { round, nodes, written }) {
  const blanks = shownWords(round, decide).map((word) =>
    el('td', { class: 'number' }, word === (round.form.write_in || {}).as ? written.count : ''),
  );
  const verdict = written.grade ? { text: written.grade, tone: gradeTone(written.grade, decide) } : null;
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, nodes, el('span', { class: 'decided' }, ' ' + t('vote.written'))),
    blanks,
    hasAbstain(round, decide) ? el('td', {}) : null,
    el('td', { class: 'number strong' }, shareSentence(written)),
    el('td', { class: 'wide' }),
    el('td', { class: 'band-word' }, verdictNode(verdict)),
  );
}

function table(state, decide, rows, height) {
  const names = rows.map((row) => row.name);
  const line = (row) => (row.written ? writtenRow(decide, row) : subjectRow(state, decide, row));
  const { css, wraps } = rowLayout(rows.length, height, names, NAME_WIDTH);
  return el(
    'table',
    { class: 'overview votes' + wraps, css, data: { fit: '' } },
    el('caption', { class: 'hidden-text' }, t('vote.subject')),
    el('thead', {}, el('tr', {}, headCells(rows[0].round, decide), el('td', {}), el('td', {}))),
    el('tbody', {}, rows.map(line)),
  );
}

// Pages of an overview: the subjects of one part. counted: its rounds [{round, tally}].
export function votePages(state, counted, title) {
  const decide = decideOf(state, counted[0].round);
  return pagesOf(rowsOf(state, counted), ROWS_PER_PAGE).map((rows) => ({
    title,
    note: '',
    draw: (height) => table(state, decide, rows, height),
  }));
}

// Seats filled and open, or null in a part without them and before they are decided.
export function seatsText(state, round) {
  const outcome = round.state === 'open' ? null : outcomeOf(state, round);
  return outcome && outcome.outcome ? seatsSentence(outcome.outcome) : null;
}
