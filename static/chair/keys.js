// Keyboard and presenter remote. A remote's two keys are "next step" and "screen back"; letters can be switched off.
import { storeText, storedText } from '../shared/browser_storage.js';

const HASTE_MS = 1000;
const LETTERS = { b: 'blank', '.': 'blank', e: 'extend', p: 'paper', v: 'void', t: 'timer' };
const PAGES = { PageDown: 'next', PageUp: 'back' };

export const areLettersOn = () => storedText('pingyi.letters') !== '0';

export const storeLettersOn = (on) => storeText('pingyi.letters', on ? '1' : '0');

function isTyping(node) {
  return node.matches('select, textarea') || (node.matches('input') && !['radio', 'checkbox'].includes(node.type));
}

function openDialog() {
  return document.querySelector('dialog[open]');
}

// actions: functions named next, back, blank, extend, paper, void, timer. hasLetters() tells whether letters count.
export function listenToKeys(actions, hasLetters) {
  let remoteDialog = null;
  let openedAt = 0;

  // A dialog that the remote opened is also answered by it, but not by a key pressed twice in haste.
  function answer(dialog, name) {
    if (dialog !== remoteDialog) return;
    if (name === 'back') dialog.close();
    else if (performance.now() - openedAt >= HASTE_MS) dialog.querySelector('[type=submit]').click();
  }

  function turnPage(event, name) {
    event.preventDefault();
    if (event.repeat) return;
    const dialog = openDialog();
    if (dialog) {
      answer(dialog, name);
      return;
    }
    actions[name]();
    remoteDialog = openDialog();
    openedAt = performance.now();
  }

  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    if (PAGES[event.key]) {
      turnPage(event, PAGES[event.key]);
      return;
    }
    const name = LETTERS[event.key.toLowerCase()];
    if (!name || event.repeat || !hasLetters() || openDialog()) return;
    event.preventDefault();
    actions[name]();
  });
}
