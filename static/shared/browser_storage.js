// Texts in the browser's storage, which pages may find blocked or full. A name is this server's own.
import { withBase } from './base.js';

const LASTING = () => localStorage;
// Where a text lasts as long as the tab.
export const TAB = () => sessionStorage;

function attempt(use, otherwise) {
  try {
    return use();
  } catch (e) {
    return otherwise;
  }
}

export const storedText = (name, area) => attempt(() => (area || LASTING)().getItem(withBase(name)), null);
export const storeText = (name, text, area) => attempt(() => !(area || LASTING)().setItem(withBase(name), text));
export const removeText = (name, area) => attempt(() => !(area || LASTING)().removeItem(withBase(name)));

// Without the part that is the same in all.
export const namesWith = (prefix) =>
  attempt(() => Object.keys(localStorage), [])
    .filter((name) => !name.indexOf(withBase(prefix)))
    .map((name) => name.slice(withBase('').length));
