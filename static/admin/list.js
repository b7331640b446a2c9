// The meetings of this server: their phases, a new key for a lost link, and the draft of the next one.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask, button, w } from '../staff/dialogs.js';
import { dropDraft, keptDraft } from './draft.js';

const ROLES = ['desk', 'chair', 'screen'];
const HEADS = ['title', 'date', 'phase', 'links'];

async function newKey(admin, meeting, role) {
  const sure = await ask({
    title: t('newkey.title', { role: t('role.' + role), title: meeting.title }),
    yes: t('newkey.yes'),
    danger: true,
    content: [el('p', {}, t('newkey.why'))],
  });
  const made = sure && (await admin.attempt(() => admin.api.post('/api/meetings/' + meeting.id + '/keys', { role })));
  if (made)
    admin.links(meeting.title, { keys: { [role]: made.key }, links: { [role]: made.link }, qr: { [role]: made.qr } });
}

const keyButton = (admin, meeting) => (role) =>
  el(
    'button',
    { type: 'button', class: 'button small', on: { click: () => newKey(admin, meeting, role) } },
    t('newkey', { role: t('role.' + role) }),
  );

const row = (admin) => (meeting) =>
  el(
    'tr',
    {},
    el('td', { class: 'meeting-title' }, meeting.title),
    el('td', { class: 'narrow' }, meeting.date),
    el('td', { class: 'narrow' }, el('span', { class: 'phase ' + meeting.phase }, t('phase.' + meeting.phase))),
    el('td', {}, el('div', { class: 'acts' }, ROLES.map(keyButton(admin, meeting)))),
  );

// The latest day first; meetings of one day stay as the server has them.
const byDay = (meetings) => meetings.slice().sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0));

function table(admin, meetings) {
  const heads = HEADS.map((name) => w('th', 'list.' + name, { scope: 'col' }));
  return el(
    'div',
    { class: 'card scroll' },
    el(
      'table',
      { class: 'table meetings' },
      el('thead', {}, el('tr', {}, heads)),
      el('tbody', {}, byDay(meetings).map(row(admin))),
    ),
  );
}

async function forget(admin, draft) {
  const sure = await ask({
    title: t('draft.drop.title', { title: draft.doc.title || t('draft.untitled') }),
    yes: t('draft.drop'),
    danger: true,
    content: [el('p', {}, t('draft.drop.why'))],
  });
  if (!sure) return;
  dropDraft();
  admin.list();
}

function draftCard(admin, draft) {
  return el(
    'section',
    { class: 'card draft' },
    el('p', {}, t('draft.waits', { title: draft.doc.title || t('draft.untitled') })),
    el(
      'div',
      { class: 'acts' },
      button('draft.resume', () => admin.wizard(draft), 'primary'),
      button('draft.drop', () => forget(admin, draft), 'quiet'),
    ),
  );
}

// demo: whether simulated voters wait to be let in.
export function listPage(admin, meetings, demo) {
  const draft = keptDraft();
  return [
    w('h1', 'list.title'),
    w('p', 'list.lead', { class: 'soft' }),
    draft ? draftCard(admin, draft) : null,
    el(
      'div',
      { class: 'acts lead' },
      draft ? null : button('new.title', () => admin.wizard(null), 'primary'),
      demo ? button('demo', admin.letIn) : null,
    ),
    meetings.length ? table(admin, meetings) : w('p', 'list.none', { class: 'card' }),
  ];
}
