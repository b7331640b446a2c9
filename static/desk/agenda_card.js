// 会议议程: what is on the agenda without a vote, like addresses and breaks, with planned times. Also changed while the meeting runs.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask } from '../staff/dialogs.js';
import { button, field, input, localized, select } from '../staff/form_controls.js';
import { parseWhole } from '../staff/weights.js';
import { itemsOf, placeIndex, placesFor, withItem } from './agenda_places.js';
import { isCertified } from './meeting_phase.js';
import { row, rowButton, table } from './table.js';

const MOST_TITLE = 60;
const MOST_VENUE = 100;
const MOST_MINUTES = 600;
const COLUMNS = [{ key: 'agenda.item' }, { key: 'agenda.minutes' }, { key: 'agenda.place' }, { key: 'acts' }];

const partsOf = ({ meeting }) =>
  meeting.document.parts.map(({ name }) => ({
    name,
    subjects: meeting.subjects.filter((subject) => subject.part === name),
  }));

// The sentence of a place: before somebody or something, at the end of a part, after everything.
function placeText({ part, label }, hasParts) {
  if (part === null) return label ? t('agenda.before', { name: label }) : t('agenda.last');
  const text = label ? t('agenda.before', { name: label }) : t('agenda.last.part', { part });
  return hasParts && label ? t('agenda.in', { part, text }) : text;
}

const minutesInput = (value) => input(null, value, { inputmode: 'numeric', maxlength: '3' });

const minutesOrNull = (control) => (control.value.trim() ? parseWhole(control.value) : null);

function isBadMinutes(control) {
  const minutes = minutesOrNull(control);
  return minutes !== null && !(Number.isInteger(minutes) && minutes >= 1 && minutes <= MOST_MINUTES);
}

const minutesProblem = (control) => (isBadMinutes(control) ? t('agenda.minutes.bad', { most: MOST_MINUTES }) : '');

class AgendaCard {
  constructor(desk) {
    this.desk = desk;
    this.agenda = desk.meeting.document.agenda || {};
    this.items = itemsOf(desk.meeting.document);
    this.parts = partsOf(desk);
    this.node = el('section', { class: 'card block' }, this.content());
  }

  // changesOf(items): of the agenda as it is by now, which may have been saved again while a dialog was open.
  save(changesOf) {
    const { document } = this.desk.meeting;
    const agenda = Object.assign({}, document.agenda, changesOf(itemsOf(document)));
    return this.desk.save(() => this.desk.api.patch(this.desk.path(), { agenda }), t('saved'));
  }

  async edit(item) {
    const places = placesFor(this.parts, this.items, item && item.id);
    const title = input(null, item && item.title, { maxlength: String(MOST_TITLE) });
    const minutes = minutesInput(item && item.minutes);
    const choices = places.map((place, i) => ({ value: String(i), text: placeText(place, this.parts.length > 1) }));
    const place = select(choices, String(placeIndex(places, this.items, item)));
    const answer = await ask({
      title: item ? t('agenda.edit', { name: item.title }) : t('agenda.add'),
      yes: t('save'),
      content: [
        field('agenda.item', title, 'agenda.item.hint'),
        field('agenda.minutes', minutes, 'agenda.minutes.hint'),
        field('agenda.place', place),
      ],
      check: () => (title.value.trim() ? minutesProblem(minutes) : t('agenda.item.missing')),
      value: () => ({ title: title.value.trim(), minutes: minutesOrNull(minutes) }),
    });
    if (!answer) return;
    const changed = Object.assign({}, item, answer);
    await this.save((items) => ({ items: withItem(items, changed, places[Number(place.value)]) }));
  }

  remove(item) {
    return this.save((items) => ({ items: items.filter(({ id }) => id !== item.id) }));
  }

  async editTimes() {
    const start = input(null, this.agenda.start, { type: 'time' });
    const venue = input(null, this.agenda.venue, { maxlength: String(MOST_VENUE) });
    const report = minutesInput(this.agenda.report);
    const answer = await ask({
      title: t('agenda.times'),
      yes: t('save'),
      content: [
        localized('p', 'agenda.times.why', { class: 'soft' }),
        field('agenda.start', start),
        field('agenda.venue', venue),
        field('agenda.report', report),
      ],
      check: () => minutesProblem(report),
      value: () => ({ start: start.value, venue: venue.value.trim(), report: minutesOrNull(report) }),
    });
    if (answer) await this.save(() => answer);
  }

  row(item, isLocked) {
    const places = placesFor(this.parts, this.items, item.id);
    const place = placeText(places[placeIndex(places, this.items, item)], this.parts.length > 1);
    const buttons = [
      rowButton('roster.change', item.title, () => this.edit(item), isLocked),
      rowButton('agenda.remove', item.title, () => this.remove(item), isLocked),
    ];
    return row(COLUMNS, [item.title, item.minutes || '', place, el('div', { class: 'acts tight' }, buttons)]);
  }

  content() {
    const isLocked = isCertified(this.desk.meeting);
    const known = [this.agenda.start, this.agenda.venue].filter(Boolean).join(' · ');
    const head = el(
      'div',
      { class: 'part-head' },
      localized('h2', 'agenda.head'),
      isLocked
        ? null
        : el(
            'div',
            { class: 'acts' },
            button('agenda.times.do', () => this.editTimes(), 'small'),
            button('agenda.add', () => this.edit(), 'small'),
          ),
    );
    const rows = this.inOrder().map((item) => this.row(item, isLocked));
    return [
      head,
      localized('p', 'agenda.why', { class: 'hint' }),
      known ? el('p', {}, known) : null,
      rows.length ? table(t('agenda.head'), COLUMNS, rows, 'stacks') : null,
    ];
  }

  inOrder() {
    const ids = placesFor(this.parts, this.items).map(({ before }) => before);
    return ids.filter(Boolean).map((id) => this.items.find((item) => item.id === id));
  }
}

export const agendaCard = (desk) => new AgendaCard(desk).node;
