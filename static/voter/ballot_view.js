// The ballot as a form: one subject at a time or all in one list, then a review. Draft in, DOM out; storing and sending are the caller's.
import { $, el, fill, fromTemplate, write } from '../shared/dom.js';
import { t, translate } from '../shared/i18n.js';
import {
  ballotContent,
  entryOf,
  firstIncomplete,
  isComplete,
  isListed,
  isRecused,
  nextIncomplete,
  scoredSubjects,
  submitFault,
  writeInsOf,
} from './ballot_draft.js';
import { isVote, updateButtons } from './ballot_buttons.js';
import { guidanceLines } from './ballot_guidance.js';
import { reviewNodes } from './ballot_review.js';
import { decisionText, faultText, refusedPlaceText, subjectLine, sumText } from './ballot_text.js';
import { fillChips, updateChips } from './subject_chips.js';
import { SubjectEntry } from './subject_entry.js';
import { WriteInField } from './write_in_field.js';

// Long enough to see the choice.
const ADVANCE_MS = 400;

export class BallotView {
  // hooks: save(draft), submit({scores, notes}), stateLine() for the line above the name, and moved(place), which the caller
  // keeps so that a page rebuilt in the other language shows the same subject; isOn(option) and setOn(option, isOn) of this phone:
  // `list`: all subjects on one page, `stay`: no advancing. place: {current, reviewing} or {}.
  constructor(round, draft, hooks, place) {
    Object.assign(this, { round, draft, hooks, entries: [], names: null });
    this.isCombined = round.subjects.length > 1;
    this.isList = isListed(round) || (this.isCombined && hooks.isOn('list'));
    this.node = fromTemplate('ballot-template');
    translate(this.node);
    const nodeOf = (css) => $(css, this.node);
    this.name = nodeOf('h1');
    this.problem = nodeOf('.problem');
    this.chips = nodeOf('.chips');
    this.sheet = nodeOf('.sheet');
    this.guidance = el('div', { class: 'gentle' });
    this.modes = nodeOf('.modes');
    this.foot = nodeOf('.foot');
    this.addModes();
    [this.nextButton, this.submitButton] = nodeOf('.bar-buttons').children;
    this.nextButton.addEventListener('click', () => this.goOn());
    this.submitButton.addEventListener('click', () => this.submit());
    if (this.isCombined) fillChips(this.chips, round, (index) => this.show(index));
    const current = place.current === undefined ? this.firstSubject() : place.current;
    this.place = { current, reviewing: Boolean(place.reviewing) };
    this.draw();
  }

  addModes() {
    const [list, advance] = this.modes.children;
    list.addEventListener('click', () => {
      this.isList = !this.isList;
      this.hooks.setOn('list', this.isList);
      this.draw();
    });
    advance.addEventListener('click', () => {
      this.hooks.setOn('stay', !this.hooks.isOn('stay'));
      this.updateModes();
    });
  }

  updateModes() {
    const [list, advance] = this.modes.children;
    this.modes.hidden = !this.isCombined || isListed(this.round) || this.place.reviewing;
    list.setAttribute('aria-pressed', this.isList);
    advance.setAttribute('aria-pressed', !this.hooks.isOn('stay'));
    advance.hidden = this.isList;
  }

  firstSubject() {
    const incomplete = firstIncomplete(this.round, this.draft);
    return incomplete === undefined ? scoredSubjects(this.round)[0] : incomplete;
  }

  // Takes a new deadline or a corrected name without touching what is being typed.
  update(round) {
    this.round = round;
    this.entries.forEach((entry) => entry.updateName(round));
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
    if (this.isList && !reviewing) this.entryFor(index).focus();
  }

  entryFor(subject) {
    return this.entries.find(({ index }) => index === subject);
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
    return () => this.entryFor(fault.subject).focus(fault);
  }

  changed(isPointed) {
    write(this.problem, '');
    this.hooks.save(this.draft);
    this.updateForm();
    this.advance(isPointed);
  }

  // A choice by touch or mouse that completes a subject leads on to the next one. Keys never do, nor while a note is open.
  advance(isPointed) {
    const { round, draft, place } = this;
    clearTimeout(this.timer);
    if (!isPointed || this.wasComplete || this.isList || this.hooks.isOn('stay')) return;
    const next = nextIncomplete(round, draft, place.current);
    if (next === undefined || !isComplete(round, draft, place.current)) return;
    this.timer = setTimeout(() => {
      if (this.node.isConnected && !$('.note[open]', this.sheet)) this.show(next);
    }, ADVANCE_MS);
  }

  draw() {
    const { round, draft, place } = this;
    clearTimeout(this.timer);
    this.wasComplete = isRecused(round, place.current) || isComplete(round, draft, place.current);
    if (this.isList) this.foot.prepend(this.guidance);
    this.entries = this.shownSubjects().map((index) => this.newEntry(index));
    this.names = this.takesNames() ? new WriteInField(round, draft, () => this.changed()) : null;
    const names = this.names && this.names.node;
    if (place.reviewing)
      fill(
        this.sheet,
        reviewNodes(round, draft, this.isList ? null : this.guidance, names, (index) => this.show(index)),
      );
    else fill(this.sheet, this.isList ? this.listNodes(names) : this.entryNodes(this.entries[0], names));
    this.chips.hidden = !this.isCombined || this.isList || place.reviewing;
    this.updateModes();
    this.updateHeading();
    this.updateForm();
  }

  shownSubjects() {
    const { round, place } = this;
    if (place.reviewing) return [];
    return this.isList ? round.subjects.map((subject, index) => index) : [place.current];
  }

  newEntry(index) {
    const hooks = {
      changed: (isPointed) => this.changed(isPointed),
      finished: () => this.mainButton().focus(),
      isRow: this.isList,
    };
    return new SubjectEntry(this.round, this.draft, index, hooks);
  }

  // Names are written in below the last candidate; a list has room for them, so its review only shows those that are there.
  takesNames() {
    if (!this.round.form.write_in) return false;
    const { names, typed } = writeInsOf(this.draft);
    if (this.isList) return !this.place.reviewing || names.length > 0 || typed.trim() !== '';
    return this.place.reviewing || !this.isCombined;
  }

  entryNodes(entry, names) {
    if (!entry.entry) return [entry.nodes(), names];
    return [entry.nodes(), names, this.guidance, entry.noteNodes(), el('p', { class: 'meta' }, t('anonymous'))];
  }

  listNodes(names) {
    const rows = this.entries.map((entry) => el('li', { class: 'row' }, entry.nodes(), entry.noteNodes()));
    return [el('ul', { class: 'rows card' }, rows), names, el('p', { class: 'meta' }, t('anonymous'))];
  }

  mainButton() {
    return this.nextButton.hidden ? this.submitButton : this.nextButton;
  }

  updateHeading() {
    const { round, place } = this;
    const subject = this.isList ? { name: round.part } : round.subjects[place.current];
    const isReady = firstIncomplete(round, this.draft) === undefined;
    const review = isReady ? 'review.text' : 'review.first';
    const about = place.reviewing ? t(review) : subjectLine(round, subject);
    const number = this.isCombined && !this.isList && !place.reviewing;
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
    const entry = this.isList || isRecused(round, place.current) ? null : entryOf(draft, round, place.current);
    this.entries.forEach((each) => each.update());
    if (this.isCombined) updateChips(this.chips, round, draft, place.current);
    write($('.sum', this.node), entry && !place.reviewing ? sumText(round, entry) : '');
    this.updateGuidance();
    updateButtons(this.nextButton, this.submitButton, round, draft, place, this.shownSubjects(), this.isList);
  }

  // Unchanged lines keep their nodes, so that a text selection survives.
  updateGuidance() {
    const lines = guidanceLines(this.round, this.draft, this.place.reviewing, this.problem.textContent);
    const text = lines.map((line) => line.textContent).join();
    if (this.guidanceText === text) return;
    this.guidanceText = text;
    fill(this.guidance, lines);
  }
}
