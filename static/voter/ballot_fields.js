// The fields of one subject's entry: a grid of choices for each item, a text box for each note. Writes into the entry.
import { $, el, fill, fromTemplate, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { marksOf } from '../shared/bands.js';
import { characterCount } from './ballot_draft.js';

function wordSpan(text) {
  return el('span', { class: 'word lead' }, text);
}

function pointSpans(point) {
  return [el('span', { class: 'digit' }, point.label), el('span', { class: 'word ' + point.tone }, point.band)];
}

// All choices of an item: [{mark, css, labels}].
function choicesOf(round, item) {
  const hasWords = Boolean(round.form.scale.choices);
  const choices = marksOf(round).map((point) => ({
    mark: point.mark,
    css: point.tone,
    labels: hasWords ? wordSpan(point.label) : pointSpans(point),
  }));
  return item.abstain ? choices.concat({ mark: null, css: 'wide', labels: wordSpan(t('abstain')) }) : choices;
}

function choiceCell(choice, name, checked, select) {
  const input = el('input', {
    type: 'radio',
    name,
    value: String(choice.mark),
    checked,
    on: { change: () => select(choice.mark) },
  });
  const cell = el('label', { class: 'choice ' + choice.css + (checked ? ' on' : '') }, input, choice.labels);
  input.addEventListener('focus', () => cell.classList.toggle('focus', input.matches(':focus')));
  input.addEventListener('blur', () => cell.classList.remove('focus'));
  return cell;
}

function gridClass(choices) {
  if (!choices) return 'choices';
  return choices.length % 2 ? 'choices words odd' : 'choices words';
}

// changed() is called after the entry has the new mark.
export function itemField(round, entry, index, changed) {
  const item = round.form.items[index];
  const { scale } = round.form;
  const grid = el('div', { class: gridClass(scale.choices) });
  const select = (mark) => {
    entry.marks[index] = mark;
    Array.from(grid.children).forEach((cell) => cell.classList.toggle('on', $('input', cell).checked));
    changed();
  };
  const cells = choicesOf(round, item).map((choice) =>
    choiceCell(choice, 'item' + index, choice.mark === entry.marks[index], select),
  );
  fill(grid, cells);
  const ends = scale.choices ? null : el('span', { class: 'ends' }, t('ends', { max: scale.max, min: scale.min }));
  return el('fieldset', { class: 'item' }, el('legend', {}, el('span', {}, item.title), ' ', ends), grid);
}

// Returns {node, setRequired(required)}; changed() is called after the entry has the new text.
export function noteField(note, entry, changed) {
  const node = fromTemplate('note-template');
  const box = $('textarea', node);
  const counter = $('.counter', node);
  const showCount = () => {
    const length = characterCount(entry.notes[note.key]);
    write(counter, t('count', { n: length, max: note.max }));
    counter.classList.toggle('problem', length > note.max);
  };
  counter.id = 'counter-' + note.key;
  box.setAttribute('aria-label', note.title);
  box.setAttribute('aria-describedby', counter.id);
  box.value = entry.notes[note.key] || '';
  box.addEventListener('input', () => {
    entry.notes[note.key] = box.value;
    showCount();
    changed();
  });
  showCount();
  node.open = Boolean(box.value);
  return {
    node,
    setRequired(required) {
      write($('summary span', node), t(required ? 'required' : 'optional', { title: note.title }));
      if (required) node.open = true;
    },
  };
}
