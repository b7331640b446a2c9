// The three forms of keying a paper ballot: the card's code, one mark after another, the whole read back.
// They tell what was typed and keep nothing.
import { el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { button, fresh, w } from '../keyed/ask.js';
import { band, blank, meaning, put, questions } from './entry.js';
import { input } from '../keyed/groups.js';
import { headline } from '../keyed/rounds.js';

const TYPED = 16;
const plain = (code) => code.replace(/[\s-]/g, '').toUpperCase();
export const grouped = (token) => token.replace(/(.{4})(?=.)/g, '$1 ');

function spelled(round, entry, q) {
  if (entry.recused[q.s]) return t('paper.recused');
  const mark = entry.marks[q.s][q.i];
  if (mark === undefined) return '';
  if (mark === null) return t('paper.abstained');
  const word = band(round, mark);
  return round.form.scale.choices ? word : t('paper.points', { n: mark, word });
}

function hintOf(form, item) {
  const range = form.scale.choices
    ? form.scale.choices.map((choice, i) => i + 1 + ' ' + choice[0]).join('　')
    : t('paper.scale', { min: form.scale.min, max: form.scale.max });
  return [range, item.abstain ? t('paper.zero') : '', t('paper.dash')].filter(Boolean).join('　');
}

// start(token, spoiled) follows a code of the right length.
export function codeForm(round, start) {
  const code = input(null, '', {
    class: 'input code',
    spellcheck: 'false',
    autocapitalize: 'characters',
    maxlength: '24',
  });
  const wrong = el('p', { class: 'problem', role: 'alert', hidden: true });
  const take = (spoiled) => {
    const token = plain(code.value);
    wrong.hidden = token.length === TYPED;
    write(wrong, t('paper.code.wrong', { n: token.length }));
    if (token.length === TYPED) start(token, spoiled);
    else code.focus();
  };
  const submit = (event) => {
    event.preventDefault();
    take(false);
  };
  const acts = el(
    'div',
    { class: 'acts lead' },
    w('button', 'paper.start', { type: 'submit', class: 'button primary' }),
    button('paper.spoiled', () => take(true), 'danger'),
  );
  const about = el('p', { class: 'soft' }, t('paper.round', { name: headline(round.subjects) }));
  const label = w('label', 'paper.code', { for: code.id });
  return {
    node: el('form', { class: 'card', novalidate: true, on: { submit } }, about, label, code, wrong, acts),
    first: code,
  };
}

// One question: next(value) follows Enter on something that has a meaning, back() follows Esc.
export function markForm(round, q, above, next, back) {
  const digits = input(null, '', { class: 'input digits', inputmode: 'numeric', maxlength: '3' });
  const said = el('p', { class: 'said', role: 'status' });
  const wrong = el('p', { class: 'problem', role: 'alert', hidden: true });
  const value = () => meaning(round.form, q.item, digits.value);
  digits.addEventListener('input', () => {
    const trial = blank(round);
    const typed = value();
    if (!typed.wrong) put(trial, q, typed);
    write(said, typed.wrong ? '' : spelled(round, trial, q));
  });
  const submit = (event) => {
    event.preventDefault();
    const typed = value();
    wrong.hidden = !typed.wrong;
    if (!typed.wrong) next(typed);
    else {
      write(wrong, t(typed.wrong));
      digits.select();
    }
  };
  const keydown = (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    back();
  };
  const node = el(
    'form',
    { class: 'card', novalidate: true, on: { submit, keydown } },
    el('p', { class: 'soft' }, above),
    el('h2', {}, q.subject.name),
    el('p', { class: 'soft' }, q.subject.unit),
    el('label', { for: digits.id }, q.item.title),
    el('div', { class: 'keying' }, digits, said),
    el('p', { class: 'hint' }, hintOf(round.form, q.item)),
    wrong,
    el(
      'div',
      { class: 'acts lead' },
      w('button', 'paper.next', { type: 'submit', class: 'button primary' }),
      button('paper.back', back, 'quiet'),
    ),
  );
  return { node, first: digits };
}

function noteBoxes(round, notes) {
  const boxes = [];
  round.subjects.forEach((subject, s) =>
    round.form.notes.forEach((note) => {
      const old = notes.find((one) => one.subject === s && one.key === note.key);
      const text = el('textarea', {
        id: fresh('f'),
        rows: '2',
        maxlength: String(note.max),
        value: old ? old.text : '',
      });
      const label = el('label', { for: text.id }, subject.name + ' · ' + note.title);
      boxes.push({ subject: s, key: note.key, text, node: el('div', { class: 'field' }, label, text) });
    }),
  );
  return boxes;
}

function lines(round, entry) {
  const line = (q) =>
    el(
      'tr',
      {},
      el('td', {}, q.subject.name),
      el('td', {}, q.item.title),
      el('td', {}, el('strong', {}, spelled(round, entry, q))),
    );
  return el('table', { class: 'table list' }, el('tbody', {}, questions(round).map(line)));
}

// The ballot in words. acts: yes(notes), again(notes), drop(); `word` is the key of what yes does.
export function reviewForm(round, ballot, word, acts) {
  const boxes = ballot.spoiled ? [] : noteBoxes(round, ballot.first.notes);
  const notes = () => boxes.map((box) => ({ subject: box.subject, key: box.key, text: box.text.value }));
  const yes = w('button', word, { type: 'submit', class: 'button primary big' });
  const submit = (event) => {
    event.preventDefault();
    acts.yes(notes(), yes);
  };
  const whole = ballot.spoiled ? w('p', 'paper.spoiled.why', { class: 'mid' }) : lines(round, ballot.first);
  const written = boxes.length
    ? el(
        'details',
        {},
        w('summary', 'paper.notes'),
        boxes.map((box) => box.node),
      )
    : null;
  const node = el(
    'form',
    { class: 'card', novalidate: true, on: { submit } },
    w('h2', 'paper.review'),
    el('p', { class: 'code' }, grouped(ballot.token)),
    el('div', { class: 'scroll' }, whole),
    written,
    el(
      'div',
      { class: 'acts lead' },
      yes,
      ballot.spoiled ? null : button('paper.rekey', () => acts.again(notes())),
      button('paper.drop', acts.drop, 'quiet'),
    ),
  );
  return { node, first: yes };
}
