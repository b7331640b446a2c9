// 结果与决定: proposals with their reasons, and beside them what people decide, adjust, flag and enter.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { w } from '../staff/dialogs.js';
import { grade, quotaLine } from '../staff/rules_preview.js';
import { added, adjust, bandsOf, decide, flag, idsOf } from './decisions.js';
import { enteredScores } from './entered_scores.js';
import { unfinished } from './files.js';
import { fingerprint } from './fingerprint.js';
import { row, table, tool } from './table.js';

const dash = (value) => (value === null || value === undefined ? '—' : value);
const under = (text) => (text ? el('span', { class: 'soft under' }, text) : null);

const columnsOf = (parts) =>
  [
    { key: 'result.rank', kind: 'number' },
    { key: 'result.name', kind: 'who' },
  ].concat(
    parts.map((part) => ({ text: part, kind: 'number' })),
    [
      { key: 'result.score', kind: 'number' },
      { key: 'result.grade' },
      { key: 'result.decided', kind: 'decided' },
      { key: 'acts' },
    ],
  );

// After certification only decisions may change (CONTRACT "phase").
function tools(desk, r, ids) {
  const fixed = !ids.length || desk.meeting.phase === 'certified';
  return el(
    'div',
    { class: 'acts tight' },
    tool('decide', r.subject.name, () => decide(desk, r, ids), !ids.length),
    tool('adjust', r.subject.name, () => adjust(desk, r, ids), fixed),
    tool('flag', r.subject.name, () => flag(desk, r, ids), fixed),
  );
}

function figures(desk, r, parts, columns) {
  const ids = idsOf(desk, r.subject);
  const flags = ids.length ? added(desk, 'flags', ids).value || [] : [];
  const changes = r.adjustments.map((one) => one.points + ' ' + one.reason).join(t('clauses'));
  const decided = r.decided && r.decided.grade;
  return row(
    columns,
    [
      dash(r.rank),
      [
        r.subject.name,
        under(r.subject.unit),
        flags.length ? el('span', { class: 'warn under' }, flags.join(t('list'))) : null,
      ],
    ].concat(
      parts.map((part) => dash(r.parts[part])),
      [
        [el('strong', {}, dash(r.score)), under(changes)],
        grade(r.grade, bandsOf(desk)),
        decided
          ? [grade(decided, bandsOf(desk)), under(r.decided.reason)]
          : el('span', { class: 'soft' }, t('result.undecided')),
        tools(desk, r, ids),
      ],
    ),
    'upper',
  );
}

// The reasons of a proposal, over the whole width below it.
const reasons = (r, columns) =>
  el(
    'tr',
    { class: 'lower' },
    el('td', {}),
    el(
      'td',
      { colspan: String(columns.length - 1), class: 'soft' },
      t('result.reasons') +
        t('colon') +
        ([...r.reasons, ...r.remarks].map((why) => why.text).join(t('clauses')) || '—'),
    ),
  );

function people(desk, tally) {
  const parts = tally.parts.map((part) => part.name);
  const columns = columnsOf(parts);
  const rows = [];
  tally.results.forEach((r) => rows.push(figures(desk, r, parts, columns), reasons(r, columns)));
  return el('section', { class: 'card flush' }, table(t('nav.results'), columns, rows, 'top close'));
}

const quota = (tally) =>
  tally.quota
    ? el('section', { class: 'card' }, w('h2', 'quota.head', { class: 'soft' }), quotaLine(tally.quota))
    : null;

async function tallyOf(desk) {
  if (unfinished(desk)) return { tally: await desk.api.get(desk.path('/tally.json?draft=1')), draft: true };
  try {
    return { tally: await desk.api.get(desk.path('/tally.json')), draft: false };
  } catch (problem) {
    if (!['round_open', 'not_published'].includes(problem.code)) throw problem;
    return { tally: await desk.api.get(desk.path('/tally.json?draft=1')), draft: true };
  }
}

function build(desk) {
  const holder = el('div', { class: 'stack' }, el('p', { class: 'soft' }, t('loading')));
  desk.attempt(async () => {
    const got = await tallyOf(desk);
    fill(
      holder,
      got.draft ? w('p', 'result.draft', { class: 'banner' }) : null,
      desk.meeting.phase === 'certified' ? w('p', 'result.certified', { class: 'banner good' }) : null,
      quota(got.tally),
      got.tally.results.length ? people(desk, got.tally) : w('p', 'result.none', { class: 'soft' }),
      enteredScores(desk),
      fingerprint(desk),
    );
  });
  return { node: holder };
}

export const section = { key: 'results', build };
