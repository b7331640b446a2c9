// The marks of an item as a grid of native radio buttons.
import { $, el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { hasWords, marksOf, scaleOf } from '../shared/bands.js';

function wordSpan(text) {
  return el('span', { class: 'word lead' }, text);
}

function pointSpans(point) {
  return [el('span', { class: 'digit' }, point.label), el('span', { class: 'word ' + point.tone }, point.band)];
}

// All choices: [{mark, css, labels}].
function choicesOf(round, index) {
  const isWords = hasWords(scaleOf(round, index));
  const choices = marksOf(round, index).map((point) => ({
    mark: point.mark,
    css: point.tone,
    labels: isWords ? wordSpan(point.label) : pointSpans(point),
  }));
  const abstains = round.form.items[index].abstain;
  return abstains ? choices.concat({ mark: null, css: 'wide', labels: wordSpan(t('abstain')) }) : choices;
}

function choiceCell(choice, name, checked, select) {
  let isPointed = false;
  const input = el('input', {
    type: 'radio',
    name,
    value: String(choice.mark),
    checked,
    // A keyboard clicks too, without a pointer (detail 0).
    on: { click: (event) => (isPointed = event.detail > 0), change: () => select(choice.mark, isPointed) },
  });
  return el('label', { class: 'choice ' + choice.css + (checked ? ' on' : '') }, input, choice.labels);
}

// A vote alone is one column of large buttons; in a row of a list the choices share a line if they fit. Long words, other than
// Chinese, get fewer columns, or they would be broken.
function gridClass(round, index, isRow) {
  const scale = scaleOf(round, index);
  const { length } = scale.marks;
  const hasWordOf = (letters) =>
    marksOf(round, index).some((point) => RegExp('[!-\u1fff]{' + letters).test(point.label + ' ' + point.band));
  const size = hasWordOf('10}') ? ' longer' : hasWordOf('7}') ? ' long' : '';
  if (isRow && hasWords(scale)) return 'line-choices';
  if (!hasWords(scale)) return (length > 10 ? 'choices many' : 'choices') + size;
  if (round.decide && round.form.items.length === 1 && length <= 4) return 'choices words votes';
  return (length % 2 ? 'choices words odd' : 'choices words') + size;
}

// {node, update(), focus()}; changed(isPointed) is called after the entry has the new mark. group: prefix of the names of a row in a list.
export function choiceField(round, entry, index, { changed, group }) {
  const grid = el('div', { class: gridClass(round, index, Boolean(group)) });
  const select = (mark, isPointed) => {
    entry.marks[index] = mark;
    Array.from(grid.children).forEach((cell) => cell.classList.toggle('on', $('input', cell).checked));
    changed(isPointed);
  };
  const cells = choicesOf(round, index).map((choice) =>
    choiceCell(choice, (group || '') + 'item' + index, choice.mark === entry.marks[index], select),
  );
  fill(grid, cells);
  return {
    node: grid,
    update() {},
    focus: () => $(grid.querySelector(':checked') ? ':checked' : 'input', grid).focus(),
  };
}
