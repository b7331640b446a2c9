// Shows a meeting's links and their keys, and replaces a key. A link is shown once and stored nowhere.
import { el, svg } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { copySelection } from './clipboard.js';
import { confirmDanger } from './dialogs.js';
import { localized, nextId } from './form_controls.js';

// Folded away: anybody in the room who sees the code can use the key.
const qrCode = (qr) =>
  el(
    'details',
    {},
    localized('summary', 'links.qr'),
    svg(
      'svg',
      { viewBox: '0 0 ' + qr.size + ' ' + qr.size, class: 'link-qr', role: 'img', 'aria-label': t('links.qr') },
      svg('path', { d: qr.path }),
    ),
  );

function linkInput(link) {
  const select = (event) => event.target.select();
  return el('input', {
    type: 'text',
    id: nextId('link'),
    class: 'input',
    readonly: true,
    value: link,
    on: { focus: select, click: select },
  });
}

// role: the key of its name; role + '.use' says what it is for.
export function linkCard(role, link, qr, group) {
  const status = el('span', { class: 'hint', role: 'status' });
  const input = linkInput(link);
  const copy = () => {
    status.textContent = t(copySelection(input) ? 'links.copied' : 'links.select');
  };
  return el(
    'section',
    { class: 'card link-card' },
    el('label', { for: input.id }, t(role), group ? ' · ' + group : ''),
    el('p', { class: 'hint' }, t(role + '.use')),
    el(
      'div',
      { class: 'acts' },
      input,
      el('button', { type: 'button', class: 'button', on: { click: copy } }, t('links.copy')),
      el('a', { class: 'button', href: link, target: '_blank', rel: 'noopener' }, t('links.open')),
    ),
    status,
    qr ? qrCode(qr) : null,
  );
}

// All three by role; qr as {size, path}. links.join and qr.join are by group, in open admission.
export function linkCards({ keys, links, qr }) {
  const roles = ['desk', 'chair', 'screen'].filter((role) => keys[role]);
  const join = links.join || {};
  return el(
    'div',
    { class: 'links' },
    roles.map((role) => linkCard('role.' + role, links[role], qr[role])),
    Object.keys(join).map((group) => linkCard('role.join', join[group], qr.join && qr.join[group], group)),
  );
}

// Asks before a role's key is replaced, for the old link stops working.
export const confirmNewKey = (role, title) =>
  confirmDanger(t('newkey.title', { role: t('role.' + role), title }), t('newkey.why'), t('newkey.yes'));

export const newKeyButton = (role, kind, press) =>
  el('button', { type: 'button', class: kind, on: { click: press } }, t('newkey', { role: t('role.' + role) }));

// The API's answer for one role, as linkCards() takes it.
export const linksOfRole = (role, created) => ({
  keys: { [role]: created.key },
  links: { [role]: created.link },
  qr: { [role]: created.qr },
});
