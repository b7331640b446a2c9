// The server's meetings: phases, new keys for lost links, and the draft of the next meeting.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { confirmDanger } from '../staff/dialogs.js';
import { button, localized } from '../staff/form_controls.js';
import { confirmNewKey, linksOfRole, newKeyButton } from '../staff/link_cards.js';
import { deleteDraft, storedDraft } from './draft.js';

const ROLES = ['desk', 'chair', 'screen'];
const HEADS = ['title', 'date', 'phase', 'links'];

async function replaceKey(admin, meeting, role) {
  if (!(await confirmNewKey(role, meeting.title))) return;
  const created = await admin.attempt(() => admin.api.post('/api/meetings/' + meeting.id + '/keys', { role }));
  if (created) admin.showLinks(meeting.title, linksOfRole(role, created));
}

function meetingRow(admin, meeting) {
  const keyButtons = ROLES.map((role) => newKeyButton(role, 'button small', () => replaceKey(admin, meeting, role)));
  return el(
    'tr',
    {},
    el('td', { class: 'meeting-title' }, meeting.title),
    el('td', { class: 'narrow' }, meeting.date),
    el('td', { class: 'narrow' }, el('span', { class: 'phase ' + meeting.phase }, t('phase.' + meeting.phase))),
    el('td', {}, el('div', { class: 'acts' }, keyButtons)),
  );
}

// The latest day first; within a day in the server's order.
const byDay = (meetings) => meetings.slice().sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));

function meetingTable(admin, meetings) {
  const heads = HEADS.map((name) => localized('th', 'list.' + name, { scope: 'col' }));
  const rows = byDay(meetings).map((meeting) => meetingRow(admin, meeting));
  return el(
    'div',
    { class: 'card scroll' },
    el('table', { class: 'table meetings' }, el('thead', {}, el('tr', {}, heads)), el('tbody', {}, rows)),
  );
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

// canStartDemo: whether simulated voters have yet to join.
export function listPage(admin, meetings, canStartDemo) {
  const draft = storedDraft();
  return [
    localized('h1', 'list.title'),
    localized('p', 'list.lead', { class: 'soft' }),
    draft ? draftCard(admin, draft) : null,
    el(
      'div',
      { class: 'acts lead' },
      draft ? null : button('new.title', () => admin.openWizard(null), 'primary'),
      canStartDemo ? button('demo', admin.startDemo) : null,
    ),
    meetings.length ? meetingTable(admin, meetings) : localized('p', 'list.none', { class: 'card' }),
  ];
}
