// Many subjects as tables: mean, shares and ballots, ten to a page in large type. Counts nothing.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { bandsOf } from '../shared/bands.js';
import { bandStack } from './components.js';
import { pagedView } from './paged_view.js';
import { pagesOf } from './paging.js';
import { rowSize, wrapClass } from './texts.js';

const ROWS_PER_PAGE = 10;
const ROWS_HEIGHT = 68;
const TITLE_HEIGHT = 6;
const NAME_WIDTH = 42;

function countCells(counts, list) {
  const { score, ballots, abstained } = counts;
  return [
    el('td', { class: 'number strong' }, score === null ? '–' : score),
    bandsOf(counts, list).map((band) => el('td', { class: 'number ' + band.tone }, band.share)),
    el('td', { class: 'number' }, ballots),
    el('td', { class: 'number' }, abstained),
    el('td', { class: 'wide' }, bandStack(counts, list)),
  ];
}

function headCells(form, bands, isPlain) {
  const names = (form.scale.choices || bands).map((band) => band[0]);
  return [t('subject'), t(isPlain ? 'score' : 'final'), ...names, t('ballots'), t('abstain')].map((text, i) =>
    el('th', { scope: 'col', class: i ? 'number' : '' }, text),
  );
}

function subjectTable(list, height) {
  const { rows, form, bands, isPlain } = list;
  const names = rows.map((row) => row.name);
  return el(
    'table',
    { class: 'overview' + wrapClass(names, NAME_WIDTH), css: rowSize(rows.length, height, names, NAME_WIDTH) },
    el('caption', { class: 'hidden-text' }, t('subject')),
    el('thead', {}, el('tr', {}, headCells(form, bands, isPlain), el('td', {}))),
    el(
      'tbody',
      {},
      rows.map((row) => el('tr', {}, el('th', { scope: 'row' }, row.name), countCells(row.counts, list))),
    ),
  );
}

// lists: [{title or '', rows: [{name, counts: a tally's subject}], form, bands, isPlain: all scores are plain means}]; the
// rows of a list share one form.
export function overview(lists) {
  const pages = lists.reduce(
    (all, list) => all.concat(pagesOf(list.rows, ROWS_PER_PAGE).map((rows) => Object.assign({}, list, { rows }))),
    [],
  );
  return pagedView(pages, (page) => [
    page.title ? el('h2', { class: 'part-name' }, page.title) : null,
    subjectTable(page, page.title ? ROWS_HEIGHT - TITLE_HEIGHT : ROWS_HEIGHT),
  ]);
}

export function rowsOf(round, tally) {
  return tally.subjects.map((counts) => {
    const subject = round.subjects.find((each) => each.id === counts.id);
    return { counts, name: subject ? subject.name : '' };
  });
}

export function isPlain(tally) {
  return tally.basis === 'mean';
}

export function roundLists(round, tally) {
  const { form, bands } = round;
  return [{ title: '', rows: rowsOf(round, tally), form, bands, isPlain: isPlain(tally) }];
}
