// The names written on a paper ballot (另选他人), one box each and an empty one for the next.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { nameProblem } from '../shared/names.js';
import { input } from '../staff/form_controls.js';

export class NameBoxes {
  // others: what else was entered, to choose from where two people disagree. finish() is called after the last name.
  constructor(round, entry, others, finish) {
    Object.assign(this, { round, entry, finish, most: round.form.write_in.at_most });
    this.list = el('div', { class: 'pair' });
    const hint = others.length ? t('paper.names.differ', { names: others.join(t('list')) }) : '';
    this.node = el(
      'fieldset',
      { class: 'field names' },
      el('legend', {}, t('paper.names', { most: this.most, as: round.form.write_in.as })),
      hint ? el('p', { class: 'warn' }, hint) : null,
      this.list,
    );
    this.boxes = [];
    this.draw();
  }

  draw() {
    const { names } = this.entry;
    while (this.boxes.length < Math.min(this.most, names.length + 1)) this.boxes.push(this.nameBox(this.boxes.length));
    fill(this.list, this.boxes);
  }

  nameBox(at) {
    const box = input(null, this.entry.names[at] || '', { class: 'input', maxlength: '80' });
    box.setAttribute('aria-label', t('paper.name', { n: at + 1 }));
    box.addEventListener('input', () => {
      this.entry.names[at] = box.value;
      const isLast = at === this.boxes.length - 1;
      if (isLast && this.boxes.length < this.most) this.list.appendChild(this.addBox());
    });
    box.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.isComposing) return;
      event.preventDefault();
      const next = this.boxes[at + 1];
      if (box.value.trim() && next) next.focus();
      else this.finish();
    });
    return box;
  }

  addBox() {
    const box = this.nameBox(this.boxes.length);
    this.boxes.push(box);
    return box;
  }

  focus() {
    this.boxes[0].focus();
  }

  // {box, text} of the first name that cannot be entered, else null.
  problem() {
    const names = this.boxes.map((box) => box.value);
    for (let at = 0; at < names.length; at += 1) {
      const key = names[at].trim() && nameProblem(names[at], names.slice(0, at), this.round.subjects);
      if (key) return { box: this.boxes[at], text: t(key, { name: names[at].trim() }) };
    }
    return null;
  }
}
