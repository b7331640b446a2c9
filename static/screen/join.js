// How a phone comes in: the code to scan, the same to type, and how many are on the line now.
import { el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { paged, pagesOf } from './paging.js';
import { dateWords, foot, fours, head, line, middle, qrCode, quorumLine, say } from './components.js';

const MOST = 4;

function plainAddress(url) {
  return url.replace(/^https?:\/\//, '');
}

function joinCard(group, join, alone) {
  const code = join.codes[group];
  return el(
    'div',
    { class: 'join-card' },
    alone ? null : el('h2', {}, group),
    qrCode(join.qr[group], t('qr', { group: alone ? '' : group, url: join.url, code })),
    el('p', { class: 'code' }, fours(code)),
  );
}

function byHand(join) {
  return el(
    'div',
    { class: 'join-foot' },
    el('p', { class: 'address' }, plainAddress(join.url)),
    el('p', { class: 'about' }, t('join.type')),
    join.left !== null && join.left !== undefined ? el('p', { class: 'about', data: { left: 'code' } }) : null,
  );
}

function joinCards(join) {
  const groups = Object.keys(join.codes);
  const cards = paged(pagesOf(groups, MOST), (some) => some.map((group) => joinCard(group, join, groups.length === 1)));
  return el('div', { class: 'join-cards' }, cards, byHand(join));
}

// A meeting of printed cards: the address and the code that stands on each card.
function cardPanel(meeting) {
  return el(
    'div',
    { class: 'join-cards by-hand' },
    el('p', { class: 'about' }, t('cards.type')),
    el('p', { class: 'address' }, plainAddress(meeting.url + '/v')),
    el('p', { class: 'slip', 'aria-hidden': 'true' }, '•••• •••• •••• ••••'),
    el('p', { class: 'about' }, t('cards.code')),
  );
}

function steps(keys) {
  return el(
    'ol',
    { class: 'steps' },
    keys.map((key, i) => el('li', {}, el('span', { 'aria-hidden': 'true' }, i + 1), t(key))),
  );
}

function attendance(meeting) {
  const said = [
    meeting.expected ? t('expected', { n: meeting.expected }) : '',
    meeting.present !== null && meeting.present !== undefined ? t('present', { n: meeting.present }) : '',
  ];
  const quorum = quorumLine(meeting);
  return el('p', { class: 'right' }, line(said), quorum && line(said) ? t('join.dot') : '', quorum);
}

// How people come in now: with cards, with the screen's code (one or one a group), or not any more.
function wayIn(meeting, join, joined) {
  if (meeting.admission === 'cards')
    return { title: 'cards.state', how: ['step.wifi', 'step.card', 'step.in'], panel: cardPanel(meeting), css: '' };
  if (!meeting.admitting || !join || !join.codes)
    return {
      title: 'join.closed',
      how: ['step.back', 'step.wait'],
      panel: el(
        'div',
        { class: 'join-cards' },
        el('p', { class: 'huge' }, joined),
        el('p', { class: 'huge-about' }, t('joined')),
      ),
      css: '',
    };
  const several = Object.keys(join.codes).length > 1;
  return {
    title: 'join.state',
    how: ['step.wifi', several ? 'step.scan.below' : 'step.scan', 'step.in'],
    panel: joinCards(join),
    css: several ? ' several' : '',
  };
}

// Phones come back one by one once the results are certified, and none is needed: nothing to scan, nobody to count.
function overScene(state) {
  const { meeting } = state;
  return {
    node: el(
      'section',
      { class: 'scene' },
      head(t('certified'), meeting.title, line([meeting.organisation, dateWords(meeting.date)])),
      middle(say('joined.over')),
      foot(null, null, state),
    ),
  };
}

export function joinScene(state) {
  const { meeting, join } = state;
  if (meeting.phase === 'certified') return overScene(state);
  const counts = [el('strong', {}), el('span', {})];
  const way = wayIn(meeting, join, counts[1]);
  const of = (meeting.expected ? t('of', { n: meeting.expected }) + ' ' : '') + t('joined');
  const node = el(
    'section',
    { class: 'scene join' + way.css },
    el(
      'div',
      { class: 'join-main' },
      el(
        'div',
        { class: 'join-how' },
        head(t(way.title), meeting.title, line([meeting.organisation, dateWords(meeting.date)])),
        steps(way.how),
      ),
      way.panel,
    ),
    el('footer', { class: 'foot' }, el('p', { class: 'figures' }, counts[0], ' ' + of), attendance(meeting)),
  );
  return {
    node,
    update(now) {
      counts.forEach((node) => write(node, now.turnout ? now.turnout.joined : 0));
    },
  };
}
