// Edits the hall's wireless networks: names and passwords. Knows no document.
import { el } from '../shared/dom.js';
import { inlineInput, problemLine } from './form_controls.js';
import { listEditor } from './list_editor.js';
import { sentence } from './sentence.js';

function networkRow(network, buttons) {
  const name = inlineInput('wifi.name', network.ssid, 14);
  const password = inlineInput('wifi.password', network.password, 14, { spellcheck: 'false' });
  const node = el('div', { class: 'row' }, sentence('wifi.sentence', { name, password }), buttons, problemLine());
  return {
    node,
    focus: name,
    read(path) {
      node.dataset.field = path;
      name.dataset.field = path + '.ssid';
      password.dataset.field = path + '.password';
      return { ssid: name.value.trim(), password: password.value };
    },
  };
}

// networks: [{ssid, password}].
export const wifiEditor = (networks) =>
  listEditor({
    values: networks,
    create: networkRow,
    addKey: 'wifi.add',
    blank: () => ({ ssid: '', password: '' }),
    isOrdered: true,
  });
