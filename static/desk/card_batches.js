// The batches of cards and paper ballots printed so far, and voiding a whole batch.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { localized } from '../staff/form_controls.js';
import { batchNames } from './batch_names.js';
import { people } from './card_people.js';
import { isCertified } from './meeting_phase.js';
import { row, rowButton, table } from './table.js';
import { voidCards } from './card_voiding.js';

const COLUMNS = [
  { key: 'cards.head.batch', kind: 'batch' },
  { key: 'cards.head.count', kind: 'number' },
  { key: 'cards.head.void', kind: 'number' },
  { key: 'cards.head.valid', kind: 'number' },
  { key: 'acts', kind: 'narrow' },
];

// By batch: {name, line: of the log, which says as what it was printed}.
export async function loadPrinted(desk) {
  const { log } = await desk.api.get(desk.path('/log'));
  const names = batchNames(log);
  const printed = log.filter((line) => line.act === 'cards');
  return new Map(printed.map((line) => [line.detail.batch, { name: names.get(line.detail.batch), line }]));
}

// Cards that were not printed here (scanned in) have no batch; a batch printed just now may not be loaded yet.
function nameOf(batch, printed) {
  if (!batch.batch) return t('cards.scanned') + ' · ' + batch.group;
  const known = printed.get(batch.batch);
  return known ? known.name : batch.group;
}

function recusedName(desk, id) {
  const person = people(desk.meeting).find((candidate) => candidate.value === id);
  if (person) return person.text;
  const subject = desk.meeting.subjects.find((candidate) => candidate.id === id);
  return subject ? subject.label : '';
}

function descriptions(desk, batch, known) {
  const part = known && known.line.detail.part;
  const name = recusedName(desk, batch.recuse);
  return [part ? t('cards.as.form', { part }) : '', name ? t('cards.as.recused', { name }) : ''].filter(Boolean);
}

function voidBatch(desk, batch, name) {
  const title = t('cards.batch.title', { n: batch.count, name });
  return voidCards(desk, { batch: batch.batch }, title, t('cards.batch.void'));
}

function voidControl(desk, batch, name) {
  if (!batch.batch) return '';
  if (batch.void === batch.count) return el('span', { class: 'soft' }, t('cards.allvoid'));
  return rowButton('cards.batch.void', name, () => voidBatch(desk, batch, name), isCertified(desk.meeting));
}

function batchRow(desk, batch, printed) {
  const name = nameOf(batch, printed);
  const lines = descriptions(desk, batch, printed.get(batch.batch)).map((text) =>
    el('span', { class: 'hint under' }, text),
  );
  return row(COLUMNS, [
    [name, lines],
    batch.count,
    batch.void,
    batch.count - batch.void,
    voidControl(desk, batch, name),
  ]);
}

// printed: of loadPrinted(). In the order of printing.
export function batchTable(desk, printed) {
  const position = (batch) => (printed.has(batch.batch) ? printed.get(batch.batch).line.n : Infinity);
  const batches = desk.meeting.cards.slice().sort((a, b) => position(a) - position(b));
  if (!batches.length) return localized('p', 'cards.none', { class: 'soft' });
  const rows = batches.map((batch) => batchRow(desk, batch, printed));
  return table(t('cards.batches'), COLUMNS, rows);
}
