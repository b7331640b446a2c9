// The input boxes of a paper ballot, one per question, in a table like the printed form. Each keystroke updates the entry.
import { el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { button, input } from '../staff/form_controls.js';
import { isAnswered, isInvalid, isRecused, keysFor, parseAnswer, rowNumber, setAnswer } from './paper_ballot_draft.js';
import { answerText, problemText, questionName } from './paper_ballot_labels.js';
import { row, table } from './table.js';

const NUMBER = { key: 'paper.number', kind: 'narrow' };

// changed() is called after each keystroke. update(isOther) shows the entry; the box being typed in (isOther false) keeps its text.
export function questionBox(round, entry, question, changed) {
  const keys = () => keysFor(round, entry, question);
  const box = input(null, keys(), { class: 'input digits', inputmode: 'decimal', maxlength: '8' });
  const answer = el('output', { class: 'mark-answer', for: box.id });
  const parsed = () => parseAnswer(round, question, box.value);
  box.setAttribute('aria-label', questionName(round, question));
  box.addEventListener('input', () => {
    setAnswer(entry, question, parsed());
    changed();
  });
  return {
    question,
    box,
    problem: () => problemText(round, question, parsed().problem || 'paper.empty'),
    isAnswered: () => isAnswered(entry, question),
    node: el('div', { class: 'mark-field' }, box, answer),
    update(isOther) {
      const isSettled = isRecused(entry, question) || isInvalid(entry, question);
      box.readOnly = isSettled && isOther && !isFilledIn(entry, question);
      if (isOther) box.value = keys();
      write(answer, answerText(round, entry, question));
      box.classList.toggle('good', isAnswered(entry, question));
    },
  };
}

// A recusal that the card has was not typed: it can be taken back in the first box of its subject.
const isFilledIn = (entry, { subjectIndex, itemIndex }) => itemIndex === 0 && entry.onCard.includes(subjectIndex);

// Marks the line of a subject as invalid, or takes that back: [{node, update()}], one for each subject of `boxes`. A ballot on one
// subject has none: it is spoiled as a whole. changed(box) is called after the entry has changed, with a box of the line.
export function invalidButtons(round, entry, boxes, changed) {
  if (round.subjects.length < 2) return [];
  return boxes.map((box) => {
    const { question } = box;
    const node = button('paper.invalid', () => {
      setAnswer(entry, question, { invalid: !isInvalid(entry, question) });
      changed(box);
    });
    node.classList.add('small');
    node.setAttribute('aria-label', t('paper.invalid.of', { name: question.subject.label }));
    return {
      question,
      node,
      update: () => node.setAttribute('aria-pressed', String(isInvalid(entry, question))),
    };
  });
}

const nameCell = ({ name, unit }) => [name, unit ? el('span', { class: 'soft under' }, unit) : null];

const buttonOf = (buttons, isIts) => [(buttons.find(isIts) || { node: null }).node];
const invalidHead = (buttons) => (buttons.length ? [{ key: 'paper.invalid' }] : []);

// One row per question. extraColumns: [{key, cell(question)}].
export function questionTable(round, boxes, buttons, extraColumns) {
  const hasItems = round.form.items.length > 1;
  const columns = [
    NUMBER,
    { key: 'result.name' },
    ...(hasItems ? [{ key: 'paper.item' }] : []),
    ...extraColumns.map((column) => ({ key: column.key })),
    { key: 'paper.mark.head' },
    ...invalidHead(buttons),
  ];
  const cells = ({ question, node }) => [
    rowNumber(round, question),
    nameCell(question.subject),
    ...(hasItems ? [question.item.title] : []),
    ...extraColumns.map((column) => column.cell(question)),
    node,
    ...(buttons.length ? buttonOf(buttons, (button) => button.question === question) : []),
  ];
  const rows = boxes.map((box) => row(columns, cells(box)));
  return table(t('paper.sheet'), columns, rows, 'sheet-table');
}

// One row per subject, one column per item, with the numbers of the printed form.
export function subjectTable(round, boxes, buttons) {
  const itemHead = (item, i) => ({ text: (round.rows ? '' : i + 1 + ' ') + item.title });
  const columns = [
    ...(round.rows ? [NUMBER] : []),
    { key: 'result.name' },
    ...round.form.items.map(itemHead),
    ...invalidHead(buttons),
  ];
  const rows = round.subjects.map((subject, i) =>
    row(columns, [
      ...(round.rows ? [round.rows[i]] : []),
      nameCell(subject),
      ...boxes.filter((box) => box.question.subjectIndex === i).map((box) => box.node),
      ...(buttons.length ? buttonOf(buttons, (button) => button.question.subjectIndex === i) : []),
    ]),
  );
  return table(t('paper.sheet'), columns, rows, 'sheet-table matrix' + (buttons.length ? ' lined' : ''));
}
