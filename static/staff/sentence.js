// Sentences with controls in them, in the word order of the page's language. Knows no document.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';

// Surrounds the name of a control in a translated sentence.
const MARK = '\u0001';
const controlsOf = new WeakMap();

function draw(node) {
  const controls = controlsOf.get(node);
  const marked = {};
  Object.keys(controls).forEach((name) => {
    marked[name] = MARK + name + MARK;
  });
  const pieces = t(node.dataset.sentence, marked).split(MARK);
  const nodes = pieces.map((piece, i) => (i % 2 ? controls[piece] : piece ? el('span', {}, piece) : null));
  fill(node, nodes);
}

// controls: nodes by the names of the sentence's placeholders.
export function sentence(key, controls) {
  const node = el('div', { class: 'sentence', data: { sentence: key } });
  controlsOf.set(node, controls);
  draw(node);
  return node;
}

// After a switch of the language.
export function redrawSentences(root) {
  root.querySelectorAll('[data-sentence]').forEach(draw);
}
