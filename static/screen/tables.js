// All subjects on one board: their means, shares and ballots, ten to a page in large type. Counts nothing itself.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { percent, toneOf } from '../shared/bands.js';
import { paged, pagesOf } from './paging.js';
import { rowSize, stack, wraps } from './components.js';

const MOST = 10;
const ROOM = 68;
const WIDTH = 42;

function cells(subject, form, bands) {
  const names = form.scale.choices || bands;
  return [
    el('td', { class: 'number strong' }, subject.score === null ? '–' : subject.score),
    names.map((band) =>
      el(
        'td',
        { class: 'number ' + toneOf(band[0], names) },
        percent((subject.bands || {})[band[0]] || 0, subject.ballots),
      ),
    ),
    el('td', { class: 'number' }, subject.ballots),
    el('td', { class: 'number' }, subject.abstained),
    el('td', { class: 'wide' }, stack(subject, form, bands)),
  ];
}

function heads(form, bands, plain) {
  const names = form.scale.choices || bands;
  return [t('subject'), t(plain ? 'score' : 'final')].concat(
    names.map((band) => band[0]),
    [t('ballots'), t('abstain')],
  );
}

function board({ rows, form, bands, plain }, room) {
  const names = rows.map((row) => row.named.name);
  return el(
    'table',
    { class: 'overview' + wraps(names, WIDTH), css: rowSize(rows.length, room, names, WIDTH) },
    el('caption', { class: 'hidden-text' }, t('subject')),
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        heads(form, bands, plain).map((word, i) => el('th', { scope: 'col', class: i ? 'number' : '' }, word)),
        el('td', {}),
      ),
    ),
    el(
      'tbody',
      {},
      rows.map((row) => el('tr', {}, el('th', { scope: 'row' }, row.named.name), cells(row.counts, form, bands))),
    ),
  );
}

// lists: [{title or '', rows: [{named: {name}, counts: a tally's subject}], form, bands, plain: whether all scores are plain means}],
// a list's rows all of one form.
export function overview(lists) {
  const pages = lists.reduce(
    (all, list) => all.concat(pagesOf(list.rows, MOST).map((rows) => Object.assign({}, list, { rows }))),
    [],
  );
  return paged(pages, (page) => [
    page.title ? el('h2', { class: 'part-name' }, page.title) : null,
    board(page, page.title ? ROOM - 6 : ROOM),
  ]);
}

export function rowsOf(round, tally) {
  return tally.subjects.map((counts) => ({
    counts,
    named: round.subjects.find((each) => each.id === counts.id) || { name: '' },
  }));
}

export function isPlain(tally) {
  return tally.basis === 'mean';
}

export function oneList(round, tally) {
  return [{ title: '', rows: rowsOf(round, tally), form: round.form, bands: round.bands, plain: isPlain(tally) }];
}
