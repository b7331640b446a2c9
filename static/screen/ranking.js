// The boards of final scores in the order of rank, one after another where the meeting ranks parts separately. The server ranks;
// shown only if the chair chooses it.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { toneOf } from '../shared/bands.js';
import { centred, largeText, sceneFoot, sceneHead } from './components.js';
import { pagedView } from './paged_view.js';
import { pagesOf } from './paging.js';
import { dateText, joinWords, rowSize, wrapClass } from './texts.js';

const ROWS_PER_PAGE = 20;
const ROWS_PER_COLUMN = 10;
const ROWS_HEIGHT = 64;
const ROWS_HEIGHT_BELOW_TITLE = 58;
const NAME_WIDTH = 46;
const NARROW_NAME_WIDTH = 19;
// [message key, class] of each column.
const COLUMNS = [
  ['rank', 'rank'],
  ['subject', ''],
  ['unit', 'unit'],
  ['final', 'number'],
  ['grade', 'band-word'],
];
const AWARDS = ['awards', 'award'];

function bandsOf(state) {
  return state.rounds.length ? state.rounds[state.rounds.length - 1].bands : [];
}

function gradeCell({ grade, decided, lowered }, bands) {
  const shown = decided ? decided.grade : grade;
  const remark = decided ? 'decided' : lowered ? 'lowered' : null;
  return el(
    'td',
    { class: 'band-word ' + toneOf(shown || '', bands) },
    shown || '–',
    remark ? el('span', { class: 'decided' }, ' ' + t(remark)) : null,
  );
}

function awardCell({ awards, pending_awards: pending }) {
  const texts = awards.concat(pending.map((name) => t('award.pending', { name })));
  return el('td', { class: 'award' }, joinWords(texts));
}

// Whoever has votes instead of a score is ranked by them.
const scoreText = ({ score, votes }) => (score === null && votes ? votes.share + '%' : score);

function resultRow(result, bands, hasAwards) {
  const { rank, subject } = result;
  return el(
    'tr',
    {},
    el('td', { class: 'rank' }, rank),
    el('th', { scope: 'row' }, subject.name),
    el('td', { class: 'unit' }, subject.unit),
    el('td', { class: 'number strong' }, scoreText(result)),
    gradeCell(result, bands),
    hasAwards ? awardCell(result) : null,
  );
}

const hasAward = (result) => result.awards.length > 0 || result.pending_awards.length > 0;

// board: {title, results, hasAwards, height}.
function resultTable(results, bands, board, rows, width) {
  const names = results.map((result) => result.subject.name);
  const columns = board.hasAwards ? COLUMNS.concat([AWARDS]) : COLUMNS;
  const heads = columns.map(([key, css]) => el('th', { scope: 'col', class: css }, t(key)));
  return el(
    'table',
    { class: 'ranking' + wrapClass(names, width), css: rowSize(rows, board.height, names, width) },
    el('caption', { class: 'hidden-text' }, board.title || t('ranking')),
    el('thead', {}, el('tr', {}, heads)),
    el(
      'tbody',
      {},
      results.map((result) => resultRow(result, bands, board.hasAwards)),
    ),
  );
}

function rankingPage(board, bands) {
  const columns = pagesOf(board.results, ROWS_PER_COLUMN);
  const width = columns.length > 1 ? NARROW_NAME_WIDTH : NAME_WIDTH;
  return [
    board.title ? el('h2', { class: 'about' }, board.title) : null,
    el(
      'div',
      { class: 'boards' },
      columns.map((column) => resultTable(column, bands, board, columns[0].length, width)),
    ),
  ];
}

// The pages of all rosters in which anybody is ranked, each with the names of its parts if there are several.
function boardsOf(ranked, rosters) {
  const numbers = [...new Set(ranked.map((result) => result.roster))];
  return numbers.reduce((pages, number) => {
    const own = ranked.filter((result) => result.roster === number);
    const title = rosters.length > 1 ? joinWords(rosters[number - 1].parts) : '';
    const height = title ? ROWS_HEIGHT_BELOW_TITLE : ROWS_HEIGHT;
    const page = (results) => ({ title, results, hasAwards: own.some(hasAward), height });
    return pages.concat(pagesOf(own, ROWS_PER_PAGE).map(page));
  }, []);
}

// Persons whom votes decide about are not waiting for a score.
const isUnscored = ({ rank, votes, awaits }) => rank === null && !votes && !(awaits || []).length;

// Whether the grades are proposed by the rules or decided by people.
function gradesNote(results) {
  const decided = results.filter((result) => result.decided).length;
  const origin = t(decided === 0 ? 'grade.proposed' : decided < results.length ? 'grade.mixed' : 'grade.decided');
  const hasLowered = results.some((result) => !result.decided && result.lowered);
  return hasLowered ? [origin, el('br'), t('lowered.why')] : origin;
}

function rankingHead({ organisation, date, phase, title }) {
  const about = joinWords([organisation, dateText(date), phase === 'certified' ? t('certified') : '']);
  return sceneHead(about, t('ranking'), title);
}

export function rankingScene(state) {
  const results = state.results || [];
  const ranked = results.filter((result) => result.rank !== null);
  const unranked = results.filter(isUnscored).length;
  const head = rankingHead(state.meeting);
  if (!ranked.length) return { node: el('section', { class: 'scene' }, head, centred(largeText('ranking.none'))) };
  return {
    node: el(
      'section',
      { class: 'scene tight' },
      head,
      pagedView(boardsOf(ranked, state.rosters), (board) => rankingPage(board, bandsOf(state))),
      sceneFoot(
        unranked ? el('p', { class: 'figures' }, t('ranking.rest', { n: unranked })) : null,
        el('p', { class: 'right' }, gradesNote(ranked)),
        state,
      ),
    ),
  };
}
