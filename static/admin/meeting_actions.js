// What can be done with a meeting of the list: new links, a copy as a new meeting, deleting it.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask, confirmDanger } from '../staff/dialogs.js';
import { button, field, input, nextId } from '../staff/form_controls.js';
import { linksOfRole } from '../staff/link_cards.js';
import { today } from '../staff/local_time.js';
import { storedDraft } from './draft.js';
import { forgetDeskKey, keptDesk } from './kept_links.js';

const ROLES = ['desk', 'chair', 'screen'];

async function replaceKey(admin, meeting, role) {
  const created = await admin.attempt(() => admin.api.post('/api/meetings/' + meeting.id + '/keys', { role }));
  if (created) admin.showLinks(meeting, linksOfRole(role, created));
}

function roleChoice(name, role, isChosen) {
  const radio = el('input', { type: 'radio', name, value: role, checked: isChosen, id: nextId('role') });
  const label = el(
    'label',
    { for: radio.id },
    t('role.' + role),
    el('span', { class: 'hint' }, t('role.' + role + '.use')),
  );
  return { radio, node: el('div', { class: 'tick role-choice' }, radio, label) };
}

function forgetButton(admin, meeting) {
  const forget = button(
    'list.forget',
    (event) => {
      event.target.closest('dialog').close();
      forgetDeskKey(meeting.id);
      admin.showList();
    },
    'small quiet',
  );
  return el('p', {}, forget);
}

// isDeskMissing: this browser cannot open the meeting, so its desk's link is the likely one, and why is said.
export async function replaceLinks(admin, meeting, isDeskMissing) {
  const name = nextId('roles');
  const kept = keptDesk(meeting);
  const choices = ROLES.map((role) => roleChoice(name, role, isDeskMissing && role === 'desk'));
  const chosen = () => choices.map(({ radio }) => radio).find((radio) => radio.checked);
  const group = el(
    'fieldset',
    { class: 'roles' },
    el('legend', {}, t('newlinks.which')),
    choices.map(({ node }) => node),
  );
  const role = await ask({
    title: t('newlinks.title', { title: meeting.title }),
    yes: t('newkey.yes'),
    danger: true,
    content: [
      isDeskMissing ? el('p', {}, t(kept ? 'list.replaced' : 'list.elsewhere')) : null,
      group,
      el('p', {}, t('newkey.why')),
      kept ? forgetButton(admin, meeting) : null,
    ],
    check: () => (chosen() ? '' : t('newlinks.choose')),
    value: () => chosen().value,
  });
  if (role) await replaceKey(admin, meeting, role);
}

// Asks before a stored draft is replaced.
export async function mayReplaceDraft() {
  const draft = storedDraft();
  if (!draft) return true;
  const title = t('draft.replace.title', { title: draft.doc.title || t('draft.untitled') });
  return Boolean(await confirmDanger(title, t('draft.replace.why'), t('draft.replace.yes')));
}

// A run-off belongs to the ballots that made it necessary.
const withoutRunOffs = (doc) => Object.assign({}, doc, { parts: doc.parts.filter((part) => !part.again) });

export async function copyMeeting(admin, meeting) {
  const isStill = admin.staying();
  const doc = await admin.attempt(() => admin.api.get('/api/meetings/' + meeting.id + '/document'));
  if (!doc || !isStill() || !(await mayReplaceDraft())) return;
  admin.openWizard({ doc: Object.assign(withoutRunOffs(doc), { date: today() }) }, 'copy');
  admin.say(t('copy.done', { title: meeting.title }), true);
}

export async function deleteMeeting(admin, meeting) {
  const { title } = meeting;
  const typed = input(null, '');
  const answer = await ask({
    title: t('delete.title', { title }),
    yes: t('delete.do'),
    danger: true,
    content: [
      el('p', {}, t('delete.why')),
      el('p', {}, t('delete.type'), el('strong', {}, title)),
      field('delete.typed', typed),
    ],
    check: () => (typed.value.trim() === title ? '' : t('delete.differs')),
  });
  if (!answer) return;
  const done = await admin.attempt(async () => {
    await admin.api.remove('/api/meetings/' + meeting.id, { title });
    return true;
  });
  if (!done) return;
  forgetDeskKey(meeting.id);
  await admin.showList();
  admin.say(t('delete.done', { title }), true);
}
