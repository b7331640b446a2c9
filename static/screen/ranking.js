// The boards of final scores or votes in the order of rank, one for each roster. The server ranks; shown only if the chair chooses
// it.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { toneOf } from '../shared/bands.js';
import { shareSentence } from '../shared/vote_sentences.js';
import { gradesOf } from '../shared/votes.js';
import { centred, largeText, sceneFoot, sceneHead } from './components.js';
import { pagedView } from './paged_view.js';
import { pagesOf } from './paging.js';
import { dateText, joinWords, rowLayout } from './texts.js';

const ROWS_PER_PAGE = 20;
const ROWS_PER_COLUMN = 10;
const ROWS_HEIGHT = 64;
const TITLE_HEIGHT = 6;
const NAME_WIDTH = 46;
const NARROW_NAME_WIDTH = 19;

function toneBands(state, roster) {
  const parts = state.parts.filter((part) => !roster || roster.parts.includes(part.name));
  const decided = parts.find((part) => part.decide);
  if (decided) return gradesOf(decided.decide);
  const rounds = state.rounds.filter((round) => parts.some((part) => part.name === round.part));
  return rounds.length ? rounds[rounds.length - 1].bands : [];
}

function gradeCell(result, bands) {
  const isTied = result.remarks.some((remark) => remark.code === 'again');
  const grade = result.decided ? result.decided.grade : isTied ? t('vote.again') : result.grade;
  const remark = result.decided ? 'decided' : result.lowered ? 'lowered' : null;
  return el(
    'td',
    { class: 'band-word ' + toneOf(grade || '', bands) },
    grade || '–',
    remark ? el('span', { class: 'decided' }, ' ' + t(remark)) : null,
  );
}

// The awards that a person gets, and those that a tie keeps open.
function awardText({ awards, pending_awards: pending }) {
  return awards.concat(pending.map((name) => t('award.pending', { name }))).join(t('comma'));
}

// Whether votes decide in a roster, and not scores.
const isDecided = ({ results }) => results.some((result) => result.votes);

// The columns of a roster: {key, css, cell(result)}. It has none for what nobody in it has.
function columnsOf(board) {
  const { roster, results, bands } = board;
  const text = (css, content) => (result) => el('td', { class: css }, content(result));
  const score = (result) => (result.votes ? shareSentence(result.votes) : result.score);
  const isVotes = isDecided(board);
  const hasGrades = results.some((result) => result.grade || result.decided);
  const columns = [
    { key: 'rank', css: 'rank', cell: text('rank', (result) => result.rank || '–') },
    {
      key: isVotes ? 'vote.subject' : 'subject',
      css: '',
      cell: (result) => el('th', { scope: 'row' }, result.subject.name),
    },
    { key: 'unit', css: 'unit', cell: text('unit', (result) => result.subject.unit) },
    { key: isVotes ? 'votes' : 'final', css: 'number', cell: text('number strong', score) },
    { key: isVotes ? 'grade.vote' : 'grade', css: 'band-word', cell: (result) => gradeCell(result, bands) },
    { key: 'awards', css: 'band-word', cell: text('band-word award', awardText) },
  ];
  const isShown = {
    rank: results.some((result) => result.rank !== null),
    unit: results.some((result) => result.subject.unit),
    grade: hasGrades,
    'grade.vote': hasGrades,
    awards: Boolean(roster) && roster.awards.length > 0,
  };
  return columns.filter(({ key }) => isShown[key] !== false);
}

function resultTable(board, results, rows, width) {
  const names = results.map((result) => result.subject.name);
  const columns = columnsOf(board);
  const { css, wraps } = rowLayout(rows, board.height, names, width);
  const heads = columns.map(({ key, css }) => el('th', { scope: 'col', class: css }, t(key)));
  return el(
    'table',
    { class: 'ranking' + wraps, css },
    el('caption', { class: 'hidden-text' }, board.title || t(titleKey([board]))),
    el('thead', {}, el('tr', {}, heads)),
    el(
      'tbody',
      {},
      results.map((result) =>
        el(
          'tr',
          {},
          columns.map(({ cell }) => cell(result)),
        ),
      ),
    ),
  );
}

function rankingPage({ board, results }) {
  const columns = pagesOf(results, ROWS_PER_COLUMN);
  const width = columns.length > 1 ? NARROW_NAME_WIDTH : NAME_WIDTH;
  return [
    board.title ? el('h2', { class: 'part-name' }, board.title) : null,
    el(
      'div',
      { class: 'boards' },
      columns.map((column) => resultTable(board, column, columns[0].length, width)),
    ),
  ];
}

const titleKey = (boards) => (boards.every(isDecided) ? 'ranking.votes' : 'ranking');

// A person without a score is not on the board; what votes decide on is, whether it has a rank or not.
const isListed = (result) => result.rank !== null || Boolean(result.votes);

// Whether votes decide on a person who has none yet.
function isVotedOn(state, result) {
  const roster = state.rosters && state.rosters[(result.roster || 1) - 1];
  return Boolean(roster) && state.parts.some((part) => part.decide && roster.parts.includes(part.name));
}

// One board for each roster with results, named by its parts if there are several; a meeting certified under edition 1 has one:
// {roster, title, results, bands, height}.
function boardsOf(state, ranked) {
  const rosters = state.rosters && state.rosters.length ? state.rosters : [null];
  const boards = rosters
    .map((roster, i) => ({ roster, results: ranked.filter((result) => !roster || (result.roster || 1) === i + 1) }))
    .filter((board) => board.results.length);
  const isTitled = boards.length > 1;
  return boards.map(({ roster, results }) => ({
    roster,
    results,
    title: isTitled ? roster.parts.join(t('comma')) : '',
    bands: toneBands(state, roster),
    height: isTitled ? ROWS_HEIGHT - TITLE_HEIGHT : ROWS_HEIGHT,
  }));
}

// A table in two columns has no room for votes or awards.
function mostRows({ roster, results }) {
  return isDecided({ results }) || (roster && roster.awards.length) ? ROWS_PER_COLUMN : ROWS_PER_PAGE;
}

function rankingPages(boards) {
  return boards.reduce(
    (all, board) => all.concat(pagesOf(board.results, mostRows(board)).map((results) => ({ board, results }))),
    [],
  );
}

// Whether the grades that follow from scores are proposed by the rules or decided by people.
function gradesNote(all) {
  const results = all.filter((result) => !result.votes);
  if (!results.some((result) => result.grade || result.decided)) return '';
  const decided = results.filter((result) => result.decided).length;
  const origin = t(decided === 0 ? 'grade.proposed' : decided < results.length ? 'grade.mixed' : 'grade.decided');
  const hasLowered = results.some((result) => !result.decided && result.lowered);
  return hasLowered ? [origin, el('br'), t('lowered.why')] : origin;
}

function rankingHead({ organisation, date, phase, title }, key) {
  const about = joinWords([organisation, dateText(date), phase === 'certified' ? t('certified') : '']);
  return sceneHead(about, t(key), title);
}

export function rankingScene(state) {
  const results = state.results || [];
  const ranked = results.filter(isListed);
  const unranked = results.filter((result) => !isListed(result) && !isVotedOn(state, result)).length;
  const boards = boardsOf(state, ranked);
  const head = rankingHead(state.meeting, ranked.length ? titleKey(boards) : 'ranking');
  if (!ranked.length) return { node: el('section', { class: 'scene' }, head, centred(largeText('ranking.none'))) };
  return {
    node: el(
      'section',
      { class: 'scene tight' },
      head,
      pagedView(rankingPages(boards), rankingPage),
      sceneFoot(
        unranked ? el('p', { class: 'figures' }, t('ranking.rest', { n: unranked })) : null,
        el('p', { class: 'right' }, gradesNote(ranked)),
        state,
      ),
    ),
  };
}
