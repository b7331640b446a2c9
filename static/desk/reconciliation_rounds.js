// The reconciliation of each round, and the voided rounds.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { localized } from '../staff/form_controls.js';
import { headlineWithPart } from '../staff/round_titles.js';
import { correctAttendance } from './attendance.js';
import { seenClause } from './log_sentences.js';
import { isCertified } from './meeting_phase.js';
import { row, rowButton, table } from './table.js';

const COUNTS = ['eligible', 'returned', 'unreturned', 'phone', 'paper', 'valid', 'invalid', 'abstained'];
const COLUMNS = [
  { key: 'round.number', kind: 'narrow' },
  { key: 'round.subjects', kind: 'who' },
  { key: 'check.present', kind: 'present' },
  ...COUNTS.map((name) => ({ key: 'check.' + name, kind: 'number' })),
  { key: 'nav.check', kind: 'ends' },
];
const VOIDED_COLUMNS = [{ key: 'round.number', kind: 'narrow' }, { key: 'round.subjects' }, { key: 'check.reason' }];

const DISCREPANCIES = {
  more_than_present: 'check.over',
  more_than_expected: 'check.expected.over',
  more_than_issued: 'check.cards.over',
};

function verdict(round, discrepancy) {
  if (discrepancy) {
    return el('strong', { class: 'warn' }, t(DISCREPANCIES[discrepancy.code] || 'check.off', { n: discrepancy.n }));
  }
  if (round && round.state === 'open') return el('span', { class: 'soft' }, t('check.running'));
  return el('strong', { class: 'good' }, t('check.even'));
}

const orDash = (count) => (count === null || count === undefined ? '—' : count);

// A round keeps the attendance of its closing; only that round is corrected.
function presentCell(desk, round, counts) {
  const isFixed = isCertified(desk.meeting) || !round || !['closed', 'published'].includes(round.state);
  if (isFixed) return orDash(counts.present);
  const press = () => correctAttendance(desk, round, counts);
  return [orDash(counts.present), ' ', rowButton('check.correct', t('check.round', { n: round.number }), press)];
}

// counts: the round's line of the reconciliation; its round may not be known here yet.
function roundRow(desk, counts) {
  const { meeting } = desk;
  const round = meeting.rounds.find((candidate) => candidate.id === counts.round);
  const { discrepancy } = counts;
  const cells = [
    round ? round.number : counts.round,
    round ? headlineWithPart(meeting.document, round) : '',
    presentCell(desk, round, counts),
    ...COUNTS.map((name) => orDash(counts[name])),
    verdict(round, discrepancy),
  ];
  return row(COLUMNS, cells, discrepancy ? 'off' : null);
}

const flushSection = (title, ...content) =>
  el('section', { class: 'card flush' }, el('h2', { class: 'soft inset' }, title), content);

export function roundsSection(desk) {
  const rows = desk.meeting.reconciliation.rounds.map((counts) => roundRow(desk, counts));
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
