// 另选他人: names that the voter adds to the ballot. Writes into the draft.
import { $, el, fill, fromTemplate, write } from '../shared/dom.js';
import { t, translate } from '../shared/i18n.js';
import { nameProblem } from '../shared/names.js';
import { writeInsOf } from './ballot_draft.js';

export class WriteInField {
  // changed() is called after the draft has the new names or text.
  constructor(round, draft, changed) {
    Object.assign(this, { round, changed, writeIns: writeInsOf(draft) });
    const { as, at_most: most } = round.form.write_in;
    this.most = most;
    this.node = fromTemplate('write-in-template');
    translate(this.node);
    this.list = $('ul', this.node);
    this.line = $('.name-line', this.node);
    this.box = $('input', this.node);
    this.problem = $('.problem', this.node);
    write($('.meta', this.node), t('name.rule', { as, most }));
    this.box.value = this.writeIns.typed;
    this.box.addEventListener('input', () => {
      this.writeIns.typed = this.box.value;
      write(this.problem, '');
      changed();
    });
    this.node.addEventListener('submit', (event) => {
      event.preventDefault();
      this.add();
    });
    this.draw();
  }

  add() {
    const { names } = this.writeIns;
    const problem = nameProblem(this.box.value, names, this.round.subjects);
    write(this.problem, problem ? t(problem, { name: this.box.value.trim() }) : '');
    if (!problem) {
      names.push(this.box.value.trim());
      this.writeIns.typed = '';
      this.box.value = '';
      this.draw();
      this.changed();
    }
    this.focus();
  }

  remove(at) {
    this.writeIns.names.splice(at, 1);
    this.draw();
    this.changed();
    this.focus();
  }

  focus() {
    this.node.scrollIntoView({ block: 'center' });
    if (!this.line.hidden) this.box.focus();
    else $('button', this.list).focus();
  }

  draw() {
    const { names } = this.writeIns;
    const row = (name, at) =>
      el(
        'li',
        { class: 'review-row' },
        el('div', {}, el('strong', {}, name)),
        el(
          'button',
          {
            type: 'button',
            class: 'button',
            'aria-label': t('name.remove', { name }),
            on: { click: () => this.remove(at) },
          },
          t('remove'),
        ),
      );
    fill(this.list, names.map(row));
    this.line.hidden = names.length >= this.most;
  }
}
