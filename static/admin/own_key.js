// Whose admin key this page has: a body's, with what it allows, or the main one, which has the keys of others.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { button, localized } from '../staff/form_controls.js';

// Whether it may have no further meeting.
export const isFull = ({ meetings, limits }) => limits.meetings !== null && meetings >= limits.meetings;

// own: {name, meetings, limits}, see docs/protocol.md. Nothing for the main key.
export function ownKeyLine(own) {
  if (!own.name) return null;
  const { meetings, phones, expires } = own.limits;
  const allowed = [
    meetings === null ? '' : t('own.meetings', { n: own.meetings, most: meetings }),
    phones === null ? '' : t('own.phones', { n: phones }),
    expires === null ? '' : t('own.expires', { day: expires }),
  ];
  return el(
    'div',
    { class: 'own-key' },
    el('p', {}, el('strong', {}, own.name), ...allowed.filter(Boolean).map((text) => el('span', {}, text))),
    isFull(own) ? el('p', { class: 'banner', role: 'status' }, t('own.full', { most: meetings })) : null,
  );
}

// For the main key only.
export function organisations(admin) {
  if (admin.own.name) return null;
  return el(
    'section',
    { class: 'card block' },
    localized('h2', 'orgs.title'),
    localized('p', 'orgs.why', { class: 'soft' }),
    el(
      'div',
      { class: 'acts lead' },
      button('keys.title', admin.showKeys),
      button('log.title', admin.showLog, 'quiet'),
    ),
  );
}
