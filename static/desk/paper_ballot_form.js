// Entering the marks of a paper ballot by keyboard alone. Knows neither the card nor the connection.
import { el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { button, localized, nextId } from '../staff/form_controls.js';
import { invalidButtons, questionBox, questionTable, subjectTable } from './paper_ballot_boxes.js';
import { keysHint, questionName } from './paper_ballot_labels.js';
import { NameBoxes } from './paper_ballot_names.js';

export class PaperBallotForm {
  // options: {questions, title, about, finish(): after the last Enter once all boxes are answered, discard(): gives the ballot up,
  // note?: what to know about the card, spoil?(): the ballot is invalid, columns?: see questionTable(), names?: other names that
  // were entered}.
  constructor(round, entry, options) {
    this.round = round;
    this.options = options;
    this.boxes = options.questions.map((question) => questionBox(round, entry, question, () => this.update(question)));
    this.buttons = invalidButtons(round, entry, this.boxes, ({ question }) => this.update(question, true));
    this.names = round.form.write_in ? new NameBoxes(round, entry, options.names || [], () => this.finish()) : null;
    this.problem = el('p', { class: 'problem', role: 'alert', hidden: true, id: nextId('problem') });
    this.progress = el('p', { class: 'hint', role: 'status' });
    this.node = this.build();
    this.update(null);
    this.initialFocus = this.boxes.length ? (this.firstOpen() || this.boxes[0]).box : this.names.boxes[0];
  }

  build() {
    const { title, about, note, columns, discard, spoil } = this.options;
    const isMatrix = this.round.form.items.length > 1 && !columns;
    const submit = (event) => {
      event.preventDefault();
      this.finish();
    };
    const keydown = (event) => this.move(event);
    return el(
      'form',
      { class: 'card', novalidate: true, on: { submit, keydown } },
      el('h2', {}, title),
      el('p', { class: 'soft' }, about),
      note ? el('p', { class: 'warn' }, note) : null,
      keysHint(this.round).map((line) => el('p', { class: 'hint' }, line)),
      this.boxes.length ? this.buildTable(isMatrix, columns || []) : null,
      this.names ? this.names.node : null,
      this.problem,
      this.progress,
      el(
        'div',
        { class: 'acts lead' },
        localized('button', 'paper.next', { type: 'submit', class: 'button primary' }),
        spoil ? button('paper.spoiled', spoil, 'danger') : null,
        button('paper.drop', discard, 'quiet'),
      ),
    );
  }

  buildTable(isMatrix, columns) {
    const { round, boxes, buttons } = this;
    return isMatrix ? subjectTable(round, boxes, buttons) : questionTable(round, boxes, buttons, columns);
  }

  firstOpen() {
    return this.boxes.find((box) => !box.isAnswered());
  }

  // A change of one question can concern all boxes of its subject, as a recusal does. null: update all. isPressed: the change did
  // not come from a box.
  update(changed, isPressed) {
    this.boxes
      .filter((box) => !changed || box.question.subjectIndex === changed.subjectIndex)
      .forEach((box) => box.update(box.question !== changed || isPressed));
    this.buttons.forEach((button) => button.update());
    const open = this.boxes.filter((box) => !box.isAnswered()).length;
    write(this.progress, open ? t('paper.left', { n: open, all: this.boxes.length }) : t('paper.full'));
    this.clearProblem();
  }

  clearProblem() {
    this.problem.hidden = true;
    this.boxes.forEach(({ box }) => box.removeAttribute('aria-invalid'));
  }

  showProblem(box) {
    this.showText(box, questionName(this.round, box.question) + t('colon') + box.problem());
  }

  showText(box, text) {
    write(this.problem, text);
    this.problem.hidden = false;
    box.box.setAttribute('aria-invalid', 'true');
    box.box.setAttribute('aria-describedby', this.problem.id);
    this.focus(box);
  }

  focus({ box }) {
    box.focus();
    box.select();
    box.scrollIntoView({ block: 'center' });
  }

  finish() {
    const open = this.firstOpen();
    const wrong = this.names && this.names.problem();
    if (open) this.showProblem(open);
    else if (wrong) this.showText(wrong, wrong.text);
    else this.options.finish();
  }

  forward(index) {
    const next = this.boxes.slice(index + 1).find(({ box }) => !box.readOnly);
    if (!this.boxes[index].isAnswered()) this.showProblem(this.boxes[index]);
    else if (next) this.focus(next);
    else if (this.names) this.names.focus();
    else this.finish();
  }

  back(index) {
    const earlier = this.boxes.slice(0, index).reverse();
    const previous = earlier.find(({ box }) => !box.readOnly);
    if (previous) this.focus(previous);
  }

  move(event) {
    const index = this.boxes.findIndex(({ box }) => box === event.target);
    if (index < 0 || event.isComposing) return;
    const isForward = event.key === 'Enter' || event.key === 'ArrowDown';
    const isBack = event.key === 'ArrowUp' || (event.key === 'Backspace' && !event.target.value);
    if (!isForward && !isBack) return;
    event.preventDefault();
    if (isForward) this.forward(index);
    else this.back(index);
  }
}
