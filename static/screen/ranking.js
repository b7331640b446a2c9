// The board of final scores in the order of rank. The server ranks; shown only if the chair chooses it.
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

function bandsOf(state) {
  return state.rounds.length ? state.rounds[state.rounds.length - 1].bands : [];
}

function resultRow(result, bands) {
  const { rank, subject, score, decided } = result;
  const grade = decided ? decided.grade : result.grade;
  const remark = decided ? 'decided' : result.lowered ? 'lowered' : null;
  return el(
    'tr',
    {},
    el('td', { class: 'rank' }, rank),
    el('th', { scope: 'row' }, subject.name),
    el('td', { class: 'unit' }, subject.unit),
    el('td', { class: 'number strong' }, score),
    el(
      'td',
      { class: 'band-word ' + toneOf(grade || '', bands) },
      grade || '–',
      remark ? el('span', { class: 'decided' }, ' ' + t(remark)) : null,
    ),
  );
}

function resultTable(results, bands, rows, width) {
  const names = results.map((result) => result.subject.name);
  const heads = COLUMNS.map(([key, css]) => el('th', { scope: 'col', class: css }, t(key)));
  return el(
    'table',
    { class: 'ranking' + wrapClass(names, width), css: rowSize(rows, ROWS_HEIGHT, names, width) },
    el('caption', { class: 'hidden-text' }, t('ranking')),
    el('thead', {}, el('tr', {}, heads)),
    el(
      'tbody',
      {},
      results.map((result) => resultRow(result, bands)),
    ),
  );
}

function rankingPage(results, bands) {
  const columns = pagesOf(results, ROWS_PER_COLUMN);
  const width = columns.length > 1 ? NARROW_NAME_WIDTH : NAME_WIDTH;
  return el(
    'div',
    { class: 'boards' },
    columns.map((column) => resultTable(column, bands, columns[0].length, width)),
  );
}

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
  const unranked = results.length - ranked.length;
  const head = rankingHead(state.meeting);
  if (!ranked.length) return { node: el('section', { class: 'scene' }, head, centred(largeText('ranking.none'))) };
  return {
    node: el(
      'section',
      { class: 'scene tight' },
      head,
      pagedView(pagesOf(ranked, ROWS_PER_PAGE), (page) => rankingPage(page, bandsOf(state))),
      sceneFoot(
        unranked ? el('p', { class: 'figures' }, t('ranking.rest', { n: unranked })) : null,
        el('p', { class: 'right' }, gradesNote(ranked)),
        state,
      ),
    ),
  };
}
