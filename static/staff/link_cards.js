// Shows links that carry keys, each to be copied by selecting it. They are shown once; nothing is kept.
import { el, svg } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { fresh, w } from './dialogs.js';

// Drawn only when asked for: a key in view of the whole room is a key given away.
const code = (qr) =>
  el(
    'details',
    {},
    w('summary', 'links.qr'),
    svg(
      'svg',
      { viewBox: '0 0 ' + qr.size + ' ' + qr.size, class: 'link-qr', role: 'img', 'aria-label': t('links.qr') },
      svg('path', { d: qr.path }),
    ),
  );

// A page on plain http may not write to the clipboard by itself; the browser's own copy of what is selected works everywhere.
function copy(text, said) {
  text.focus();
  text.select();
  said.textContent = t(document.execCommand('copy') ? 'links.copied' : 'links.select');
}

function card(role, link, qr, group) {
  const said = el('span', { class: 'hint', role: 'status' });
  const id = fresh('link');
  const text = el('input', {
    type: 'text',
    id,
    class: 'input',
    readonly: true,
    value: link,
    on: { focus: (event) => event.target.select(), click: (event) => event.target.select() },
  });
  return el(
    'section',
    { class: 'card link-card' },
    el('label', { for: id }, t(role), group ? ' · ' + group : ''),
    el('p', { class: 'hint' }, t(role + '.use')),
    el(
      'div',
      { class: 'acts' },
      text,
      el('button', { type: 'button', class: 'button', on: { click: () => copy(text, said) } }, t('links.copy')),
      el('a', { class: 'button', href: link, target: '_blank', rel: 'noopener' }, t('links.open')),
    ),
    said,
    qr ? code(qr) : null,
  );
}

// All by role: keys, links, and qr as {size, path}; links.join and qr.join are by group, in open admission.
export function linkCards(keys, links, qr) {
  const roles = ['desk', 'chair', 'screen'].filter((role) => keys[role]);
  const join = links.join || {};
  return el(
    'div',
    { class: 'links' },
    roles.map((role) => card('role.' + role, links[role], qr[role])),
    Object.keys(join).map((group) => card('role.join', join[group], qr.join && qr.join[group], group)),
  );
}
