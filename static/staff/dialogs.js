// Dialogs that ask before something is done, and small worded elements. Knows no meeting.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';

let ids = 0;
export const fresh = (stem) => stem + '-' + (ids += 1);

// An element whose words follow the language switch.
export function w(tag, key, props, ...children) {
  const node = el(tag, props, t(key), ...children);
  if (!children.length) node.dataset.t = key;
  return node;
}

export function button(key, press, kind) {
  return w('button', key, { type: 'button', class: 'button' + (kind ? ' ' + kind : ''), on: { click: press } });
}

// A labelled control; problems are shown in the last element by show() of field_errors.js.
export function field(key, control, hint) {
  control.id = control.id || fresh('f');
  return el(
    'div',
    { class: 'field' },
    w('label', key, { for: control.id }),
    control,
    hint ? w('p', hint, { class: 'hint' }) : null,
    el('p', { class: 'problem', id: control.id + '-problem', hidden: true }),
  );
}

export function select(options, value) {
  const control = el(
    'select',
    {},
    options.map((o) => (o.key ? w('option', o.key, { value: o.value }) : el('option', { value: o.value }, o.text))),
  );
  control.value = value;
  return control;
}

// Shows a dialog and gives what confirm() returned, or null when it was called off. `content` is a list of nodes;
// `check` says in words what is still missing, or gives ''. `danger` marks what cannot be taken back.
export function ask(options) {
  return new Promise((resolve) => {
    const title = fresh('ask');
    const problem = el('p', { class: 'problem', role: 'alert', hidden: true });
    const dialog = el('dialog', { class: 'dialog', 'aria-labelledby': title });
    let answer = null;
    const cancel = el(
      'button',
      { type: 'button', class: 'button quiet', on: { click: () => dialog.close() } },
      options.cancel || t('ask.cancel'),
    );
    const yes = el(
      'button',
      { type: 'submit', class: 'button ' + (options.danger ? 'danger' : 'primary') },
      options.yes,
    );
    const form = el(
      'form',
      {
        method: 'dialog',
        novalidate: true,
        on: {
          submit(event) {
            event.preventDefault();
            const wrong = options.check ? options.check() : '';
            problem.textContent = wrong;
            problem.hidden = !wrong;
            if (wrong) return;
            answer = options.value ? options.value() : true;
            dialog.close();
          },
        },
      },
      el('h2', { id: title }, options.title),
      el('div', { class: 'dialog-body' }, options.content || []),
      problem,
      el('div', { class: 'dialog-acts' }, cancel, options.yes ? yes : null),
    );
    dialog.appendChild(form);
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.appendChild(dialog);
    dialog.showModal();
    const first = dialog.querySelector('input:not([type=hidden]), textarea, select') || (options.danger ? cancel : yes);
    first.focus();
  });
}

// Asks for a key where the link had none; gives the typed key.
export async function askKey(title, hint) {
  const input = el('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', autocapitalize: 'none' });
  const key = await ask({
    title,
    yes: t('ask.enter'),
    content: [el('p', {}, hint), field('ask.key', input)],
    check: () => (input.value.trim() ? '' : t('ask.key.missing')),
    value: () => {
      const typed = input.value.trim();
      return typed.slice(typed.lastIndexOf('#') + 1);
    },
  });
  return key || '';
}

// Offers acts by name; gives the chosen one's value, or null.
export function choose(title, options) {
  return new Promise((resolve) => {
    const heading = fresh('choose');
    let answer = null;
    const dialog = el('dialog', { class: 'dialog', 'aria-labelledby': heading });
    const pick = (value) => {
      answer = value;
      dialog.close();
    };
    dialog.appendChild(
      el(
        'div',
        { class: 'choose' },
        el('h2', { id: heading }, title),
        options.map((o) =>
          el(
            'button',
            { type: 'button', class: 'button ' + (o.kind || ''), on: { click: () => pick(o.value) } },
            o.text,
          ),
        ),
        el('button', { type: 'button', class: 'button quiet', on: { click: () => dialog.close() } }, t('ask.cancel')),
      ),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(answer);
    });
    document.body.appendChild(dialog);
    dialog.showModal();
  });
}
