// The list of the keys that work now, in a dialog.
import { $, el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { keysNow } from './keys.js';

const NAMES = { Escape: 'Esc' };

const nameOf = (key) => NAMES[key] || key.toUpperCase();

const line = ({ key, text }) => el('li', {}, el('kbd', {}, nameOf(key)), el('span', {}, t(text())));

const dialog = () => $('#keys');

export const isKeyListOpen = () => dialog().open;

export function drawKeyList(table) {
  if (isKeyListOpen()) fill($('#key-lines'), keysNow(table).map(line));
}

export function closeKeyList() {
  if (isKeyListOpen()) dialog().close();
}

export function toggleKeyList(table) {
  if (isKeyListOpen()) closeKeyList();
  else {
    dialog().showModal();
    drawKeyList(table);
  }
}
