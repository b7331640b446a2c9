// The page's sentences by language, from the catalogues passed to use(), and the menu of languages, which the server writes into the
// page. An unknown key throws.
import { withBase } from './base.js';
import { storeText, storedText } from './browser_storage.js';
import { $ } from './dom.js';

let catalogues = {};
let current;

const menu = () => $('#lang');
const optionOf = (language) => [...menu().options].find(({ value }) => value === language);

// Begins in the language that this person has chosen, or else the browser's, which it returns. Where its sentences are not here,
// the page is in another.
export function use(words) {
  catalogues = words;
  const first = Object.keys(words)[0];
  const wanted = storedLang() || browserLang() || first;
  setLang(words[wanted] ? wanted : first, true);
  return wanted;
}

export const hasLanguage = (language) => Boolean(catalogues[language]);

export function addLanguage(language, sentences) {
  catalogues[language] = sentences;
}

// The language of the browser as the server has understood its request; undefined if the pages do not speak it.
export const browserLang = () => document.documentElement.dataset.language;

export function storedLang() {
  const stored = storedText('pingyi.lang');
  return optionOf(stored) ? stored : null;
}

export function lang() {
  return current;
}

// A temporary language is shown but not stored as this person's choice.
export function setLang(wanted, temporary) {
  current = wanted;
  document.documentElement.lang = optionOf(wanted).lang;
  menu().value = wanted;
  if (!temporary) storeText('pingyi.lang', current);
}

// Shows the meeting's language unless this person has chosen one.
export function suggestLang(wanted) {
  if (optionOf(wanted) && !storedLang()) setLang(wanted, true);
}

// In another language than the page's. {n} is the value of n; {n:ballot|ballots} has the first word where n is 1.
export function inLanguage(language, key, values) {
  const sentence = catalogues[language][key];
  if (sentence === undefined) throw new Error('no message for ' + language + ':' + key);
  return sentence.replace(/\{(\w+)(?::([^{}|]*)\|([^{}|]*))?\}/g, (placeholder, name, one, other) => {
    if (!values || values[name] === undefined) throw new Error('no value for ' + name + ' in ' + key);
    const value = String(values[name]);
    if (one === undefined) return value;
    return value === '1' ? one : other;
  });
}

export const t = (key, values) => inLanguage(current, key, values);

export function knows(key) {
  return catalogues[current][key] !== undefined;
}

// Calls changed() after somebody has chosen a language in the menu.
export function listenToLanguage(changed) {
  menu().addEventListener('change', () => {
    setLang(menu().value);
    translate(document);
    changed();
  });
}

// {value: tag, text: name} of every language, in the order of the menu.
export const languages = () => [...menu().options].map(({ value, text }) => ({ value, text }));

// Fills the elements below root: data-t is the key of the text, data-t-label of aria-label, data-t-placeholder of placeholder,
// data-t-href of the address.
export function translate(root) {
  root.querySelectorAll('[data-t]').forEach((node) => {
    node.textContent = t(node.dataset.t);
  });
  ['aria-label', 'href', 'placeholder'].forEach((name) => {
    const key = 'data-t-' + name.replace('aria-', '');
    root.querySelectorAll('[' + key + ']').forEach((node) => {
      const text = t(node.getAttribute(key));
      node.setAttribute(name, name === 'href' ? withBase(text) : text);
    });
  });
}
