// Shows links that carry keys, each to be copied by selecting it. They are shown once; nothing is kept.
import { el, svg } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { fresh, w } from './ask.js';

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

function card(role, link, qr, group) {
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
      el('a', { class: 'button', href: link, target: '_blank', rel: 'noopener' }, t('links.open')),
    ),
    qr ? code(qr) : null,
  );
}

// All by role: keys, links, and qr as {size, path}; links.join is {group: address} of open admission.
export function linkCards(keys, links, qr) {
  const roles = ['desk', 'chair', 'screen'].filter((role) => keys[role]);
  const join = links.join || {};
  return el(
    'div',
    { class: 'links' },
    roles.map((role) => card('role.' + role, links[role], qr[role])),
    Object.keys(join).map((group) => card('role.join', join[group], null, group)),
  );
}
