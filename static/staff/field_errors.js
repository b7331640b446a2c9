// Shows the server's field errors at the controls with their names. Knows no document.
import { joinSentences } from './joined_sentences.js';

function clearProblems(root) {
  root.querySelectorAll('[aria-invalid]').forEach((node) => {
    node.removeAttribute('aria-invalid');
    node.removeAttribute('aria-describedby');
  });
  root.querySelectorAll('.problem').forEach((node) => {
    node.textContent = '';
    node.hidden = true;
  });
}

// The control of a field, else of the nearest field around it: parts[0].groups[1] → parts[0].groups → parts[0] → parts.
export function nodeOf(root, field) {
  for (let name = field; name; name = name.replace(/(\.?[^.[\]]+|\[\d+\])$/, '')) {
    const node = root.querySelector('[data-field="' + CSS.escape(name) + '"]');
    if (node) return node;
  }
  return null;
}

// Until somebody types in it.
function markInvalid(control, line) {
  const clear = () => {
    control.removeAttribute('aria-invalid');
    line.hidden = true;
  };
  control.setAttribute('aria-invalid', 'true');
  control.setAttribute('aria-describedby', line.id);
  control.addEventListener('input', clear, { once: true });
}

const ownLine = (node) => Array.from(node.children).find((child) => child.matches('.problem'));

// The line of a control, or of the nearest element around it that has one: controls in a sentence share a line.
function lineOf(node) {
  const line = node.id && document.getElementById(node.id + '-problem');
  for (let at = node; at && !line; at = at.parentElement) {
    if (ownLine(at)) return ownLine(at);
  }
  return line || node.querySelector('.problem');
}

function openDetails(node) {
  for (let at = node; at; at = at.parentElement) {
    if (at.matches('details')) at.open = true;
  }
}

// False if the node has no line for a problem.
function showProblem(node, message) {
  const line = lineOf(node);
  if (!line) return false;
  line.textContent = joinSentences([line.textContent, message]);
  line.hidden = false;
  if (node.matches('input, select, textarea')) markInvalid(node, line);
  openDetails(node);
  return true;
}

function scrollToFirst(root) {
  const visible = (selector) =>
    Array.from(root.querySelectorAll(selector)).find((node) => node.getClientRects().length);
  const first = visible('[aria-invalid]') || visible('.problem:not([hidden])');
  if (!first) return;
  first.scrollIntoView({ block: 'center' });
  if (first.matches('[aria-invalid]')) first.focus();
}

// fields: [{field, message}]. Returns the messages that have no place in root. Scrolls to the first visible problem, unless
// keepFocus is set because somebody may be typing.
export function showProblems(root, fields, keepFocus) {
  clearProblems(root);
  const unplaced = fields.filter((problem) => {
    const node = nodeOf(root, problem.field);
    return !node || !showProblem(node, problem.message);
  });
  if (!keepFocus) scrollToFirst(root);
  return unplaced.map((problem) => problem.message);
}
