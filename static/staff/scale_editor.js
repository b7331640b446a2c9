// Edits a scale: numbers in steps, or words with or without values. Knows no form.
import { el } from '../shared/dom.js';
import { inlineInput, menu, options, problemLine } from './form_controls.js';
import { listEditor } from './list_editor.js';
import { sentence } from './sentence.js';
import { normalizeNumber, parseWhole } from './weights.js';

const DEFAULT_NUMBERS = { min: 1, max: 10 };
const STEPS = ['1', '0.5', '0.1', '0.01'];

function wordRow(choice, buttons) {
  const [name, value] = Array.isArray(choice) ? choice : [choice, ''];
  const word = inlineInput('scale.word', name, 10);
  const points = inlineInput('scale.value', value, 5, {
    inputmode: 'decimal',
    'data-t-placeholder': 'scale.value.none',
  });
  const node = el('div', { class: 'row' }, sentence('scale.choice', { word, points }), buttons, problemLine());
  return {
    node,
    focus: word,
    word,
    read(path) {
      node.dataset.field = path;
      word.dataset.field = path + '[0]';
      points.dataset.field = path + '[1]';
      const text = normalizeNumber(points.value);
      return text ? [word.value.trim(), text] : word.value.trim();
    },
  };
}

function numbersEditor(scale) {
  const min = inlineInput('scale.min', scale.min, 5, { inputmode: 'decimal' });
  const max = inlineInput('scale.max', scale.max, 5, { inputmode: 'decimal' });
  const step = menu(
    'scale.step',
    STEPS.map((value) => ({ value, text: value })),
    String(scale.step || '1'),
  );
  const node = el('div', { class: 'row' }, sentence('scale.range', { min, max, step }), problemLine());
  return {
    node,
    read(path) {
      [min, max, step].forEach((control, i) => {
        control.dataset.field = path + '.' + ['min', 'max', 'step'][i];
      });
      const bounds = { min: parseWhole(min.value), max: parseWhole(max.value) };
      return step.value === '1' ? bounds : Object.assign(bounds, { step: step.value });
    },
  };
}

// blankWords(): the choices that a switch from numbers to words begins with.
export function scaleEditor(scale, blankWords) {
  const kind = menu('scale.kind', options('scale.kind', ['numbers', 'words']), scale.choices ? 'words' : 'numbers');
  const numbers = numbersEditor(scale.choices ? DEFAULT_NUMBERS : scale);
  const words = listEditor({
    values: scale.choices || [],
    create: wordRow,
    addKey: 'scale.word.add',
    blank: () => '',
    least: 2,
    isOrdered: true,
  });
  const draw = () => {
    numbers.node.hidden = kind.value !== 'numbers';
    words.node.hidden = kind.value !== 'words';
  };
  kind.addEventListener('input', () => {
    if (kind.value === 'words' && !words.rows().length) words.replace(blankWords());
    draw();
  });
  draw();
  const node = el('div', { class: 'scale-editor' }, kind, numbers.node, words.node, problemLine());
  return {
    node,
    read(path) {
      node.dataset.field = path;
      return kind.value === 'words' ? { choices: words.read(path + '.choices') } : numbers.read(path);
    },
  };
}
