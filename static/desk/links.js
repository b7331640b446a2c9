// Shows links that carry keys, each to be copied by selecting it. They are shown once; nothing is kept.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { fresh } from './ask.js';

export const linkOf = (role, key) => location.origin + '/' + role + '#' + key;

function card(role, link, group) {
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
  );
}

// keys by role; join: {group: address} of open admission; links of the server by role, where it gave them.
export function linkCards(keys, links) {
  const roles = ['desk', 'chair', 'screen'].filter((role) => keys[role]);
  const join = links.join || {};
  return el(
    'div',
    { class: 'links' },
    roles.map((role) => card('role.' + role, links[role] || linkOf(role, keys[role]))),
    Object.keys(join).map((group) => card('role.join', join[group], group)),
  );
}
