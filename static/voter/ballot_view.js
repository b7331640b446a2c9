// The ballot as a form: one subject at a time, then a review. Draft in, DOM out; storing and sending are the caller's.
import { $, el, fill, fromTemplate, write } from '../shared/dom.js';
import { t, translate } from '../shared/i18n.js';
import { limitProblem } from '../shared/ballot_sentences.js';
import { isOver } from '../shared/ballot_conditions.js';
import {
  UNSET,
  ballotContent,
  ballotFault,
  bandsToExplain,
  completeCount,
  entryOf,
  faultsOf,
  firstIncomplete,
  hasNote,
  isComplete,
  isRecused,
  limitsOf,
  nextIncomplete,
  scoredSubjects,
  submitFault,
} from './ballot_draft.js';
import { itemFields, noteField } from './ballot_fields.js';
import { guidanceLines } from './ballot_guidance.js';
import { reviewNodes } from './ballot_review.js';
import { decisionText, faultText, refusedPlaceText, subjectLine, submitText, sumText } from './ballot_text.js';
import { fillChips, updateChips } from './subject_chips.js';
import { WriteInField } from './write_in_field.js';

// Votes on motions or grades are counted as items, people as people.
const isVote = ({ decide }) => Boolean(decide) && !decide.seats;

export class BallotView {
  // hooks: save(draft), submit({scores, notes}), stateLine() for the line above the name, and moved(place), which the caller
  // keeps so that a page rebuilt in the other language shows the same subject. place: {current, reviewing} or {}.
  constructor(round, draft, hooks, place) {
    Object.assign(this, { round, draft, hooks, itemFields: [], noteFields: [], names: null });
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

  // focus(), if given, goes to the field that the problem is about.
  showProblem(text, focus) {
    write(this.problem, text);
    this.updateForm();
    this.problem.scrollIntoView({ block: 'center' });
    if (focus) focus();
  }

  // The server has refused the ballot; place: {field, agree}, what of it is wrong, if it said so.
  showRefusal(text, place) {
    this.showProblem([text, refusedPlaceText(this.round, place)].join(' ').trim());
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
    else this.showProblem(this.problemText(fault), this.focusOf(fault));
  }

  problemText(fault) {
    const text = faultText(this.round, fault);
    if (!this.isCombined || fault.subject === undefined) return text;
    return t('fault.subject', { name: this.round.subjects[fault.subject].label, text });
  }

  // How to reach the field of a fault; null if it is on another page.
  focusOf(fault) {
    if (fault.code === 'name') return () => this.names.focus();
    if (fault.subject === undefined || this.place.reviewing) return null;
    if (fault.at !== undefined) return () => this.itemFields[fault.at].focus();
    return () => $('textarea', this.sheet).focus();
  }

  changed() {
    write(this.problem, '');
    this.hooks.save(this.draft);
    this.updateForm();
  }

  draw() {
    const { round, draft, place } = this;
    Object.assign(this, { itemFields: [], noteFields: [], names: null });
    const takesNames = round.form.write_in && (place.reviewing || !this.isCombined);
    if (takesNames) this.names = new WriteInField(round, draft, () => this.changed());
    const names = this.names && this.names.node;
    if (place.reviewing)
      fill(
        this.sheet,
        reviewNodes(round, draft, this.guidance, names, (index) => this.show(index)),
      );
    else if (isRecused(round, place.current)) fill(this.sheet, el('p', { class: 'card' }, t('recused')), names);
    else this.drawEntry(entryOf(draft, round, place.current), names);
    this.chips.hidden = !this.isCombined || place.reviewing;
    this.updateHeading();
    this.updateForm();
  }

  drawEntry(entry, names) {
    const changed = () => this.changed();
    const { notes } = this.round.form;
    this.itemFields = itemFields(this.round, entry, changed, () => this.mainButton().focus());
    this.noteFields = notes.map((note) => noteField(note, entry, changed));
    fill(
      this.sheet,
      this.itemFields.map((field) => field.node),
      names,
      this.guidance,
      this.noteFields.map((field) => field.node),
      el('p', { class: 'meta' }, t('anonymous')),
    );
  }

  mainButton() {
    return this.nextButton.hidden ? this.submitButton : this.nextButton;
  }

  updateHeading() {
    const { round, place } = this;
    const subject = round.subjects[place.current];
    const isReady = firstIncomplete(round, this.draft) === undefined;
    const about = place.reviewing ? t(isReady ? 'review.text' : 'review.first') : subjectLine(round, subject);
    const number = this.isCombined && !place.reviewing;
    write($('.state', this.node), this.hooks.stateLine());
    write(this.name, place.reviewing ? t('review') : subject.name);
    write($('.about', this.node), about);
    write($('.rule', this.node), round.decide && !place.reviewing ? decisionText(round) : '');
    const { length } = this.name.textContent;
    this.name.className = length > 60 ? 'longer' : length > 16 ? 'long' : '';
    write(
      $('header .meta', this.node),
      number ? t(isVote(round) ? 'place.votes' : 'place', { n: place.current + 1, total: round.subjects.length }) : '',
    );
  }

  // Updates everything that depends on marks and notes.
  updateForm() {
    const { round, draft, place } = this;
    const entry = isRecused(round, place.current) ? null : entryOf(draft, round, place.current);
    const needsNote = entry && bandsToExplain(round, entry).length > 0 && !hasNote(entry);
    this.noteFields.forEach((field, i) => field.setRequired(needsNote && i === 0));
    this.itemFields.forEach((field) => field.update());
    if (this.isCombined) updateChips(this.chips, round, draft, place.current);
    write($('.sum', this.node), entry && !place.reviewing ? sumText(round, entry) : '');
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

  // What keeps the ballot from being sent, other than missing marks, which the count shows.
  blockingText() {
    const { round, draft, place } = this;
    const over = limitsOf(round, draft).find(isOver);
    if (over) return limitProblem(over);
    const isWrong = ({ code }) => ['number', 'partial', 'agree'].includes(code);
    const wrong =
      place.reviewing || isRecused(round, place.current) ? null : faultsOf(round, draft, place.current).find(isWrong);
    if (wrong) return faultText(round, wrong);
    const fault = firstIncomplete(round, draft) === undefined ? ballotFault(round, draft) : null;
    return fault ? faultText(round, fault) : '';
  }

  updateSubmitButton(marks) {
    const done = marks.filter((mark) => mark !== UNSET).length;
    const all = marks.length;
    const blocking = this.blockingText();
    const text = all === 1 ? submitText(this.round, marks[0]) : t('submit.part', { done, all });
    this.writeSubmit(blocking || text, !blocking && done === all, Boolean(blocking) || done < all);
    this.submitButton.classList.add('primary');
    this.nextButton.hidden = true;
  }

  writeSubmit(text, isReady, isIdle) {
    write(this.submitButton, text);
    this.submitButton.classList.toggle('primary', isReady);
    this.submitButton.classList.toggle('idle', isIdle);
    this.submitButton.classList.toggle('why', text.length > 14);
  }

  updateCombinedButtons() {
    const { round, draft, nextButton } = this;
    const { current, reviewing } = this.place;
    const done = completeCount(round, draft);
    const all = scoredSubjects(round).length;
    const isReady = done === all;
    const isCurrentDone = reviewing || isRecused(round, current) || isComplete(round, draft, current);
    const blocking = this.blockingText();
    const text = t(reviewing ? 'review.send' : 'submit.part', { done, all });
    this.writeSubmit(blocking || text, isReady && !blocking, Boolean(blocking) || (reviewing && !isReady));
    write(
      nextButton,
      t(!reviewing ? (isVote(round) ? 'next.vote' : 'next.one') : isReady ? 'review.back' : 'review.go'),
    );
    nextButton.classList.toggle('primary', !isReady && isCurrentDone);
    nextButton.hidden = !reviewing && isReady && all > 1;
  }
}
