// The board of final scores or votes in the order of rank, one for each roster: what the server has frozen and revealed of it.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { toneOf } from '../shared/bands.js';
import { shareSentence } from '../shared/vote_sentences.js';
import { centred, largeText, sceneFoot, sceneHead } from './components.js';
import { rise } from './motion.js';
import { pagedView } from './paged_view.js';
import { pagesOf } from './paging.js';
import { boardLayout, boldEms, isLongTitle, nameType, unitType } from './ranking_layout.js';
import { dateText, joinWords } from './texts.js';

const MOST_NAMED_EMS = 24;

function gradeCell(row, roster) {
  const grade = row.again ? t('vote.again') : row.grade;
  const remark = row.by_people ? 'decided' : row.lowered ? 'lowered' : null;
  const bands = roster.grades.map((name) => [name]);
  const tone = row.again ? 'mid' : toneOf(grade || '', bands);
  return el(
    'td',
    { class: 'band-word ' + tone },
    grade || '–',
    remark ? el('span', { class: 'decided' }, ' ' + t(remark)) : null,
  );
}

// The awards that a person gets, and those that a tie keeps open.
function awardText({ awards, pending_awards: pending }) {
  return awards.concat(pending.map((name) => t('award.pending', { name }))).join(t('comma'));
}

function nameCell(row, layout) {
  const css = { '--type': nameType(row.name, layout) };
  return el('th', { scope: 'row', class: isLongTitle(row.name) ? 'title' : '', css }, row.name);
}

// The columns of a roster: {key, css, width in rem or undefined, cell(row)}.
function columnsOf(roster, layout) {
  const { by_votes: byVotes } = roster;
  const text = (css, content) => (row) => el('td', { class: css }, content(row));
  const score = (row) => (row.votes ? shareSentence(row.votes) : row.score);
  const unitCell = (row) => el('td', { class: 'unit', css: { '--type': unitType(row.unit, layout) } }, row.unit);
  const all = [
    { name: 'rank', key: 'rank', css: 'rank', cell: text('rank', (row) => row.rank || '–') },
    { key: byVotes ? 'vote.subject' : 'subject', css: '', cell: (row) => nameCell(row, layout) },
    { name: 'unit', key: 'unit', css: 'unit', width: layout.unit, cell: unitCell },
    { key: byVotes ? 'votes' : 'final', css: 'number', cell: text('number strong', score) },
    { name: 'grade', key: byVotes ? 'grade.vote' : 'grade', css: 'band-word', cell: (row) => gradeCell(row, roster) },
    { name: 'awards', key: 'awards', css: 'band-word', cell: text('band-word award', awardText) },
  ];
  const { widths } = layout;
  const widthOf = (column) => column.width || widths[column.name || (column.css ? (byVotes ? 'votes' : 'score') : '')];
  return all
    .filter(({ name }) => !name || roster.columns.includes(name))
    .map((column) => Object.assign({}, column, { width: widthOf(column) }));
}

// A row that is not revealed yet is null: it keeps its place, and screen readers skip it.
function tableRow(row, columns, upto) {
  if (!row) {
    return el(
      'tr',
      { class: 'veiled', 'aria-hidden': 'true' },
      columns.map(() => el('td', {})),
    );
  }
  return el(
    'tr',
    { class: upto !== null && row.rank === upto ? 'fresh' : '' },
    columns.map(({ cell }) => cell(row)),
  );
}

function resultTable(board, rows, upto) {
  const { roster, layout } = board;
  const columns = columnsOf(roster, layout);
  const heads = columns.map(({ key, css }) => el('th', { scope: 'col', class: css }, t(key)));
  return el(
    'table',
    { class: 'ranking', css: { '--row': layout.row, '--type': layout.type } },
    el('caption', { class: 'hidden-text' }, board.title || t(titleKey([roster]))),
    el(
      'colgroup',
      {},
      columns.map(({ width }) => el('col', width ? { css: { '--width': width } } : {})),
    ),
    el('thead', {}, el('tr', {}, heads)),
    el(
      'tbody',
      {},
      rows.map((row) => tableRow(row, columns, upto)),
    ),
  );
}

function rankingPage({ board, rows }, upto) {
  const columns = pagesOf(rows, board.layout.rows);
  return [
    board.title ? el('h2', { class: 'part-name' }, board.title) : null,
    el(
      'div',
      { class: 'boards' },
      columns.map((column) => resultTable(board, column, upto)),
    ),
  ];
}

const titleKey = (rosters) => (rosters.every((roster) => roster.by_votes) ? 'ranking.votes' : 'ranking');

// All that a roster may show: its subjects, too, so that the board does not change when they are revealed.
function peopleOf(state, roster) {
  const parts = state.parts.filter((part) => roster.parts.includes(part.name));
  return parts.reduce((all, part) => all.concat(part.subjects), roster.rows);
}

// {roster, title, layout}; named by its parts if there are several boards.
function boardsOf(state, { rosters, fingerprint, grades_by: by, lowered }) {
  const isTitled = rosters.length > 1;
  const hasRemarks = lowered || (by && by !== 'rules');
  const around = { hasTitle: isTitled, hasFingerprint: Boolean(fingerprint), hasRemarks };
  return rosters.map((roster) => ({
    roster,
    title: isTitled ? roster.parts.join(t('comma')) : '',
    layout: boardLayout(roster, peopleOf(state, roster), around),
  }));
}

// {board, rows} of each page.
function rankingPages(boards) {
  return boards.reduce((all, board) => {
    const { roster, layout } = board;
    const rows = Array.from({ length: roster.hidden }, () => null).concat(roster.rows);
    return all.concat(pagesOf(rows, layout.rows * layout.boards).map((each) => ({ board, rows: each })));
  }, []);
}

// The indexes of the pages to turn: those with what has just been revealed, and all once everything is.
function turningPages(pages, { upto, next }) {
  const all = pages.map((page, i) => i);
  if (!next) return all;
  return all.filter((i) => pages[i].rows.some((row) => row && row.rank === upto));
}

const GRADE_NOTES = { rules: 'grade.proposed', both: 'grade.mixed', people: 'grade.decided' };

// Whether the grades that follow from scores are proposed by the rules or decided by people.
function gradesNote({ grades_by: by, lowered }) {
  if (!by) return '';
  const origin = t(GRADE_NOTES[by]);
  return lowered ? [origin, el('br'), t('lowered.why')] : origin;
}

// How much is revealed, or else who has no score: by name where the line has room.
function remarkText({ view: { next, revealed, people, board } }) {
  if (next) return t('ranking.revealed', { n: revealed, total: people });
  const names = board.unscored.join(t('comma'));
  if (!names) return '';
  if (boldEms(names) > MOST_NAMED_EMS) return t('ranking.rest', { n: board.unscored.length });
  return t('ranking.rest.names', { names });
}

function rankingHead({ organisation, date, phase, title }, key) {
  const about = joinWords([organisation, dateText(date), phase === 'certified' ? t('certified') : '']);
  return sceneHead(about, t(key), title);
}

export function rankingScene(state) {
  const { board, upto } = state.view;
  const { rosters } = board;
  const head = rankingHead(board, rosters.length ? titleKey(rosters) : 'ranking');
  if (!rosters.length) return { node: el('section', { class: 'scene' }, head, centred(largeText('ranking.none'))) };
  const pages = rankingPages(boardsOf(state, board));
  const remark = remarkText(state);
  const node = el(
    'section',
    { class: 'scene tight' },
    head,
    pagedView(pages, (page) => rankingPage(page, upto), turningPages(pages, state.view)),
    sceneFoot(
      remark ? el('p', { class: 'figures' }, remark) : null,
      el('p', { class: 'right' }, gradesNote(board)),
      board,
    ),
  );
  return { node, enter: () => rise(Array.from(node.querySelectorAll('.fresh > *'))) };
}
