// The batches of cards and paper ballots printed so far, and voiding a whole batch.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { localized } from '../staff/form_controls.js';
import { formatMinute } from '../staff/local_time.js';
import { people } from './card_people.js';
import { isCertified } from './meeting_phase.js';
import { row, rowButton, table } from './table.js';
import { voidCards } from './card_voiding.js';

const COLUMNS = [
  { key: 'cards.head.batch' },
  { key: 'cards.head.at', kind: 'narrow' },
  { key: 'group.name' },
  { key: 'cards.head.count', kind: 'number' },
  { key: 'cards.head.void', kind: 'number' },
  { key: 'cards.head.valid', kind: 'number' },
  { key: 'acts' },
];

// Log lines by batch: when it was printed, and as what.
export async function loadPrintLines(desk) {
  const { log } = await desk.api.get(desk.path('/log'));
  const printed = log.filter((line) => line.act === 'cards');
  return new Map(printed.map((line) => [line.detail.batch, line]));
}

function recusedName(desk, id) {
  const person = people(desk.meeting).find((candidate) => candidate.value === id);
  if (person) return person.text;
  const subject = desk.meeting.subjects.find((candidate) => candidate.id === id);
  return subject ? subject.label : '';
}

function descriptions(desk, batch, printLine) {
  const part = printLine && printLine.detail.part;
  const name = recusedName(desk, batch.recuse);
  return [part ? t('cards.as.form', { part }) : '', name ? t('cards.as.recused', { name }) : ''].filter(Boolean);
}

function voidBatch(desk, batch) {
  const title = t('cards.batch.title', { n: batch.count, group: batch.group, code: batch.batch });
  return voidCards(desk, { batch: batch.batch }, title, t('cards.batch.void'));
}

// Cards that were not printed here (scanned in) have no batch to void.
function voidControl(desk, batch, name) {
  if (!batch.batch) return '';
  if (batch.void === batch.count) return el('span', { class: 'soft' }, t('cards.allvoid'));
  return rowButton('cards.batch.void', name, () => voidBatch(desk, batch), isCertified(desk.meeting));
}

function batchRow(desk, batch, printLine) {
  const name = batch.batch ? t('cards.batch', { code: batch.batch }) : t('cards.scanned');
  const lines = descriptions(desk, batch, printLine).map((text) => el('span', { class: 'hint under' }, text));
  return row(COLUMNS, [
    [name, lines],
    printLine ? formatMinute(printLine.at) : '',
    batch.group,
    batch.count,
    batch.void,
    batch.count - batch.void,
    voidControl(desk, batch, name),
  ]);
}

// printLines: of loadPrintLines(). In the order of printing.
export function batchTable(desk, printLines) {
  const position = (batch) => (printLines.has(batch.batch) ? printLines.get(batch.batch).n : Infinity);
  const batches = desk.meeting.cards.slice().sort((a, b) => position(a) - position(b));
  if (!batches.length) return localized('p', 'cards.none', { class: 'soft' });
  const rows = batches.map((batch) => batchRow(desk, batch, printLines.get(batch.batch)));
  return table(t('cards.batches'), COLUMNS, rows);
}
