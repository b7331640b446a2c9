// Edits the keys that decide a rank, compared one after the other. Knows no meeting.
import { el } from '../shared/dom.js';
import { menu, problemLine } from './form_controls.js';
import { keySelect } from './band_select.js';
import { listEditor } from './list_editor.js';
import { sentence } from './sentence.js';

function keyRow(key, buttons, choices) {
  const control = menu('rank.key', [], '');
  const keys = keySelect(control, key);
  const node = el('div', { class: 'row' }, sentence('rank.sentence', { key: control }), buttons, problemLine());
  keys.update(choices());
  return {
    node,
    focus: control,
    update: () => keys.update(choices()),
    read(path) {
      control.dataset.field = path;
      return keys.read();
    },
  };
}

// choices(): [{value, text}] of all keys that there are. least: of rows.
export function rankEditor(keys, choices, least) {
  function unused() {
    const used = list.read('');
    return (choices().find((choice) => !used.includes(choice.value)) || choices()[0]).value;
  }
  const list = listEditor({
    values: keys,
    create: (key, buttons) => keyRow(key, buttons, choices),
    addKey: 'rank.add',
    blank: unused,
    least,
    isOrdered: true,
  });
  return Object.assign({ update: () => list.rows().forEach((row) => row.update()) }, list);
}
