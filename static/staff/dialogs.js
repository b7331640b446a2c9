// Modal dialogs that ask before something is done. Knows no meeting.
import { keyIn } from '../shared/codes.js';
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { field, nextId } from './form_controls.js';

// Opens a dialog and resolves when it closes. content(close) returns its nodes; close(value) sets the result.
export function openDialog(heading, content) {
  return new Promise((resolve) => {
    const dialog = el('dialog', { class: 'dialog', 'aria-labelledby': heading.id });
    let result = null;
    const close = (value) => {
      result = value;
      dialog.close();
    };
    dialog.appendChild(content(close));
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(result);
    });
    document.body.appendChild(dialog);
    dialog.showModal();
  });
}

const headingOf = (title) => el('h2', { id: nextId('dialog') }, title);

const textButton = (text, kind, press) =>
  el('button', { type: 'button', class: 'button ' + kind, on: { click: press } }, text);

// A tap too many must not answer what the tap before it has brought up.
export const REST_MS = 700;

function focusAfterRest(heading, { confirm, initialFocus }) {
  confirm.disabled = true;
  heading.tabIndex = -1;
  heading.focus();
  setTimeout(() => {
    confirm.disabled = false;
    if (document.activeElement === heading) initialFocus.focus();
  }, REST_MS);
}

// Resolves to options.value(), or to true without one, or to null if cancelled. `content` is a list of nodes, `yes` and `cancel`
// are button texts; check() returns what is still missing as a sentence, or ''. `danger` marks what cannot be undone, `rests` a
// question that a step brings up, whose button works after REST_MS.
export function ask(options) {
  const heading = headingOf(options.title);
  let form = null;
  const answer = openDialog(heading, (close) => {
    form = questionForm(heading, options, close);
    return form.node;
  });
  if (options.rests) focusAfterRest(heading, form);
  else form.initialFocus.focus();
  return answer;
}

function questionForm(heading, options, close) {
  const problem = el('p', { class: 'problem', role: 'alert', hidden: true });
  const cancel = textButton(options.cancel || t('ask.cancel'), 'quiet', () => close(null));
  const kind = options.danger ? 'danger' : 'primary';
  const confirm = el('button', { type: 'submit', class: 'button ' + kind }, options.yes);
  function submit(event) {
    event.preventDefault();
    problem.textContent = options.check ? options.check() : '';
    problem.hidden = !problem.textContent;
    if (problem.hidden) close(options.value ? options.value() : true);
  }
  const node = el(
    'form',
    { method: 'dialog', novalidate: true, on: { submit } },
    heading,
    el('div', { class: 'dialog-body' }, options.content || []),
    problem,
    el('div', { class: 'dialog-acts' }, cancel, options.yes ? confirm : null),
  );
  const firstControl = node.querySelector('input:not([type=hidden]), textarea, select');
  return { node, confirm, initialFocus: firstControl || (options.danger ? cancel : confirm) };
}

// Asks for a key that the link did not carry; resolves to the key, '' if cancelled. A whole link may be pasted.
export async function askKey(title, hint) {
  const control = el('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', autocapitalize: 'none' });
  const key = await ask({
    title,
    yes: t('ask.enter'),
    content: [el('p', {}, hint), field('ask.key', control)],
    check: () => (control.value.trim() ? '' : t('ask.key.missing')),
    value: () => keyIn(control.value),
  });
  return key || '';
}

// Offers choices [{text, value, kind}]; resolves to the value of the chosen one, or null.
export function choose(title, choices) {
  const heading = headingOf(title);
  return openDialog(heading, (close) =>
    el(
      'div',
      { class: 'choose' },
      heading,
      choices.map((choice) => textButton(choice.text, choice.kind || '', () => close(choice.value))),
      textButton(t('ask.cancel'), 'quiet', () => close(null)),
    ),
  );
}

// The frequent question: a sentence of explanation and a confirmation that cannot be undone.
export const confirmDanger = (title, explanation, yes) =>
  ask({ title, yes, danger: true, content: [el('p', {}, explanation)] });
