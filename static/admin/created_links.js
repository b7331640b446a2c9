// Shows a meeting's links, once, and the next steps of a new meeting.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { copyText } from '../staff/clipboard.js';
import { button, localized } from '../staff/form_controls.js';
import { linkCards } from '../staff/link_cards.js';
import { deskLink } from './kept_links.js';
import { linksText, saveLinksSheet } from './links_sheet.js';

// By admission: how people get in decides what is to be prepared.
const NEXT_STEPS = {
  open: ['desk', 'screen', 'chair', 'open', 'rehearse'],
  cards: ['desk', 'cards', 'screen', 'chair', 'rehearse'],
};

const nextSteps = (admission) =>
  el(
    'section',
    { class: 'card block' },
    localized('h2', 'next.title'),
    el(
      'ol',
      { class: 'next' },
      NEXT_STEPS[admission].map((name) => localized('li', 'next.' + name)),
    ),
  );

// In another tab: this page is the only one that has the links.
const openDesk = (key) =>
  localized('a', 'links.desk', { class: 'button primary', href: deskLink(key), target: '_blank', rel: 'noopener' });

function saving(admin, meeting, created) {
  const status = el('span', { class: 'hint', role: 'status' });
  const say = (key, values) => {
    status.textContent = t(key, values);
  };
  const copy = () => say(copyText(linksText(meeting, created)) ? 'links.copied.all' : 'links.uncopied');
  const save = async () => {
    const name = await admin.attempt(() => saveLinksSheet(admin.api, meeting, created));
    if (name) say('links.saved', { name });
  };
  return [button('links.copy.all', copy), button('links.save', save), status];
}

// meeting: {title, organisation, date}; created: {keys, links, qr} by role; admission: a new meeting's, null where a key was
// replaced; isKept: whether this browser keeps the desk's link.
export function linksPage(admin, meeting, created, { admission, isKept }) {
  const { desk } = created.keys;
  return [
    localized('h1', admission ? 'links.made' : 'links.title'),
    el('p', { class: 'soft' }, meeting.title),
    localized('p', 'links.once', { class: 'banner', role: 'status' }),
    el('div', { class: 'acts lead' }, desk ? openDesk(desk) : null, saving(admin, meeting, created)),
    desk ? localized('p', isKept ? 'links.kept' : 'links.unkept', { class: 'soft' }) : null,
    linkCards(created),
    admission ? nextSteps(admission) : null,
    el('div', { class: 'acts end' }, button('links.done', admin.showList)),
  ];
}
