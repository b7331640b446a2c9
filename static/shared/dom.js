// Builds and finds elements. Takes text as text nodes only; knows no page and no words.
import { listenToInputMethods } from './input_method.js';

export const $ = (selector, root) => (root || document).querySelector(selector);

const PROPERTIES = ['value', 'checked', 'disabled', 'hidden', 'open', 'indeterminate', 'selected'];

function apply(node, name, value) {
  if (name === 'on') Object.keys(value).forEach((type) => node.addEventListener(type, value[type]));
  else if (name === 'css') Object.keys(value).forEach((key) => node.style.setProperty(key, value[key]));
  else if (name === 'data') Object.assign(node.dataset, value);
  else if (PROPERTIES.includes(name)) node[name] = value;
  else if (value === true) node.setAttribute(name, '');
  else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
}

// Children may be nested lists; null, undefined and false are skipped.
function append(node, children) {
  children.forEach((child) => {
    if (Array.isArray(child)) append(node, child);
    else if (child !== null && child !== undefined && child !== false) node.append(child);
  });
  return node;
}

// el('button', {class, type, disabled, data: {…}, css: {'--n': 1}, on: {click: fn}}, 'text', child…)
export function el(tag, props, ...children) {
  const node = document.createElement(tag);
  append(node, children);
  Object.keys(props || {}).forEach((name) => apply(node, name, props[name]));
  return node;
}

export function svg(tag, props, ...children) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  Object.keys(props || {}).forEach((name) => node.setAttribute(name, props[name]));
  return append(node, children);
}

// At the end of a page's script: it runs, so the sentence that it does not is hidden (server/web/page_start.py).
export function pageStarted() {
  listenToInputMethods();
  document.documentElement.classList.add('started');
}

// Replaces all children of the node.
export function fill(node, ...children) {
  node.textContent = '';
  return append(node, children);
}

// Writes text only if it differs, so that a live region is read once and a selection survives.
export function write(node, text) {
  const sentence = String(text);
  if (node.textContent !== sentence) node.textContent = sentence;
}

// A copy of the one element in the page's <template>.
export function fromTemplate(id) {
  return document.importNode($('#' + id).content, true).firstElementChild;
}
