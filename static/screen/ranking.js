// The board of final scores, in the order of rank. Shown only where the chair says so; ranks nobody itself.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { toneOf } from '../shared/bands.js';
import { paged, pagesOf } from './paging.js';
import { dateWords, foot, head, line, middle, rowSize, say, wraps } from './components.js';

const MOST = 20;
const COLUMN = 10;
const ROOM = 64;
const HEADS = [
  ['rank', 'rank'],
  ['subject', ''],
  ['unit', 'unit'],
  ['final', 'number'],
  ['grade', 'band-word'],
];

function bandsOf(state) {
  return state.rounds.length ? state.rounds[state.rounds.length - 1].bands : [];
}

// Below what its score reaches: too many low marks, or a flag that the secretary set.
function isLowered(result) {
  return result.reasons.some((reason) => reason.code === 'veto' || reason.code === 'flag');
}

function row(result, bands) {
  const name = result.decided ? result.decided.grade : result.grade;
  const mark = result.decided ? 'decided' : isLowered(result) ? 'lowered' : null;
  const decided = mark ? el('span', { class: 'decided' }, ' ' + t(mark)) : null;
  return el(
    'tr',
    {},
    el('td', { class: 'rank' }, result.rank),
    el('th', { scope: 'row' }, result.subject.name),
    el('td', { class: 'unit' }, result.subject.unit),
    el('td', { class: 'number strong' }, result.score),
    el('td', { class: 'band-word ' + toneOf(name || '', bands) }, name || '–', decided),
  );
}

function board(results, bands, rows, width) {
  const names = results.map((result) => result.subject.name);
  return el(
    'table',
    { class: 'ranking' + wraps(names, width), css: rowSize(rows, ROOM, names, width) },
    el('caption', { class: 'hidden-text' }, t('ranking')),
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        HEADS.map(([key, kind]) => el('th', { scope: 'col', class: kind }, t(key))),
      ),
    ),
    el(
      'tbody',
      {},
      results.map((result) => row(result, bands)),
    ),
  );
}

function page(results, bands) {
  const columns = pagesOf(results, COLUMN);
  const rows = columns[0].length;
  return el(
    'div',
    { class: 'boards' },
    columns.map((some) => board(some, bands, rows, columns.length > 1 ? 19 : 46)),
  );
}

// Whose grades they are: the rules', or those of who decides.
function noteOf(ranked) {
  const decided = ranked.filter((result) => result.decided).length;
  const whose = t(decided === 0 ? 'grade.proposed' : decided < ranked.length ? 'grade.mixed' : 'grade.decided');
  return ranked.some((result) => !result.decided && isLowered(result)) ? [whose, el('br'), t('lowered.why')] : whose;
}

export function rankingScene(state) {
  const all = state.results || [];
  const ranked = all.filter((result) => result.rank !== null).sort((a, b) => a.rank - b.rank);
  const top = head(
    line([
      state.meeting.organisation,
      dateWords(state.meeting.date),
      state.meeting.phase === 'certified' ? t('certified') : '',
    ]),
    t('ranking'),
    state.meeting.title,
  );
  if (!ranked.length) return { node: el('section', { class: 'scene' }, top, middle(say('ranking.none'))) };
  const rest = all.length - ranked.length;
  return {
    node: el(
      'section',
      { class: 'scene tight' },
      top,
      paged(pagesOf(ranked, MOST), (some) => page(some, bandsOf(state))),
      foot(
        rest ? el('p', { class: 'figures' }, t('ranking.rest', { n: rest })) : null,
        el('p', { class: 'right' }, noteOf(ranked)),
        state,
      ),
    ),
  };
}
