// Edits the items of a form: title, weight, whether one may abstain, a long explanation, and a scale of its own.
import { el, fill } from '../shared/dom.js';
import { translate } from '../shared/i18n.js';
import {
  checkbox,
  field,
  inlineInput,
  input,
  labelledCheckbox,
  localized,
  nextId,
  problemLine,
} from './form_controls.js';
import { freshKey } from './form_shape.js';
import { listEditor } from './list_editor.js';
import { scaleEditor } from './scale_editor.js';
import { sentence } from './sentence.js';
import { normalizeNumber } from './weights.js';

function aboutBox(text) {
  const box = el('textarea', { rows: '3', id: nextId('f'), maxlength: '500', value: text || '' });
  return { box, node: field('item.about', box, 'item.about.hint') };
}

// A scale of its own, behind a checkbox; it begins as that of the form.
function ownScale(item, context) {
  const box = checkbox(Boolean(item.scale));
  const holder = el('div', {});
  let scale = null;
  function show(initial) {
    scale = scaleEditor(initial, context.blankWords);
    fill(holder, scale.node);
  }
  if (item.scale) show(item.scale);
  box.addEventListener('input', () => {
    if (!scale) show(context.formScale());
    translate(holder);
    holder.hidden = !box.checked;
  });
  return {
    node: el('div', {}, labelledCheckbox('item.scale', box), holder),
    read: (path) => (box.checked && scale ? scale.read(path) : undefined),
  };
}

function moreOf(item, context) {
  const about = aboutBox(item.about);
  const scale = ownScale(item, context);
  const isUsed = Boolean(item.about || item.scale);
  const node = el('details', { open: isUsed }, localized('summary', 'item.more'), about.node, scale.node);
  return { node, about: about.box, scale };
}

function readItem(controls, path) {
  const { title, weight, abstain, more } = controls;
  title.dataset.field = path + '.title';
  weight.dataset.field = path + '.weight';
  abstain.dataset.field = path + '.abstain';
  more.about.dataset.field = path + '.about';
  const text = normalizeNumber(weight.value);
  return {
    key: controls.key,
    title: title.value.trim(),
    weight: text === '' ? undefined : text,
    abstain: abstain.checked || undefined,
    scale: more.scale.read(path + '.scale'),
    about: more.about.value.trim() || undefined,
  };
}

function itemRow(item, buttons, context) {
  const controls = {
    key: item.key,
    title: input('item.title', item.title, { class: 'input grow' }),
    weight: inlineInput('item.weight', item.weight === undefined ? '1' : item.weight, 4, { inputmode: 'decimal' }),
    abstain: checkbox(item.abstain),
    more: moreOf(item, context),
  };
  const weight = el('span', { class: 'weight-of-item' }, sentence('item.weighs', { weight: controls.weight }));
  const node = el(
    'div',
    { class: 'row item-row' },
    el(
      'div',
      { class: 'item-line' },
      controls.title,
      weight,
      labelledCheckbox('item.abstain', controls.abstain),
      buttons,
    ),
    controls.more.node,
    problemLine(),
  );
  return {
    node,
    key: item.key,
    focus: controls.title,
    update() {
      weight.hidden = context.isDecided();
    },
    read(path) {
      node.dataset.field = path;
      return readItem(controls, path);
    },
  };
}

// context: {formScale(), blankWords(), isDecided(): weights have no effect}.
export function itemsEditor(items, context) {
  const keys = items.map((item) => item.key);
  function newKey() {
    const key = freshKey('item', keys);
    keys.push(key);
    return key;
  }
  const list = listEditor({
    values: items,
    create: (item, buttons) => itemRow(item, buttons, context),
    addKey: 'item.add',
    blank: () => ({ key: newKey(), title: '' }),
    least: 1,
    isOrdered: true,
  });
  return Object.assign({ update: () => list.rows().forEach((row) => row.update()) }, list);
}
