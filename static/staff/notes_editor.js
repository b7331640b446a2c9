// Edits the boxes for notes of a form.
import { el } from '../shared/dom.js';
import { inlineInput, input, problemLine } from './form_controls.js';
import { freshKey } from './form_shape.js';
import { listEditor } from './list_editor.js';
import { sentence } from './sentence.js';
import { parseWhole } from './weights.js';

function noteRow(note, buttons) {
  const title = input('note.title', note.title, { class: 'input grow' });
  const most = inlineInput('note.max', note.max || 500, 4, { inputmode: 'numeric' });
  const line = el('div', { class: 'item-line' }, title, sentence('note.most', { most }), buttons);
  const node = el('div', { class: 'row' }, line, problemLine());
  return {
    node,
    focus: title,
    read(path) {
      node.dataset.field = path;
      title.dataset.field = path + '.title';
      most.dataset.field = path + '.max';
      return { key: note.key, title: title.value.trim(), max: parseWhole(most.value) };
    },
  };
}

export function notesEditor(notes) {
  const keys = notes.map((note) => note.key);
  function newKey() {
    const key = freshKey('note', keys);
    keys.push(key);
    return key;
  }
  return listEditor({
    values: notes,
    create: noteRow,
    addKey: 'note.add',
    blank: () => ({ key: newKey(), title: '', max: 500 }),
  });
}
