// What the module of languages asks of a page: its menu, and what the browser has stored.
import { use } from '../../static/shared/i18n.js';

const OPTIONS = [
  { value: 'zh', lang: 'zh-CN', text: 'zh' },
  { value: 'zh-Hant', lang: 'zh-Hant', text: 'zh-Hant' },
  { value: 'en', lang: 'en', text: 'en' },
];

// Shows the catalogues. stored: the language that somebody has chosen; asked: the browser's, as the server has found it.
export function speakIn(words, stored = null, asked = undefined) {
  const menu = { value: '', options: OPTIONS };
  const root = { dataset: { language: asked }, lang: '' };
  globalThis.document = { documentElement: root, querySelector: () => menu };
  globalThis.localStorage = { getItem: () => stored, setItem: () => {} };
  return { wanted: use(words), root, menu };
}
