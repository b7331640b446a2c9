// Builds and finds elements. Text goes in as text nodes only; knows no page and no words.

export const $ = (selector, root) => (root || document).querySelector(selector);

const SET = ['value', 'checked', 'disabled', 'hidden', 'open', 'indeterminate', 'selected'];

function apply(node, name, value) {
  if (name === 'on') Object.keys(value).forEach((type) => node.addEventListener(type, value[type]));
  else if (name === 'css') Object.keys(value).forEach((key) => node.style.setProperty(key, value[key]));
  else if (name === 'data') Object.assign(node.dataset, value);
  else if (SET.includes(name)) node[name] = value;
  else if (value === true) node.setAttribute(name, '');
  else if (value !== false && value !== null && value !== undefined) node.setAttribute(name, value);
}

// A list of children may be nested and may hold null and false, which are left out.
function append(node, children) {
  children.forEach((child) => {
    if (Array.isArray(child)) append(node, child);
    else if (child !== null && child !== undefined && child !== false) {
      node.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
    }
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

// Replaces everything in the node.
export function fill(node, ...children) {
  node.textContent = '';
  return append(node, children);
}

// Writes text only where it differs, so that a live region speaks once and a selection stays.
export function write(node, text) {
  const sentence = String(text);
  if (node.textContent !== sentence) node.textContent = sentence;
}
