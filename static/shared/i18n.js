// Sentences in Chinese and English. Knows the catalogues given to it; an unknown key throws.

let catalogues = { zh: {}, en: {} };
let current = 'zh';

export function use(words, wanted) {
  catalogues = words;
  setLang(wanted || kept() || 'zh', !wanted && !kept());
}

function kept() {
  try {
    return localStorage.getItem('pingyi.lang');
  } catch (e) {
    return null;
  }
}

export function lang() {
  return current;
}

// A passing choice (the meeting's own language) is shown but not kept.
export function setLang(wanted, passing) {
  current = wanted === 'en' ? 'en' : 'zh';
  document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
  if (passing) return;
  try {
    localStorage.setItem('pingyi.lang', current);
  } catch (e) {
    /* private browsing keeps nothing */
  }
}

// The meeting's language, unless this person has chosen one.
export function suggestLang(wanted) {
  if (wanted && !kept()) setLang(wanted, true);
}

export function t(key, values) {
  const sentence = catalogues[current][key];
  if (sentence === undefined) throw new Error('no words for ' + current + ':' + key);
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => {
    if (!values || values[name] === undefined) throw new Error('no value for ' + name + ' in ' + key);
    return String(values[name]);
  });
}

export function knows(key) {
  return catalogues[current][key] !== undefined;
}

// data-t fills the text, data-t-label the aria-label, data-t-placeholder the placeholder.
export function translate(root) {
  root.querySelectorAll('[data-t]').forEach((node) => {
    node.textContent = t(node.dataset.t);
  });
  root.querySelectorAll('[data-t-label]').forEach((node) => node.setAttribute('aria-label', t(node.dataset.tLabel)));
  root.querySelectorAll('[data-t-placeholder]').forEach((node) => {
    node.setAttribute('placeholder', t(node.dataset.tPlaceholder));
  });
}
