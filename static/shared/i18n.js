// The page's sentences in Chinese and English, from the catalogues passed to use(). An unknown key throws.

import { withBase } from './base.js';
import { storeText, storedText } from './browser_storage.js';

let catalogues = { zh: {}, en: {} };
let current = 'zh';

// Begins in the language that this person has chosen, or else the browser's. Where its sentences are not here, in another.
export function use(words) {
  catalogues = words;
  const wanted = storedLang() || browserLang() || 'zh';
  setLang(words[wanted] ? wanted : Object.keys(words)[0], true);
}

export const hasLanguage = (language) => Boolean(catalogues[language]);

export function addLanguage(language, sentences) {
  catalogues = Object.assign({}, catalogues, { [language]: sentences });
}

// The language of the browser; null if the pages do not speak it.
export function browserLang() {
  const tags = (navigator.languages || [navigator.language]).map((tag) => tag.slice(0, 2).toLowerCase());
  return tags.find((tag) => tag === 'zh' || tag === 'en') || null;
}

export const storedLang = () => storedText('pingyi.lang');

export function lang() {
  return current;
}

// A temporary language is shown but not stored as this person's choice.
export function setLang(wanted, temporary) {
  current = wanted === 'en' ? 'en' : 'zh';
  document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
  if (!temporary) storeText('pingyi.lang', current);
}

// Shows the meeting's language unless this person has chosen one.
export function suggestLang(wanted) {
  if (wanted && !storedLang()) setLang(wanted, true);
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

// Sentences one after the other, empty ones left out: Chinese has no space after a full stop.
export function joinSentences(sentences) {
  return sentences.filter(Boolean).join(current === 'zh' ? '' : ' ');
}

// Fills the elements below root: data-t is the key of the text, data-t-label of aria-label, data-t-placeholder of placeholder,
// data-t-href of the address.
export function translate(root) {
  root.querySelectorAll('[data-t]').forEach((node) => {
    node.textContent = t(node.dataset.t);
  });
  root.querySelectorAll('[data-t-label]').forEach((node) => node.setAttribute('aria-label', t(node.dataset.tLabel)));
  root.querySelectorAll('[data-t-href]').forEach((node) => node.setAttribute('href', withBase(t(node.dataset.tHref))));
  root.querySelectorAll('[data-t-placeholder]').forEach((node) => {
    node.setAttribute('placeholder', t(node.dataset.tPlaceholder));
  });
}
