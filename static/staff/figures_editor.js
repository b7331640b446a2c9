// Edits figures that are reported by name and decide nothing: 满意率.
import { el } from '../shared/dom.js';
import { inlineInput, menu, problemLine } from './form_controls.js';
import { keySelect, nameTicks } from './band_select.js';
import { baseMenu } from './base_menu.js';
import { itemWords, wordedItems } from './form_shape.js';
import { listEditor } from './list_editor.js';
import { sentence } from './sentence.js';

export const itemChoices = (items) => items.map((item) => ({ value: item.key, text: item.title || '…' }));

function wordsOf(form, key) {
  const item = form.items.find((candidate) => candidate.key === key);
  return item ? itemWords(form, item) : [];
}

function figureRow(figure, buttons, form) {
  const name = inlineInput('figure.name', figure.name, 10);
  const item = menu('figure.item', [], '');
  const items = keySelect(item, figure.item || '');
  const of = nameTicks('figure.of', figure.of);
  const base = baseMenu(figure.base);
  const line = sentence('figure.sentence', { name, item, of: of.node, base: base.node });
  const node = el('div', { class: 'row' }, line, buttons, problemLine());
  function update() {
    const worded = wordedItems(form());
    items.update(itemChoices(worded));
    item.hidden = worded.length < 2;
    [of, base].forEach((part) => part.update(wordsOf(form(), items.read())));
  }
  update();
  return {
    node,
    focus: name,
    update,
    read(path) {
      node.dataset.field = path;
      name.dataset.field = path + '.name';
      item.dataset.field = path + '.item';
      of.node.dataset.field = path + '.of';
      const stated = { name: name.value.trim(), of: of.read(), base: base.read(path + '.base') };
      return form().items.length > 1 ? Object.assign(stated, { item: items.read() }) : stated;
    },
  };
}

// form(): as it is now.
export function figuresEditor(figures, form) {
  const list = listEditor({
    values: figures,
    create: (figure, buttons) => figureRow(figure, buttons, form),
    addKey: 'figure.add',
    blank: () => ({ name: '', of: [], base: 'valid' }),
  });
  return Object.assign({ update: () => list.rows().forEach((row) => row.update()) }, list);
}
