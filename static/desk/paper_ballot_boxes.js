// The input boxes of a paper ballot, one per question, in a table like the printed form. Each keystroke updates the entry.
import { el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { input } from '../staff/form_controls.js';
import { isAnswered, isRecused, keysFor, parseAnswer, rowNumber, setAnswer } from './paper_ballot_draft.js';
import { answerText, questionName } from './paper_ballot_labels.js';
import { row, table } from './table.js';

const NUMBER = { key: 'paper.number', kind: 'narrow' };

// changed() is called after each keystroke. update(isOther) shows the entry; the box being typed in (isOther false) keeps its text.
export function questionBox(round, entry, question, changed) {
  const keys = () => keysFor(round.form, entry, question);
  const box = input(null, keys(), { class: 'input digits', inputmode: 'numeric', maxlength: '3' });
  const answer = el('output', { class: 'mark-answer', for: box.id });
  const parsed = () => parseAnswer(round.form, question.item, box.value);
  box.setAttribute('aria-label', questionName(round, question));
  box.addEventListener('input', () => {
    setAnswer(entry, question, parsed());
    changed();
  });
  return {
    question,
    box,
    problem: () => parsed().problem || 'paper.empty',
    isAnswered: () => isAnswered(entry, question),
    node: el('div', { class: 'mark-field' }, box, answer),
    update(isOther) {
      box.readOnly = isRecused(entry, question) && isOther;
      if (isOther) box.value = keys();
      write(answer, answerText(round, entry, question));
      box.classList.toggle('good', isAnswered(entry, question));
    },
  };
}

const nameCell = ({ name, unit }) => [name, unit ? el('span', { class: 'soft under' }, unit) : null];

// One row per question. extraColumns: [{key, cell(question)}].
export function questionTable(round, boxes, extraColumns) {
  const hasItems = round.form.items.length > 1;
  const columns = [
    NUMBER,
    { key: 'result.name' },
    ...(hasItems ? [{ key: 'paper.item' }] : []),
    ...extraColumns.map((column) => ({ key: column.key })),
    { key: 'paper.mark.head' },
  ];
  const cells = ({ question, node }) => [
    rowNumber(round, question),
    nameCell(question.subject),
    ...(hasItems ? [question.item.title] : []),
    ...extraColumns.map((column) => column.cell(question)),
    node,
  ];
  const rows = boxes.map((box) => row(columns, cells(box)));
  return table(t('paper.sheet'), columns, rows, 'sheet-table');
}

// One row per subject, one column per item, with the numbers of the printed form.
export function subjectTable(round, boxes) {
  const itemHead = (item, i) => ({ text: (round.rows ? '' : i + 1 + ' ') + item.title });
  const columns = [...(round.rows ? [NUMBER] : []), { key: 'result.name' }, ...round.form.items.map(itemHead)];
  const rows = round.subjects.map((subject, i) =>
    row(columns, [
      ...(round.rows ? [round.rows[i]] : []),
      nameCell(subject),
      ...boxes.filter((box) => box.question.subjectIndex === i).map((box) => box.node),
    ]),
  );
  return table(t('paper.sheet'), columns, rows, 'sheet-table');
}
