// The reconciliation of each round, and the voided rounds.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { localized } from '../staff/form_controls.js';
import { headlineWithPart } from '../staff/round_titles.js';
import { seenClause } from './log_sentences.js';
import { row, table } from './table.js';

const COUNTS = ['eligible', 'returned', 'unreturned', 'phone', 'paper', 'valid', 'invalid', 'abstained'];
const COLUMNS = [
  { key: 'round.number', kind: 'narrow' },
  { key: 'round.subjects', kind: 'who' },
  ...COUNTS.map((name) => ({ key: 'check.' + name, kind: 'number' })),
  { key: 'nav.check', kind: 'ends' },
];
const VOIDED_COLUMNS = [{ key: 'round.number', kind: 'narrow' }, { key: 'round.subjects' }, { key: 'check.reason' }];

const DISCREPANCIES = { more_than_present: 'check.over', more_than_issued: 'check.cards.over' };

function verdict(round, discrepancy) {
  if (discrepancy) {
    return el('strong', { class: 'warn' }, t(DISCREPANCIES[discrepancy.code] || 'check.off', { n: discrepancy.n }));
  }
  if (round && round.state === 'open') return el('span', { class: 'soft' }, t('check.running'));
  return el('strong', { class: 'good' }, t('check.even'));
}

// counts: the round's line of the reconciliation; its round may not be known here yet.
function roundRow(meeting, counts) {
  const round = meeting.rounds.find((candidate) => candidate.id === counts.round);
  const { discrepancy } = counts;
  const cells = [
    round ? round.number : counts.round,
    round ? headlineWithPart(meeting.document, round) : '',
    ...COUNTS.map((name) => (counts[name] === null || counts[name] === undefined ? '—' : counts[name])),
    verdict(round, discrepancy),
  ];
  return row(COLUMNS, cells, discrepancy ? 'off' : null);
}

const flushSection = (title, ...content) =>
  el('section', { class: 'card flush' }, el('h2', { class: 'soft inset' }, title), content);

export function roundsSection(meeting) {
  const rows = meeting.reconciliation.rounds.map((counts) => roundRow(meeting, counts));
  return flushSection(
    t('check.rounds'),
    table(t('check.rounds'), COLUMNS, rows, 'close'),
    localized('p', 'check.sums', { class: 'hint inset' }),
  );
}

function voidReason(round) {
  const seen = seenClause(round.seen);
  return seen ? round.reason + ' · ' + seen : round.reason;
}

// A voided round stays in the record with its reason; its ballots are destroyed.
export function voidedSection(meeting) {
  const voided = meeting.rounds.filter((round) => round.state === 'voided');
  if (!voided.length) return null;
  const rows = voided.map((round) => [round.number, headlineWithPart(meeting.document, round), voidReason(round)]);
  return flushSection(t('check.voided.rounds'), table(t('check.voided.rounds'), VOIDED_COLUMNS, rows));
}
