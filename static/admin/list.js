// The server's meetings, the latest first: a row opens the meeting's desk where its link is kept in this browser.
import { el, fill, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { confirmDanger } from '../staff/dialogs.js';
import { button, field, input, localized } from '../staff/form_controls.js';
import { acceptEarlierMeeting } from './document_file.js';
import { deleteDraft, storedDraft } from './draft.js';
import { deskLink, keptDesk } from './kept_links.js';
import { copyMeeting, deleteMeeting, replaceLinks } from './meeting_actions.js';
import { assignMeeting } from './key_actions.js';
import { ledgerSection } from './ledger.js';
import { findMeetings } from './meeting_search.js';
import { isFull, organisations, ownKeyLine } from './own_key.js';

const HEADS = ['title', 'date', 'phase', 'people'];
// From this number on a list is searched rather than read.
const SEARCHED = 4;

const rowButton = (key, press, kind) => button(key, press, 'small' + (kind ? ' ' + kind : ''));

function actions(admin, meeting, desk) {
  const newLink = (kind) => rowButton('newlinks', () => replaceLinks(admin, meeting, !desk), kind);
  return [
    desk ? localized('a', 'list.open', { class: 'button small', href: deskLink(desk.key) }) : newLink(''),
    isFull(admin.own) ? null : rowButton('list.copy', () => copyMeeting(admin, meeting), 'quiet'),
    desk ? newLink('quiet') : null,
    mayAssign(admin) ? rowButton('assign', () => assignMeeting(admin, meeting), 'quiet') : null,
    rowButton('list.delete', () => deleteMeeting(admin, meeting), 'quiet'),
  ];
}

// Whose a meeting is matters only where other bodies have keys.
const mayAssign = (admin) => !admin.own.name && admin.own.keys > 0;

function ownerLine(owner) {
  if (!owner) return null;
  const text = owner.revoked ? t('list.owner.revoked', { name: owner.name }) : t('list.owner', { name: owner.name });
  return el('span', { class: 'meta owner' }, text);
}

function titleCell(meeting, desk, isReplaced) {
  const { organisation, owner } = meeting;
  const isStated = owner && owner.name === organisation;
  const title = desk ? el('a', { class: 'meeting-link', href: deskLink(desk.key) }, meeting.title) : meeting.title;
  return el(
    'td',
    {},
    el('span', { class: 'meeting-title' }, title),
    organisation && !isStated ? el('span', { class: 'meta' }, organisation) : null,
    ownerLine(owner),
    isReplaced ? localized('span', 'list.replaced', { class: 'meta warn' }) : null,
  );
}

const people = (meeting) => [
  el('span', {}, t('list.subjects', { n: meeting.people })),
  meeting.expected ? el('span', {}, t('list.expected', { n: meeting.expected })) : null,
];

// A click anywhere in the row does what its first button does.
function openRow(event) {
  if (event.target.closest('a, button') || String(getSelection())) return;
  event.currentTarget.querySelector('.acts > *').click();
}

function meetingRow(admin, meeting) {
  const kept = keptDesk(meeting);
  const desk = kept && !kept.isReplaced ? kept : null;
  return el(
    'tr',
    { on: { click: openRow } },
    titleCell(meeting, desk, Boolean(kept && kept.isReplaced)),
    el('td', { class: 'narrow' }, meeting.date),
    el('td', { class: 'narrow' }, localized('span', 'phase.' + meeting.phase, { class: 'phase ' + meeting.phase })),
    el('td', { class: 'people' }, people(meeting)),
    el('td', {}, el('div', { class: 'acts' }, actions(admin, meeting, desk))),
  );
}

function meetingTable(admin, meetings) {
  const heads = HEADS.map((name) => localized('th', 'list.' + name, { scope: 'col' }));
  const acts = el('th', { scope: 'col' }, localized('span', 'acts', { class: 'hidden-text' }));
  return el(
    'div',
    { class: 'card scroll' },
    el(
      'table',
      { class: 'table meetings', 'aria-label': t('list.title') },
      el('thead', {}, el('tr', {}, heads, acts)),
      el(
        'tbody',
        {},
        meetings.map((meeting) => meetingRow(admin, meeting)),
      ),
    ),
  );
}

// What was searched for stays while somebody deletes a meeting or replaces a link.
let query = '';

function searchableList(admin, meetings) {
  const box = input(null, query, { type: 'search' });
  const count = el('p', { class: 'hint', role: 'status' });
  const found = el('div', {});
  function show() {
    query = box.value;
    const matches = findMeetings(meetings, query);
    write(count, query.trim() ? t('list.found', { n: matches.length, all: meetings.length }) : '');
    fill(found, matches.length ? meetingTable(admin, matches) : localized('p', 'list.nothing', { class: 'card' }));
  }
  box.addEventListener('input', show);
  show();
  return [el('div', { class: 'search' }, field('list.search', box), count), found];
}

const draftTitle = (draft) => draft.doc.title || t('draft.untitled');

async function discardDraft(admin, draft) {
  const title = t('draft.drop.title', { title: draftTitle(draft) });
  if (!(await confirmDanger(title, t('draft.drop.why'), t('draft.drop')))) return;
  deleteDraft();
  admin.showList();
}

function draftCard(admin, draft) {
  return el(
    'section',
    { class: 'card draft' },
    el('p', {}, t('draft.waits', { title: draftTitle(draft) })),
    el(
      'div',
      { class: 'acts' },
      button('draft.resume', () => admin.openWizard(draft), 'primary'),
      button('draft.drop', () => discardDraft(admin, draft), 'quiet'),
    ),
  );
}

// The ways to a new meeting. A draft is resumed instead of opening an empty form.
function beginnings(admin, draft) {
  const ways = [
    { key: 'new.title', why: 'new.title.why', press: () => admin.openWizard(null), kind: 'primary' },
    { key: 'sample.title', why: 'sample.title.why', press: admin.showSamples, kind: '' },
    { key: 'file.title', why: 'file.title.why', press: admin.showDocumentFile, kind: '' },
  ];
  return draft ? ways.slice(1) : ways;
}

// The file of an earlier meeting may be dropped on it.
const wayButton = (admin, { key, press }, kind) => acceptEarlierMeeting(admin, button(key, press, kind));

function emptyList(admin, draft) {
  const choice = (way) =>
    el('li', {}, wayButton(admin, way, way.kind + ' big'), localized('p', way.why, { class: 'hint' }));
  return el(
    'section',
    { class: 'card block' },
    localized('h2', 'list.none'),
    el('ul', { class: 'beginnings' }, beginnings(admin, draft).map(choice)),
  );
}

function leadButtons(admin, draft, meetings, canStartDemo) {
  const ways = meetings.length && !isFull(admin.own) ? beginnings(admin, draft) : [];
  const buttons = ways.map((way) => wayButton(admin, way, way.kind));
  if (canStartDemo) buttons.push(button('demo', admin.startDemo));
  return buttons.length ? el('div', { class: 'acts lead' }, buttons) : null;
}

// canStartDemo: whether simulated voters have yet to join.
export function listPage(admin, meetings, canStartDemo) {
  const draft = storedDraft();
  const list = meetings.length < SEARCHED ? meetingTable : searchableList;
  return [
    localized('h1', 'list.title'),
    ownKeyLine(admin.own),
    localized('p', meetings.length ? 'list.lead' : 'list.lead.none', { class: 'soft' }),
    draft ? draftCard(admin, draft) : null,
    leadButtons(admin, draft, meetings, canStartDemo),
    meetings.length ? list(admin, meetings) : emptyList(admin, draft),
    ledgerSection(admin),
    organisations(admin),
  ];
}
