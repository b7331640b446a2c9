// The subjects of the meeting: the one before, the present and the next one, and in a dialog all of them. State in, DOM out.
import { el, fill, $ } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { openDialog } from '../staff/dialogs.js';
import { input, nextId } from '../staff/form_controls.js';
import { agenda, upNext } from '../staff/meeting_state.js';
import { headline } from '../staff/round_titles.js';
import { focusOf } from './next_step.js';

// A list of more rows can be searched.
const UNSEARCHED = 20;

const folded = (text) => text.normalize('NFKC').toLowerCase().replace(/\s/g, '');

// Rows that are voted on: {before, current, after}; current is a list, after is the next one.
export function nearRows(state) {
  const rows = agenda(state).filter((row) => row.word !== 'entered');
  const ids = focusOf(state).subjects.map((subject) => subject.id);
  const current = rows.filter((row) => ids.includes(row.subject.id));
  if (!current.length) return { before: rows[rows.length - 1], current: [], after: undefined };
  const waits = (row) => row.word === 'waiting' && !ids.includes(row.subject.id);
  const called = upNext(state).find(waits);
  const later = rows.slice(rows.indexOf(current[current.length - 1]) + 1).find(waits);
  return { before: rows[rows.indexOf(current[0]) - 1], current, after: called || later };
}

function rowButton(row, id, word, press) {
  const written = row.subject.mode === 'written' ? el('span', { class: 'soft' }, ' ' + t('written')) : null;
  return el(
    'button',
    {
      type: 'button',
      class: 'row',
      id: id + row.subject.id,
      data: { word: row.word },
      disabled: row.word === 'entered',
      on: { click: () => press(row) },
    },
    el('span', { class: 'row-name' }, row.subject.label, written),
    el('span', { class: 'row-word' }, word),
  );
}

// Several subjects of one round are one row.
function currentRow(rows, press, openAll) {
  const [row] = rows;
  const word = t('word.' + (row.word === 'waiting' ? 'now' : row.word));
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
    before ? item(rowButton(before, 'row-', t('word.' + before.word), press)) : null,
    current.length ? item(currentRow(current, press, openAll), true) : null,
    after ? item(rowButton(after, 'row-', t('word.next'), press)) : null,
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
    const rows = agenda(this.state).filter(({ subject }) =>
      folded(subject.label + subject.unit).includes(folded(this.wanted)),
    );
    const next = upNext(this.state).map(({ subject }) => subject.id);
    const nodes = this.state.parts.map((part) =>
      this.partRows(
        rows.filter((row) => row.part === part),
        part,
        next,
      ),
    );
    fill(this.list, rows.length ? nodes : el('p', { class: 'soft', role: 'status' }, t('agenda.nobody')));
  }

  partRows(rows, part, next) {
    if (!rows.length) return null;
    const wordOf = ({ word, subject }) => t('word.' + (next.includes(subject.id) ? 'next' : word));
    return [
      this.state.parts.length > 1 ? el('h3', {}, part.name) : null,
      el(
        'ul',
        { class: 'rows' },
        rows.map((row) => el('li', {}, rowButton(row, 'all-', wordOf(row), this.close))),
      ),
    ];
  }
}
