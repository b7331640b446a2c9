// The admin keys of other bodies that use this server: who has one, its limits, and what can be done with it.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { button, localized, tableHead } from '../staff/form_controls.js';
import { linkCard } from '../staff/link_cards.js';
import { formatMinute } from '../staff/local_time.js';
import { addKey, changeKey, replaceKeyLink, revokeKey } from './key_actions.js';

const HEADS = ['keys.name', 'keys.meetings', 'keys.phones', 'keys.expires', 'keys.used'];

const limit = (value) => (value === null ? t('keys.none') : value);

const rowButton = (key, press) => button(key, press, 'small quiet');

function keyRow(admin, key) {
  const { meetings, phones, expires } = key.limits;
  const count = meetings === null ? key.meetings : t('keys.of', { n: key.meetings, most: meetings });
  return el(
    'tr',
    {},
    el(
      'td',
      {},
      el('span', { class: 'meeting-title' }, key.name),
      key.state === 'expired' ? localized('span', 'keys.expired', { class: 'meta warn' }) : null,
    ),
    el('td', { class: 'narrow', data: { head: t('keys.meetings') } }, count),
    el('td', { class: 'narrow', data: { head: t('keys.phones') } }, limit(phones)),
    el('td', { class: 'narrow', data: { head: t('keys.expires') } }, limit(expires)),
    el('td', { class: 'narrow', data: { head: t('keys.used') } }, key.used ? formatMinute(key.used) : t('keys.never')),
    el(
      'td',
      {},
      el('div', { class: 'acts' }, [
        rowButton('keys.change', () => changeKey(admin, key)),
        rowButton('keys.relink', () => replaceKeyLink(admin, key)),
        rowButton('keys.revoke', () => revokeKey(admin, key)),
      ]),
    ),
  );
}

const keyTable = (admin, keys) =>
  el(
    'div',
    { class: 'card scroll' },
    el(
      'table',
      { class: 'table meetings keys', 'aria-label': t('keys.title') },
      tableHead(HEADS),
      el(
        'tbody',
        {},
        keys.map((key) => keyRow(admin, key)),
      ),
    ),
  );

const revokedKey = (key) =>
  el('li', {}, t('keys.revoked.line', { name: key.name, at: formatMinute(key.revoked), n: key.meetings }));

// Their meetings go on, so somebody may look for them.
function revokedKeys(keys) {
  if (!keys.length) return null;
  return el(
    'details',
    { class: 'card block' },
    el('summary', {}, t('keys.revoked', { n: keys.length })),
    el('ul', { class: 'plain' }, keys.map(revokedKey)),
  );
}

// keys: those of the server, in the order in which they were added.
export function keysPage(admin, keys) {
  const inUse = keys.filter((key) => key.state !== 'revoked');
  const lead = el('div', {}, localized('h1', 'keys.title'), localized('p', 'keys.lead', { class: 'soft' }));
  return [
    el('div', { class: 'page-head' }, lead, button('list.back', admin.showList, 'small')),
    el(
      'div',
      { class: 'acts lead' },
      button('keys.add', () => addKey(admin), 'primary'),
    ),
    inUse.length ? keyTable(admin, inUse) : localized('p', 'keys.nobody', { class: 'card' }),
    revokedKeys(keys.filter((key) => key.state === 'revoked')),
  ];
}

// made: {name, link, qr} of a key, shown only this once.
export function keyLinkPage(admin, made) {
  return [
    localized('h1', 'keys.made'),
    el('p', { class: 'soft' }, made.name),
    localized('p', 'keys.once', { class: 'banner', role: 'status' }),
    el('div', { class: 'links' }, linkCard('role.admin', made.link, made.qr)),
    el('div', { class: 'acts end' }, button('keys.saved', admin.showKeys, 'primary')),
  ];
}
