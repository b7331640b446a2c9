// A meeting's links, shown this once, and what to do with each. Knows no meeting's work.
import { el } from '../shared/dom.js';
import { button, w } from '../staff/dialogs.js';
import { linkCards } from '../staff/link_cards.js';

// What comes next depends on how people get in.
const NEXT = {
  open: ['desk', 'screen', 'chair', 'open', 'rehearse'],
  cards: ['desk', 'cards', 'screen', 'chair', 'rehearse'],
};

const nextSteps = (admission) =>
  el(
    'section',
    { class: 'card block' },
    w('h2', 'next.title'),
    el(
      'ol',
      { class: 'next' },
      NEXT[admission].map((name) => w('li', 'next.' + name)),
    ),
  );

// made: {keys, links, qr} by role; admission: of a meeting just made, null where only a link was replaced.
export function linksPage(admin, title, made, admission) {
  return [
    w('h1', admission ? 'links.made' : 'links.title'),
    el('p', { class: 'soft' }, title),
    w('p', 'links.once', { class: 'banner', role: 'status' }),
    linkCards(made.keys, made.links, made.qr),
    admission ? nextSteps(admission) : null,
    el('div', { class: 'acts end' }, button('links.done', admin.list, 'primary')),
  ];
}
