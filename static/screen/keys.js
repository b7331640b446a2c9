// The keys of the projector's own keyboard. One table tells what each does and when it works; the list of keys is made from it.
// Letters are found by what is typed or, where an input method takes it, by the key itself.

const isPlain = (key) => /^[ -~]$/.test(key);

// 'b', '?' or 'Escape', whatever input method or keyboard types it.
export function keyOf({ key, code, shiftKey }) {
  const typed = (key || '').normalize('NFKC');
  if (isPlain(typed)) return typed.toLowerCase();
  if (code === 'Slash' && shiftKey) return '?';
  const [, letter] = /^Key([A-Z])$/.exec(code || '') || [];
  return letter ? letter.toLowerCase() : key;
}

const isTyping = (node) => node instanceof HTMLElement && node.matches('input, select, textarea');

// table: [{key, text(), when(), does()}] in the order of the list: the key, what it does now, whether it works now, and its action.
export const keysNow = (table) => table.filter((entry) => entry.when());

// Comes before the page's other listeners: what an input method has taken (229) is a key here all the same, since nothing is typed.
export function listenToKeys(table) {
  const press = (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isTyping(event.target)) return;
    const key = keyOf(event);
    const entry = keysNow(table).find((one) => one.key === key);
    if (!entry) return;
    event.preventDefault();
    entry.does();
  };
  window.addEventListener('keydown', press, true);
}
