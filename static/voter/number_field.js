// A number on a long scale: a box between − and +, and a pad of large keys that opens below it. A keyboard works as well.
import { el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { describeMark, scaleOf } from '../shared/bands.js';
import { formatMark, nextMark, plainNumber } from '../shared/numbers.js';
import { markText, rangeText } from '../shared/ballot_sentences.js';
import { UNSET, typeNumber } from './ballot_draft.js';

const ERASE = '⌫';
const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

function key(label, css, press, spoken) {
  // The box keeps the focus, so that a keyboard goes on where the pad stopped.
  const on = { mousedown: (event) => event.preventDefault(), click: press };
  return el('button', { type: 'button', class: 'key ' + css, 'aria-label': spoken, on }, label);
}

export class NumberField {
  // hooks: changed() after the entry has the new mark; opened(field) when the pad opens; next(), which goes on to the next field.
  // problem: the node of the sentence about what is wrong.
  constructor(round, entry, item, problem, hooks) {
    Object.assign(this, { round, entry, item, hooks, scale: scaleOf(round, item), isSelected: false });
    this.box = this.buildBox();
    this.word = el('p', { class: 'word' });
    this.pad = el('div', { class: 'pad', role: 'group', 'aria-label': t('pad'), hidden: true }, this.buildKeys());
    const step = (isUp, label) =>
      key(label, 'step', () => this.step(isUp), t(isUp ? 'number.more' : 'number.less', { step: this.scale.step }));
    const line = el('div', { class: 'number-line' }, step(false, '−'), this.box, step(true, '+'));
    const note = el('div', { class: 'number-note' }, this.word, problem);
    this.node = el('div', { class: 'number' }, line, note, this.pad, this.buildAbstain());
    this.showMark();
  }

  buildBox() {
    const title = this.round.form.items[this.item].title;
    const box = el('input', {
      type: 'text',
      inputmode: 'none',
      autocomplete: 'off',
      maxlength: '8',
      role: 'spinbutton',
      name: 'item' + this.item,
      'aria-label': t('number.label', { title, range: rangeText(this.scale) }),
      'aria-valuemin': formatMark(this.scale, this.scale.low),
      'aria-valuemax': formatMark(this.scale, this.scale.high),
    });
    box.addEventListener('input', () => this.take(box.value));
    box.addEventListener('focus', () => this.open());
    box.addEventListener('click', () => this.open());
    box.addEventListener('blur', () => this.tidy());
    box.addEventListener('keydown', (event) => this.onKey(event));
    return box;
  }

  buildKeys() {
    const digit = (text) => key(text, '', () => this.type(text));
    const point = this.scale.decimals ? key('.', '', () => this.type('.'), t('pad.point')) : el('span', {});
    const last = [point, digit('0'), key(ERASE, 'erase', () => this.erase(), t('pad.erase'))];
    return [KEYS.map(digit), last];
  }

  // A key to the next number, on every pad but the last.
  offerNext() {
    this.pad.append(key(t('pad.next'), 'next', () => this.hooks.next()));
  }

  buildAbstain() {
    if (!this.round.form.items[this.item].abstain) return null;
    const press = () => this.set(this.entry.marks[this.item] === null ? UNSET : null);
    this.abstain = el('button', { type: 'button', class: 'button abstain', on: { click: press } }, t('abstain'));
    return this.abstain;
  }

  // Selects the number, so that the first key replaces it.
  open() {
    this.pad.hidden = false;
    this.hooks.opened(this);
    this.box.select();
    this.isSelected = true;
  }

  focus() {
    this.box.focus();
    this.node.scrollIntoView({ block: 'center' });
  }

  onKey(event) {
    this.isSelected = false;
    const isUp = event.key === 'ArrowUp';
    if (isUp || event.key === 'ArrowDown') this.step(isUp);
    else if (event.key === 'Enter') this.hooks.next();
    else return;
    event.preventDefault();
  }

  type(text) {
    this.write((this.isSelected ? '' : this.box.value) + text);
  }

  erase() {
    this.write(this.isSelected ? '' : this.box.value.slice(0, -1));
  }

  write(text) {
    this.isSelected = false;
    this.box.value = text.slice(0, 8);
    this.take(this.box.value);
  }

  take(text) {
    typeNumber(this.round, this.entry, this.item, text);
    this.hooks.changed();
  }

  step(isUp) {
    const mark = this.entry.marks[this.item];
    this.set(nextMark(this.scale, mark === UNSET ? null : mark, isUp));
  }

  set(mark) {
    typeNumber(this.round, this.entry, this.item, '');
    this.entry.marks[this.item] = mark;
    this.showMark();
    this.hooks.changed();
  }

  showMark() {
    const mark = this.entry.marks[this.item];
    const typed = (this.entry.typed && this.entry.typed[this.item]) || '';
    this.box.value = mark === null || mark === UNSET ? typed : formatMark(this.scale, mark);
  }

  // "9." and "09" as the number they mean.
  tidy() {
    this.box.value = plainNumber(this.box.value);
    if (this.entry.marks[this.item] !== UNSET) this.showMark();
  }

  update(problem) {
    const mark = this.entry.marks[this.item];
    const isSet = mark !== null && mark !== UNSET;
    const point = isSet ? describeMark(this.round, this.item, mark) : null;
    this.word.className = 'word ' + (point ? point.tone : '');
    write(this.word, point && !problem ? point.band : mark === null ? t('abstain') : '');
    this.box.setAttribute('aria-invalid', Boolean(problem));
    if (isSet) this.box.setAttribute('aria-valuenow', formatMark(this.scale, mark));
    else this.box.removeAttribute('aria-valuenow');
    this.box.setAttribute(
      'aria-valuetext',
      point ? markText(this.round, this.item, point) : mark === null ? t('abstain') : t('review.none'),
    );
    if (!this.abstain) return;
    this.abstain.setAttribute('aria-pressed', mark === null);
    this.abstain.classList.toggle('on', mark === null);
  }
}
