// What the module of languages asks of a page: its menu, and what the browser has stored.
import { use } from '../../static/shared/i18n.js';

const OPTIONS = { zh: 'zh-CN', 'zh-Hant': 'zh-Hant', en: 'en' };

// Shows the catalogues. stored: the language that somebody has chosen; asked: the browser's, as the server has found it.
export function speakIn(words, stored = null, asked = undefined) {
  const menu = { value: '', querySelector: (selector) => optionOf(selector) };
  const root = { dataset: { language: asked }, lang: '' };
  globalThis.document = { documentElement: root, querySelector: () => menu };
  globalThis.localStorage = { getItem: () => stored, setItem: () => {} };
  return { wanted: use(words), root, menu };
}

function optionOf(selector) {
  const value = /^\[value="(.*)"\]$/.exec(selector)[1];
  return value in OPTIONS ? { value, lang: OPTIONS[value], text: value } : null;
}
