// 会议议程: what is on the agenda without a vote, like addresses and breaks, with planned times. Also changed while the meeting runs.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask } from '../staff/dialogs.js';
import { button, field, input, localized, select } from '../staff/form_controls.js';
import { parseWhole } from '../staff/weights.js';
import { isSameItem, isSamePlace, itemsOf, placeIndex, placesFor, withItem } from './agenda_places.js';
import { isCertified } from './meeting_phase.js';
import { elsewhereNotice } from './person_texts.js';
import { row, rowButton, table } from './table.js';

const MOST_TITLE = 60;
const MOST_VENUE = 100;
const MOST_MINUTES = 600;
const MOST_TRIES = 5;
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

const timesOf = ({ start, venue, report } = {}) => ({ start, venue, report });

class AgendaCard {
  constructor(desk) {
    this.desk = desk;
    this.agenda = desk.meeting.document.agenda || {};
    this.items = itemsOf(desk.meeting.document);
    this.parts = partsOf(desk);
    this.node = el('section', { class: 'card block' }, this.content());
  }

  // changesOf(agenda, items): of the agenda as it is by now, which another desk may have changed while a dialog was open; null if
  // that must be shown first.
  async save(changesOf) {
    const { desk } = this;
    let isChanged = false;
    const change = async () => {
      const { document } = desk.meeting;
      const changes = changesOf(document.agenda || {}, itemsOf(document));
      const agenda = Object.assign({}, document.agenda, changes);
      if (changes) await desk.api.patch(desk.path(), { agenda }, desk.version);
      isChanged = changes !== null;
    };
    const isTyped = desk.watchTyping();
    if (!(await desk.perform(() => this.unlessStale(change)))) return;
    await desk.perform(desk.refresh);
    if (!isTyped()) desk.rebuild();
    if (isChanged) desk.say(t('saved'), true);
  }

  async unlessStale(change) {
    for (let tries = 1; ; tries += 1) {
      try {
        return await change();
      } catch (problem) {
        if (problem.code !== 'stale' || tries === MOST_TRIES) throw problem;
        await this.desk.refresh();
      }
    }
  }

  // typed: what was not saved, because somebody else has changed or removed the item meanwhile.
  async edit(item, typed) {
    const items = itemsOf(this.desk.meeting.document);
    const places = placesFor(this.parts, items, item && item.id);
    const shown = typed ? typed.fields : item || {};
    const title = input(null, shown.title, { maxlength: String(MOST_TITLE) });
    const minutes = minutesInput(shown.minutes);
    const choices = places.map((place, i) => ({ value: String(i), text: placeText(place, this.parts.length > 1) }));
    const chosen = places.findIndex((one) => typed && isSamePlace(one, typed.place));
    const place = select(choices, String(chosen < 0 ? placeIndex(places, items, item) : chosen));
    const lines = item ? [item.title, item.minutes && t('agenda.minutes') + t('colon') + item.minutes] : [];
    const answer = await ask({
      title: item ? t('agenda.edit', { name: item.title }) : t('agenda.add'),
      yes: t('save'),
      content: [
        typed ? elsewhereNotice(t('elsewhere'), lines) : null,
        field('agenda.item', title, 'agenda.item.hint'),
        field('agenda.minutes', minutes, 'agenda.minutes.hint'),
        field('agenda.place', place),
      ],
      check: () => (title.value.trim() ? minutesProblem(minutes) : t('agenda.item.missing')),
      value: () => ({
        fields: { title: title.value.trim(), minutes: minutesOrNull(minutes) },
        place: places[Number(place.value)],
      }),
    });
    if (!answer) return;
    let present = item;
    await this.save((agenda, now) => {
      present = item && (now.find(({ id }) => id === item.id) || null);
      if (item && !isSameItem(present, item)) return null;
      return { items: withItem(now, Object.assign({}, item, answer.fields), answer.place) };
    });
    if (item && !isSameItem(present, item)) await this.edit(present, answer);
  }

  remove(item) {
    return this.save((agenda, items) => ({ items: items.filter(({ id }) => id !== item.id) }));
  }

  async editTimes(typed) {
    const before = timesOf(this.desk.meeting.document.agenda);
    const shown = typed || before;
    const start = input(null, shown.start, { type: 'time' });
    const venue = input(null, shown.venue, { maxlength: String(MOST_VENUE) });
    const report = minutesInput(shown.report);
    const lines = [before.start, before.venue, before.report && t('agenda.report') + t('colon') + before.report];
    const answer = await ask({
      title: t('agenda.times'),
      yes: t('save'),
      content: [
        typed ? elsewhereNotice(t('elsewhere'), lines) : localized('p', 'agenda.times.why', { class: 'soft' }),
        field('agenda.start', start),
        field('agenda.venue', venue),
        field('agenda.report', report),
      ],
      check: () => minutesProblem(report),
      value: () => ({ start: start.value, venue: venue.value.trim(), report: minutesOrNull(report) }),
    });
    if (!answer) return;
    let isChanged = false;
    await this.save((agenda) => {
      isChanged = JSON.stringify(timesOf(agenda)) !== JSON.stringify(before);
      return isChanged ? null : answer;
    });
    if (isChanged) await this.editTimes(answer);
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
