// Many subjects as tables: mean, shares and ballots, ten to a page in large type. Counts nothing.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { bandsOf } from '../shared/bands.js';
import { bandStack, labelNodes, roundingText } from './components.js';
import { pagedView } from './paged_view.js';
import { pagesOf } from './paging.js';
import { rowLayout } from './texts.js';
import { votePages } from './votes_table.js';

const ROWS_PER_PAGE = 10;
const ROWS_HEIGHT = 68;
const TITLE_HEIGHT = 6;
const NOTE_HEIGHT = 4;
const NAME_WIDTH = 42;

const hasBands = (counts, round) => bandsOf(counts, round).length > 0;

function countCells(counts, round) {
  const { score, ballots, abstained } = counts;
  return [
    el('td', { class: 'number strong' }, score === null ? '–' : score),
    bandsOf(counts, round).map((band) => el('td', { class: 'number ' + band.tone }, band.share)),
    el('td', { class: 'number' }, ballots),
    el('td', { class: 'number' }, abstained),
    hasBands(counts, round) ? el('td', { class: 'wide' }, bandStack(counts, round)) : null,
  ];
}

function headCells({ rows, round, isPlain }) {
  const names = bandsOf(rows[0].counts, round).map((band) => band.name);
  return [t('subject'), t(isPlain ? 'score' : 'final'), ...names, t('ballots'), t('abstain')].map((text, i) =>
    el('th', { scope: 'col', class: i ? 'number' : '' }, text),
  );
}

function subjectTable(list, height) {
  const { rows, round } = list;
  const names = rows.map(({ subject }) => subject.label);
  const { css, wraps } = rowLayout(rows.length, height, names, NAME_WIDTH);
  return el(
    'table',
    { class: 'overview' + wraps, css, data: { fit: '' } },
    el('caption', { class: 'hidden-text' }, t('subject')),
    el('thead', {}, el('tr', {}, headCells(list), hasBands(rows[0].counts, round) ? el('td', {}) : null)),
    el(
      'tbody',
      {},
      rows.map((row) =>
        el('tr', {}, el('th', { scope: 'row' }, labelNodes(row.subject)), countCells(row.counts, round)),
      ),
    ),
  );
}

// Pages of an overview: the subjects of a scored part. list: {title or '', rows: [{subject, counts: a tally's subject}], round: one of
// the part, isPlain: all scores are plain means}.
export function scorePages(list) {
  return pagesOf(list.rows, ROWS_PER_PAGE).map((rows) => ({
    title: list.title,
    note: roundingText(
      rows.map(({ counts }) => counts),
      list.round,
    ),
    draw: (height) => subjectTable(Object.assign({}, list, { rows }), height),
  }));
}

// pages: [{title or '', note or '', draw(height)}].
export function overview(pages) {
  return pagedView(pages, ({ title, note, draw }) => [
    title ? el('h2', { class: 'part-name' }, title) : null,
    draw(ROWS_HEIGHT - (title ? TITLE_HEIGHT : 0) - (note ? NOTE_HEIGHT : 0)),
    note ? el('p', { class: 'note' }, note) : null,
  ]);
}

export function rowsOf(round, tally) {
  return tally.subjects.map((counts) => {
    const subject = round.subjects.find((each) => each.id === counts.id);
    return { counts, subject: subject || { name: '', label: '' } };
  });
}

export function isPlain(tally) {
  return tally.basis === 'mean';
}

// The pages of one round.
export function roundPages(state, round, tally) {
  if (round.decide) return votePages(state, [{ round, tally }], '');
  return scorePages({ title: '', rows: rowsOf(round, tally), round, isPlain: isPlain(tally) });
}
