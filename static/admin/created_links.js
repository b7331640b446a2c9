// Shows a meeting's links, once, and the next steps of a new meeting.
import { el } from '../shared/dom.js';
import { button, localized } from '../staff/form_controls.js';
import { linkCards } from '../staff/link_cards.js';

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

// created: {keys, links, qr} by role; admission: a new meeting's, null where a key was replaced.
export function linksPage(admin, title, created, admission) {
  return [
    localized('h1', admission ? 'links.made' : 'links.title'),
    el('p', { class: 'soft' }, title),
    localized('p', 'links.once', { class: 'banner', role: 'status' }),
    linkCards(created),
    admission ? nextSteps(admission) : null,
    el('div', { class: 'acts end' }, button('links.done', admin.showList, 'primary')),
  ];
}
