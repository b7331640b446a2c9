// The ballot as a form: one subject at a time, then a review. Draft in, DOM out; storing and sending are the caller's.
import { $, el, fill, fromTemplate, write } from '../shared/dom.js';
import { t, translate } from '../shared/i18n.js';
import {
  UNSET,
  ballotContent,
  bandsToExplain,
  completeCount,
  entryOf,
  firstIncomplete,
  hasNote,
  isComplete,
  isRecused,
  nextIncomplete,
  scoredSubjects,
  submitFault,
} from './ballot_draft.js';
import { itemField, noteField } from './ballot_fields.js';
import { guidanceLines } from './ballot_guidance.js';
import { reviewNodes } from './ballot_review.js';
import { faultText, subjectLine, submitText } from './ballot_text.js';
import { fillChips, updateChips } from './subject_chips.js';

export class BallotView {
  // hooks: save(draft), submit({scores, notes}), stateLine() for the line above the name, and moved(place), which the caller
  // keeps so that a page rebuilt in the other language shows the same subject. place: {current, reviewing} or {}.
  constructor(round, draft, hooks, place) {
    Object.assign(this, { round, draft, hooks, noteFields: [] });
    this.isCombined = round.subjects.length > 1;
    this.node = fromTemplate('ballot-template');
    translate(this.node);
    const nodeOf = (css) => $(css, this.node);
    this.name = nodeOf('h1');
    this.problem = nodeOf('.problem');
    this.chips = nodeOf('.chips');
    this.sheet = nodeOf('.sheet');
    this.guidance = el('div', { class: 'gentle' });
    [this.nextButton, this.submitButton] = nodeOf('.bar-buttons').children;
    this.nextButton.addEventListener('click', () => this.goOn());
    this.submitButton.addEventListener('click', () => this.submit());
    if (this.isCombined) fillChips(this.chips, round, (index) => this.show(index));
    const current = place.current === undefined ? this.firstSubject() : place.current;
    this.place = { current, reviewing: Boolean(place.reviewing) };
    this.draw();
  }

  firstSubject() {
    const incomplete = firstIncomplete(this.round, this.draft);
    return incomplete === undefined ? scoredSubjects(this.round)[0] : incomplete;
  }

  // Takes a new deadline or a corrected name without touching what is being typed.
  update(round) {
    this.round = round;
    this.updateHeading();
    this.updateForm();
  }

  showProblem(text, field) {
    write(this.problem, text);
    this.updateForm();
    this.problem.scrollIntoView({ block: 'center' });
    if (field) field.focus();
  }

  show(index, reviewing) {
    this.place = { current: index, reviewing: Boolean(reviewing) };
    this.hooks.moved(this.place);
    write(this.problem, '');
    this.draw();
    window.scrollTo(0, 0);
    this.name.focus();
  }

  goOn() {
    const { current, reviewing } = this.place;
    const { round, draft } = this;
    const index = reviewing ? firstIncomplete(round, draft) : nextIncomplete(round, draft, current);
    if (index === undefined) this.show(current, !reviewing);
    else this.show(index);
  }

  submit() {
    const { round, draft, place } = this;
    if (this.isCombined && !place.reviewing) {
      this.show(place.current, true);
      return;
    }
    const fault = submitFault(round, draft);
    if (!fault) this.hooks.submit(ballotContent(round, draft));
    else this.showProblem(this.problemText(fault), this.fieldOf(fault));
  }

  problemText(fault) {
    const text = faultText(fault);
    if (!this.isCombined || fault.subject === undefined) return text;
    return t('fault.subject', { name: this.round.subjects[fault.subject].name, text });
  }

  fieldOf(fault) {
    if (fault.subject === undefined) return null;
    const item = fault.code === 'missing' && this.sheet.querySelectorAll('fieldset')[fault.at];
    return $(item ? 'input' : 'textarea', item || this.sheet);
  }

  draw() {
    const { round, draft, place } = this;
    this.noteFields = [];
    if (place.reviewing)
      fill(
        this.sheet,
        reviewNodes(round, draft, this.guidance, (index) => this.show(index)),
      );
    else if (isRecused(round, place.current)) fill(this.sheet, el('p', { class: 'card' }, t('recused')));
    else this.drawEntry(entryOf(draft, round, place.current));
    this.chips.hidden = !this.isCombined || place.reviewing;
    this.updateHeading();
    this.updateForm();
  }

  drawEntry(entry) {
    const { items, notes } = this.round.form;
    const changed = () => {
      write(this.problem, '');
      this.hooks.save(this.draft);
      this.updateForm();
    };
    this.noteFields = notes.map((note) => noteField(note, entry, changed));
    fill(
      this.sheet,
      items.map((item, index) => itemField(this.round, entry, index, changed)),
      this.guidance,
      this.noteFields.map((field) => field.node),
      el('p', { class: 'meta' }, t('anonymous')),
    );
  }

  updateHeading() {
    const { round, place } = this;
    const subject = round.subjects[place.current];
    const isReady = firstIncomplete(round, this.draft) === undefined;
    const about = place.reviewing ? t(isReady ? 'review.text' : 'review.first') : subjectLine(subject);
    const number = this.isCombined && !place.reviewing;
    write($('.state', this.node), this.hooks.stateLine());
    write(this.name, place.reviewing ? t('review') : subject.name);
    write($('.about', this.node), about);
    write(
      $('header .meta', this.node),
      number ? t('place', { n: place.current + 1, total: round.subjects.length }) : '',
    );
  }

  // Updates everything that depends on marks and notes.
  updateForm() {
    const { round, draft, place } = this;
    const entry = isRecused(round, place.current) ? null : entryOf(draft, round, place.current);
    const needsNote = entry && bandsToExplain(round, entry).length > 0 && !hasNote(entry);
    this.noteFields.forEach((field, i) => field.setRequired(needsNote && i === 0));
    if (this.isCombined) updateChips(this.chips, round, draft, place.current);
    this.updateGuidance();
    if (this.isCombined) this.updateCombinedButtons();
    else this.updateSubmitButton(entry.marks);
  }

  // Unchanged lines keep their nodes, so that a text selection survives.
  updateGuidance() {
    const lines = guidanceLines(this.round, this.draft, this.place.reviewing, this.problem.textContent);
    const text = lines.map((line) => line.textContent).join();
    if (this.guidanceText === text) return;
    this.guidanceText = text;
    fill(this.guidance, lines);
  }

  updateSubmitButton(marks) {
    const done = marks.filter((mark) => mark !== UNSET).length;
    const all = marks.length;
    write(this.submitButton, all === 1 ? submitText(this.round, marks[0]) : t('submit.part', { done, all }));
    this.submitButton.classList.add('primary');
    this.submitButton.classList.toggle('idle', done < all);
    this.nextButton.hidden = true;
  }

  updateCombinedButtons() {
    const { round, draft, nextButton, submitButton } = this;
    const { current, reviewing } = this.place;
    const done = completeCount(round, draft);
    const all = scoredSubjects(round).length;
    const isReady = done === all;
    const isCurrentDone = reviewing || isRecused(round, current) || isComplete(round, draft, current);
    write(submitButton, t(reviewing ? 'review.send' : 'submit.part', { done, all }));
    submitButton.classList.toggle('primary', isReady);
    submitButton.classList.toggle('idle', reviewing && !isReady);
    write(nextButton, t(!reviewing ? 'next.one' : isReady ? 'review.back' : 'review.go'));
    nextButton.classList.toggle('primary', !isReady && isCurrentDone);
    nextButton.hidden = !reviewing && isReady && all > 1;
  }
}
