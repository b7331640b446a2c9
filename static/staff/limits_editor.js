// Edits how many subjects of one ballot may or must get certain words.
import { el } from '../shared/dom.js';
import { inlineInput, menu, options, problemLine } from './form_controls.js';
import { nameTicks } from './band_select.js';
import { listEditor } from './list_editor.js';
import { sentence } from './sentence.js';
import { readShare } from './share_text.js';
import { parseWhole } from './weights.js';

const BOUNDS = ['at_most', 'at_least', 'exactly', 'share'];

const boundOf = (limit) => BOUNDS.find((name) => limit[name] !== undefined) || 'at_most';

// A minimum and a maximum become two rows, which mean the same.
export function splitLimits(limits) {
  const one = (limit, bound) => ({ choices: limit.choices, [bound]: limit[bound] });
  return limits.reduce(
    (all, limit) => all.concat(BOUNDS.filter((name) => name in limit).map((b) => one(limit, b))),
    [],
  );
}

function limitRow(limit, buttons, words) {
  const of = nameTicks('limit.words', limit.choices);
  const bound = menu('limit.bound', options('limited', BOUNDS), boundOf(limit));
  const amount = inlineInput('limit.amount', limit[boundOf(limit)], 5);
  const line = sentence('limit.sentence', { words: of.node, bound, amount });
  const node = el('div', { class: 'row' }, line, buttons, problemLine());
  of.update(words());
  return {
    node,
    focus: bound,
    update: () => of.update(words()),
    read(path) {
      node.dataset.field = path;
      of.node.dataset.field = path + '.choices';
      amount.dataset.field = path + '.' + bound.value;
      const value = bound.value === 'share' ? readShare(amount.value) : parseWhole(amount.value);
      return { choices: of.read(), [bound.value]: value };
    },
  };
}

// words(): of the form.
export function limitsEditor(limits, words) {
  const list = listEditor({
    values: splitLimits(limits),
    create: (limit, buttons) => limitRow(limit, buttons, words),
    addKey: 'limit.add',
    blank: () => ({ choices: words().slice(0, 1), at_most: '' }),
  });
  return Object.assign({ update: () => list.rows().forEach((row) => row.update()) }, list);
}
