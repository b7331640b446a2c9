// How phones join: the code to scan or to type, or the printed cards, and how many phones are connected.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { centred, codeLabel, joinedNodes, largeText, qrCode, quorumLine, sceneFoot, sceneHead } from './components.js';
import { pagedView } from './paged_view.js';
import { writeCount } from './motion.js';
import { pagesOf } from './paging.js';
import { codesInRow, stageSize } from './stage.js';
import { dateText, groupedByFour, joinWords } from './texts.js';
import { wifiCards } from './wifi.js';

// Around each of several codes in a row, in rem.
const CODE_GAP = 3;

function plainAddress(url) {
  return url.replace(/^https?:\/\//, '');
}

// A meeting with one group does not name it.
function codeCard(group, join, isOnly) {
  const code = join.codes[group];
  return el(
    'div',
    { class: 'join-card' },
    isOnly ? null : el('h2', { data: { fit: '' } }, group),
    qrCode(join.qr[group], codeLabel(group, join, isOnly)),
    el('p', { class: 'code' }, groupedByFour(code)),
  );
}

function addressLine(join) {
  const hasDeadline = join.left !== null && join.left !== undefined;
  return el(
    'div',
    { class: 'join-foot' },
    el('p', { class: 'address' }, plainAddress(join.url)),
    el('p', { class: 'about' }, t('join.type')),
    hasDeadline ? el('p', { class: 'about', data: { left: 'code' } }) : null,
  );
}

// As many codes in a row as are half as high as the window; the network's comes first in it.
function codePanel(join, wifi) {
  const groups = Object.keys(join.codes);
  const first = groups.length > 1 && wifi.length;
  const most = codesInRow(stageSize(window.innerWidth, window.innerHeight), CODE_GAP);
  const cards = pagedView(pagesOf(groups, Math.max(1, most - (first ? 1 : 0))), (page) => [
    first ? el('div', { class: 'join-card' }, wifiCards(wifi)) : null,
    page.map((group) => codeCard(group, join, groups.length === 1)),
  ]);
  return el('div', { class: 'join-cards' }, cards, addressLine(join));
}

// The address, for the code that is printed on each card.
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

function closedPanel(joined) {
  return el(
    'div',
    { class: 'join-cards' },
    el('p', { class: 'huge' }, joined),
    el('p', { class: 'huge-about' }, t('joined')),
  );
}

// wifi: takes the place of the step that says which network to join, or null.
function stepList(keys, wifi) {
  const content = (key) => (key === 'step.wifi' && wifi) || t(key);
  return el(
    'ol',
    { class: 'steps' },
    keys.map((key, i) => el('li', {}, el('span', { 'aria-hidden': 'true' }, i + 1), content(key))),
  );
}

function attendance(meeting) {
  const { expected, present } = meeting;
  const hasPresent = present !== null && present !== undefined;
  const counts = joinWords([
    expected ? t('expected', { n: expected }) : '',
    hasPresent ? t('present', { n: present }) : '',
  ]);
  const quorum = quorumLine(meeting);
  return el('p', { class: 'right' }, counts, quorum && counts ? t('join.dot') : '', quorum);
}

// With cards, with the screen's codes (one for each group), or not any more: {title, steps, panel, css}.
function admissionParts({ meeting, join, wifi }, joined) {
  if (meeting.admission === 'cards')
    return { title: 'cards.state', steps: ['step.wifi', 'step.card', 'step.in'], panel: cardPanel(meeting), css: '' };
  if (!meeting.admitting || !join || !join.codes)
    return { title: 'join.closed', steps: ['step.back', 'step.wait'], panel: closedPanel(joined), css: '' };
  const hasGroups = Object.keys(join.codes).length > 1;
  return {
    title: 'join.state',
    steps: ['step.wifi', hasGroups ? 'step.scan.below' : 'step.scan', 'step.in'],
    panel: codePanel(join, wifi),
    css: hasGroups ? ' several' : '',
  };
}

function meetingHead(state, meeting) {
  return sceneHead(state, meeting.title, joinedNodes([meeting.organisation, dateText(meeting.date)]));
}

// Once the results are certified no phone is needed: there is nothing to scan and nobody to count.
function overScene(state) {
  return {
    node: el(
      'section',
      { class: 'scene' },
      meetingHead(t('certified'), state.meeting),
      centred(largeText('joined.over')),
      sceneFoot(null, null, state),
    ),
  };
}

export function joinScene(state) {
  const { meeting } = state;
  if (meeting.phase === 'certified') return overScene(state);
  const footCount = el('strong', {});
  const panelCount = el('span', {});
  const { title, steps, panel, css } = admissionParts(state, panelCount);
  const of = (meeting.expected ? t('of', { n: meeting.expected }) + ' ' : '') + t('joined');
  const how = el(
    'div',
    { class: 'join-how' },
    meetingHead(t(title), meeting),
    stepList(steps, css ? null : wifiCards(state.wifi)),
  );
  const node = el(
    'section',
    { class: 'scene join' + css },
    el('div', { class: 'join-main' }, how, panel),
    el('footer', { class: 'foot arrivals' }, el('p', { class: 'figures' }, footCount, ' ' + of), attendance(meeting)),
  );
  return {
    node,
    update({ turnout }) {
      [footCount, panelCount].forEach((count) => writeCount(count, turnout ? turnout.joined : 0));
    },
  };
}
