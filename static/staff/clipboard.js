// Copies text. On plain http there is no navigator.clipboard; execCommand copies the selection in every browser.
import { el } from '../shared/dom.js';

// False if the browser refused; the text stays selected for Ctrl+C.
export function copySelection(control) {
  control.focus();
  control.select();
  return document.execCommand('copy');
}

// Text that the page shows nowhere.
export function copyText(text) {
  const focused = document.activeElement;
  const holder = el('textarea', { class: 'hidden-text', 'aria-hidden': 'true', tabindex: '-1', value: text });
  document.body.appendChild(holder);
  const isCopied = copySelection(holder);
  holder.remove();
  if (focused) focused.focus();
  return isCopied;
}
