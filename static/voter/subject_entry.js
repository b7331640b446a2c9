// The part of a ballot about one subject: a field for each item and each note, or the line of a voter who is recused. Writes into
// the subject's entry of the draft.
import { $, el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { bandsToExplain, entryOf, hasNote, isRecused } from './ballot_draft.js';
import { itemFields, noteField } from './ballot_fields.js';
import { subjectLine } from './ballot_text.js';

export class SubjectEntry {
  // changed(isPointed) is called after the draft has the new mark or text, finished() after the last number.
  // isRow: one of several on a page, each under its subject's name; the page of a single subject has the name as its heading.
  constructor(round, draft, index, { changed, finished, isRow }) {
    Object.assign(this, { round, index, itemFields: [], noteFields: [] });
    this.entry = isRecused(round, index) ? null : entryOf(draft, round, index);
    if (isRow) this.heading = el('strong', { class: 'row-name' });
    if (this.entry) this.addFields(changed, finished);
    this.updateName(round);
  }

  addFields(changed, finished) {
    const { round, entry, index, heading } = this;
    const row = heading ? { heading, group: index + '-' } : {};
    this.itemFields = itemFields(round, entry, row, changed, finished);
    this.noteFields = round.form.notes.map((note) => noteField(note, entry, index, changed));
  }

  // A form of one item puts the name into the item's legend.
  nodes() {
    const { entry, heading } = this;
    const isInLegend = entry && this.itemFields.length === 1;
    return [
      isInLegend ? null : heading,
      entry ? null : el('p', { class: heading ? 'meta' : 'card' }, t('recused')),
    ].concat(this.itemFields.map((field) => field.node));
  }

  noteNodes() {
    return this.noteFields.map((field) => field.node);
  }

  updateName(round) {
    if (!this.heading) return;
    const subject = round.subjects[this.index];
    const about = subjectLine(round, subject);
    write(this.heading, subject.name + (about ? ' ' : ''));
    if (about) this.heading.append(el('span', { class: 'meta' }, about));
  }

  update() {
    const { round, entry } = this;
    const needsNote = entry && bandsToExplain(round, entry).length > 0 && !hasNote(entry);
    this.noteFields.forEach((field, i) => field.setRequired(needsNote && i === 0));
    this.itemFields.forEach((field) => field.update());
  }

  // To the field of a fault, or to the first one.
  focus({ at, code } = {}) {
    if (at === undefined && code) $('textarea', this.noteFields[0].node).focus();
    else if (this.entry) this.itemFields[at || 0].focus();
  }
}
