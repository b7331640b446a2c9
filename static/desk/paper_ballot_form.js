// The keys of a paper ballot: one box a mark, walked by the keyboard alone. Puts what is typed into the entry at once.
import { el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { button, fresh, w } from '../staff/dialogs.js';
import { input } from '../staff/groups_editor.js';
import { isDone, keys, meaning, put, rowOf } from './paper_ballot_draft.js';
import { hint, placeOf, spelled } from './paper_ballot_labels.js';
import { row, table } from './table.js';

// A box for one question. show() writes what stands in the entry; take() is true when what is typed has a meaning.
function boxOf(round, entry, q, changed) {
  const box = input(null, keys(round.form, entry, q), { class: 'input digits', inputmode: 'numeric', maxlength: '3' });
  const said = el('output', { class: 'said', for: box.id });
  box.setAttribute('aria-label', placeOf(round, q));
  const typed = () => meaning(round.form, q.item, box.value);
  box.addEventListener('input', () => {
    put(entry, q, typed());
    changed(q);
  });
  return {
    q,
    box,
    typed,
    node: el('div', { class: 'keyed' }, box, said),
    show(other) {
      box.readOnly = entry.recused[q.s] && other;
      if (other) box.value = keys(round.form, entry, q);
      write(said, spelled(round, entry, q));
      box.classList.toggle('good', isDone(entry, q));
    },
  };
}

const nameCell = (q) => [q.subject.name, q.subject.unit ? el('span', { class: 'soft under' }, q.subject.unit) : null];

const NUMBER = { key: 'paper.number', kind: 'narrow' };

// One line a question: its row on the printed form, its place, what `beside` adds, and its box.
function lines(round, boxes, beside) {
  const many = round.form.items.length > 1;
  const columns = [NUMBER, { key: 'result.name' }]
    .concat(many ? [{ key: 'paper.item' }] : [])
    .concat(beside.map((one) => ({ key: one.key })))
    .concat([{ key: 'paper.mark.head' }]);
  const cells = (one) =>
    [rowOf(round, one.q), nameCell(one.q)].concat(
      many ? [one.q.item.title] : [],
      beside.map((other) => other.of(one.q)),
      [one.node],
    );
  return table(
    t('paper.sheet'),
    columns,
    boxes.map((one) => row(columns, cells(one))),
    'sheet-table',
  );
}

// One line a subject, one column an item; what the printed form numbers stands with its number.
function matrix(round, boxes) {
  const items = round.form.items;
  const numbers = round.rows ? [NUMBER] : [];
  const titled = (item, i) => ({ text: (round.rows ? '' : i + 1 + ' ') + item.title });
  const columns = numbers.concat({ key: 'result.name' }, items.map(titled));
  const cells = (subject, s) => {
    const mine = boxes.filter((one) => one.q.s === s);
    return row(
      columns,
      numbers
        .map(() => rowOf(round, mine[0].q))
        .concat(
          [nameCell(mine[0].q)],
          mine.map((one) => one.node),
        ),
    );
  };
  return table(t('paper.sheet'), columns, round.subjects.map(cells), 'sheet-table');
}

// asked: the questions to key. words: {title, about, next: key of the last button}. acts: done() follows the last Enter once every
// box has a meaning, drop() gives the ballot up. `beside` adds columns {key, of(q)}.
export function sheetForm(round, entry, asked, words, acts, beside) {
  const wrong = el('p', { class: 'problem', role: 'alert', hidden: true, id: fresh('wrong') });
  const left = el('p', { class: 'hint', role: 'status' });
  const boxes = asked.map((q) => boxOf(round, entry, q, changed));

  function changed(q) {
    boxes.filter((one) => !q || one.q.s === q.s).forEach((one) => one.show(one.q !== q));
    const open = boxes.filter((one) => !isDone(entry, one.q)).length;
    write(left, open ? t('paper.left', { n: open, all: boxes.length }) : t('paper.full'));
    clear();
  }

  function clear() {
    wrong.hidden = true;
    boxes.forEach((one) => one.box.removeAttribute('aria-invalid'));
  }

  function complain(one) {
    write(wrong, placeOf(round, one.q) + t('colon') + t(one.typed().wrong || 'paper.empty'));
    wrong.hidden = false;
    one.box.setAttribute('aria-invalid', 'true');
    one.box.setAttribute('aria-describedby', wrong.id);
    enter(one);
  }

  function enter(one) {
    one.box.focus();
    one.box.select();
    one.box.scrollIntoView({ block: 'center' });
  }

  function finish() {
    const open = boxes.find((one) => !isDone(entry, one.q));
    if (open) complain(open);
    else acts.done();
  }

  function forward(at) {
    if (!isDone(entry, boxes[at].q)) {
      complain(boxes[at]);
      return;
    }
    const next = boxes.findIndex((one, i) => i > at && !one.box.readOnly);
    if (next < 0) finish();
    else enter(boxes[next]);
  }

  function back(at) {
    const before = boxes
      .slice(0, at)
      .reverse()
      .find((one) => !one.box.readOnly);
    if (before) enter(before);
  }

  function keydown(event) {
    const at = boxes.findIndex((one) => one.box === event.target);
    if (at < 0 || event.isComposing) return;
    const step = { Enter: forward, ArrowDown: forward, ArrowUp: back, Backspace: event.target.value ? null : back }[
      event.key
    ];
    if (!step) return;
    event.preventDefault();
    step(at);
  }

  const submit = (event) => {
    event.preventDefault();
    finish();
  };
  const layout = round.form.items.length > 1 && !beside ? matrix(round, boxes) : lines(round, boxes, beside || []);
  const node = el(
    'form',
    { class: 'card', novalidate: true, on: { submit, keydown } },
    el('h2', {}, words.title),
    el('p', { class: 'soft' }, words.about),
    el('p', { class: 'hint' }, hint(round.form)),
    layout,
    wrong,
    left,
    el(
      'div',
      { class: 'acts lead' },
      w('button', words.next, { type: 'submit', class: 'button primary' }),
      button('paper.drop', acts.drop, 'quiet'),
    ),
  );
  changed(null);
  const first = boxes.find((one) => !isDone(entry, one.q)) || boxes[0];
  return { node, first: first.box };
}

// A card's code, typed or scanned. start(text, spoiled, say) follows Enter; say(sentence) shows what is wrong with it.
export function codeForm(about, start) {
  const code = input(null, '', {
    class: 'input code',
    spellcheck: 'false',
    autocapitalize: 'characters',
    maxlength: '200',
  });
  const wrong = el('p', { class: 'problem', role: 'alert', hidden: true, id: fresh('wrong') });
  const say = (sentence) => {
    write(wrong, sentence);
    wrong.hidden = !sentence;
    if (!sentence) return;
    code.setAttribute('aria-describedby', wrong.id);
    code.focus();
    code.select();
  };
  const submit = (event) => {
    event.preventDefault();
    start(code.value, false, say);
  };
  const node = el(
    'form',
    { class: 'card', novalidate: true, on: { submit } },
    el('p', { class: 'soft' }, about),
    el('div', { class: 'field' }, w('label', 'paper.code', { for: code.id }), code),
    w('p', 'paper.scan', { class: 'hint' }),
    wrong,
    el(
      'div',
      { class: 'acts lead' },
      w('button', 'paper.start', { type: 'submit', class: 'button primary' }),
      button('paper.spoiled', () => start(code.value, true, say), 'danger'),
    ),
  );
  return { node, first: code };
}
