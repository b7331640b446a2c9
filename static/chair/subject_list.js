// The agenda: the subject or item before, the present and the next one, and in a dialog all of them. State in, DOM out.
import { agendaOrder, entryAfter } from '../shared/agenda_order.js';
import { el, fill, $ } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { openDialog } from '../staff/dialogs.js';
import { input, nextId } from '../staff/form_controls.js';
import { agenda, itemDue, upNext } from '../staff/meeting_state.js';
import { headline } from '../staff/round_titles.js';
import { focusOf, itemInFocus } from './next_step.js';

// A list of more rows can be searched.
const UNSEARCHED = 20;

const folded = (text) => text.normalize('NFKC').toLowerCase().replace(/\s/g, '');

// All rows in the order of the agenda: those of subjects, as agenda() has them, and {part, item, word} of items.
function rowsInOrder(state) {
  const rows = new Map(agenda(state).map((row) => [row.subject.id, row]));
  return agendaOrder(state.parts, state.progress.items).map(({ part, subject, item }) =>
    subject ? rows.get(subject.id) : { part, item, word: item.state },
  );
}

const idOf = ({ subject, item }) => (item || subject).id;

// Rows that are stepped through: {before, current, after}; current is a list, after is the next one.
export function nearRows(state) {
  const rows = rowsInOrder(state).filter((row) => row.word !== 'entered');
  const item = itemInFocus(state);
  const ids = (item ? [item] : focusOf(state).subjects).map(({ id }) => id);
  const current = rows.filter((row) => ids.includes(idOf(row)));
  if (!current.length) return { before: rows[rows.length - 1], current: [], after: undefined };
  return { before: rows[rows.indexOf(current[0]) - 1], current, after: entryAfter(rows, state.progress.ahead, ids) };
}

// The word of a row where it is the next one, or the present one that has not begun.
const nextWord = (row) => t(row.item ? 'item.next' : 'word.next');
const wordOf = (row) => t((row.item ? 'item.' : 'word.') + row.word);

function nameNodes({ subject, item }) {
  if (item)
    return [
      item.title,
      item.minutes === null ? null : el('span', { class: 'soft' }, ' ' + t('item.minutes', { n: item.minutes })),
    ];
  return [subject.label, subject.mode === 'written' ? el('span', { class: 'soft' }, ' ' + t('written')) : null];
}

function rowButton(row, id, word, press) {
  return el(
    'button',
    {
      type: 'button',
      class: 'row',
      id: id + idOf(row),
      data: { word: row.word },
      disabled: row.word === 'entered',
      on: { click: () => press(row) },
    },
    el('span', { class: 'row-name' }, nameNodes(row)),
    el('span', { class: 'row-word' }, word),
  );
}

// Several subjects of one round are one row.
function currentRow(rows, press, openAll) {
  const [row] = rows;
  const word = row.word === 'waiting' ? t('word.now') : wordOf(row);
  if (rows.length === 1) return rowButton(row, 'row-', word, press);
  return el(
    'button',
    { type: 'button', class: 'row', id: 'row-together', data: { word: row.word }, on: { click: openAll } },
    el('span', { class: 'row-name' }, headline(rows.map(({ subject }) => subject))),
    el('span', { class: 'row-word' }, word),
  );
}

// press(row) and openAll() are called for a row and for all of them.
export function drawNearby(state, press, openAll) {
  const { before, current, after } = nearRows(state);
  const item = (node, isCurrent) => el('li', { 'aria-current': isCurrent ? 'true' : null }, node);
  fill(
    $('#agenda'),
    before ? item(rowButton(before, 'row-', wordOf(before), press)) : null,
    current.length ? item(currentRow(current, press, openAll), true) : null,
    after ? item(rowButton(after, 'row-', nextWord(after), press)) : null,
  );
  $('#all-subjects').textContent = t('agenda.all', { n: agenda(state).length });
}

// The dialog with all subjects. It follows the meeting while it is open.
export class AllSubjects {
  constructor(state) {
    Object.assign(this, { state, list: null, wanted: '', close: null });
  }

  // Resolves to the row that was pressed, or to null.
  async open() {
    const heading = el('h2', { id: nextId('dialog') }, t('agenda'));
    const row = await openDialog(heading, (close) => {
      Object.assign(this, { list: el('div', { class: 'all-subjects' }), wanted: '', close });
      const acts = el(
        'div',
        { class: 'dialog-acts' },
        el('button', { type: 'button', class: 'button', on: { click: () => close(null) } }, t('agenda.close')),
      );
      this.draw();
      return el('div', {}, heading, this.searchField(), this.list, acts);
    });
    this.list = null;
    return row;
  }

  searchField() {
    if (agenda(this.state).length <= UNSEARCHED) return null;
    const field = input('agenda.search', '', { type: 'search', placeholder: t('agenda.search') });
    field.addEventListener('input', () => {
      this.wanted = field.value;
      this.draw();
    });
    return field;
  }

  draw() {
    if (!this.list) return;
    const wanted = folded(this.wanted);
    const rows = rowsInOrder(this.state).filter(({ subject, item }) =>
      folded(item ? item.title : subject.label + subject.unit).includes(wanted),
    );
    const due = itemDue(this.state);
    const next = due ? [due.id] : upNext(this.state).map(({ subject }) => subject.id);
    const nodes = this.state.parts.concat(null).map((part) =>
      this.partRows(
        rows.filter((row) => row.part === part),
        part,
        next,
      ),
    );
    fill(this.list, rows.length ? nodes : el('p', { class: 'soft', role: 'status' }, t('agenda.nobody')));
  }

  // Of a part, or of no part: those after all parts.
  partRows(rows, part, next) {
    if (!rows.length) return null;
    const wordIn = (row) => (next.includes(idOf(row)) ? nextWord(row) : wordOf(row));
    return [
      this.state.parts.length > 1 ? el('h3', {}, part ? part.name : t('agenda.after')) : null,
      el(
        'ul',
        { class: 'rows' },
        rows.map((row) => el('li', {}, rowButton(row, 'all-', wordIn(row), this.close))),
      ),
    ];
  }
}
