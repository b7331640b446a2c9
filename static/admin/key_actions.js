// What the main administrator does with the admin keys of other bodies, and with whose a meeting is.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask, confirmDanger } from '../staff/dialogs.js';
import { showProblems } from '../staff/field_errors.js';
import { field, input, select } from '../staff/form_controls.js';

const path = (key) => '/api/keys/' + key.id;

// null where nothing was entered, and the text where it is no number.
function number(text) {
  const plain = text.normalize('NFKC').trim();
  if (!plain) return null;
  return /^\d{1,9}$/.test(plain) && Number(plain) > 0 ? Number(plain) : text;
}

const named = (name, control) => {
  control.dataset.field = name;
  return control;
};

function keyForm(key) {
  const { meetings, phones, expires } = key.limits;
  const name = named('name', input(null, key.name));
  const most = named('meetings', input(null, meetings, { inputmode: 'numeric' }));
  const phone = named('phones', input(null, phones, { inputmode: 'numeric' }));
  const day = named('expires', input(null, expires, { type: 'date' }));
  const node = el(
    'div',
    {},
    field('keys.name', name, 'keys.name.hint'),
    field('keys.meetings.most', most, 'keys.blank'),
    field('keys.phones.most', phone, 'keys.phones.hint'),
    field('keys.expires.last', day, 'keys.blank'),
  );
  const value = () => ({
    name: name.value.trim(),
    limits: { meetings: number(most.value), phones: number(phone.value), expires: day.value || null },
  });
  return { node, value };
}

const notNumbers = (fields) =>
  ['meetings', 'phones']
    .filter((name) => typeof fields[name] === 'string')
    .map((name) => ({ field: name, message: t('keys.number') }));

// Asks again with what was typed while the server finds something wrong with it. send(fields) returns its answer.
async function askForKey(admin, question, key, send) {
  let entered = key;
  let problems = [];
  for (;;) {
    const form = keyForm(entered);
    const asked = ask(Object.assign({ content: [form.node], value: form.value }, question));
    if (problems.length) showProblems(form.node, problems);
    const answer = await asked;
    if (!answer) return null;
    const fields = Object.assign({ name: answer.name }, answer.limits);
    entered = answer;
    problems = notNumbers(fields);
    if (problems.length) continue;
    const sent = await admin.attemptDocument(() => send(fields));
    if (!sent || !sent.fields) return sent;
    problems = sent.fields;
  }
}

export async function addKey(admin) {
  const empty = { name: '', limits: { meetings: null, phones: null, expires: null } };
  const made = await askForKey(admin, { title: t('keys.add.title'), yes: t('keys.add.yes') }, empty, (fields) =>
    admin.api.post('/api/keys', fields),
  );
  if (made) admin.showKeyLink(made);
}

export async function changeKey(admin, key) {
  const question = { title: t('keys.change.title', { name: key.name }), yes: t('keys.save') };
  const changed = await askForKey(admin, question, key, (fields) =>
    admin.api.patch(path(key), fields).then(() => ({})),
  );
  if (changed) await admin.showKeys();
}

export async function replaceKeyLink(admin, key) {
  const title = t('keys.relink.title', { name: key.name });
  if (!(await confirmDanger(title, t('keys.relink.why'), t('newkey.yes')))) return;
  const made = await admin.attempt(() => admin.api.post(path(key) + '/link'));
  if (made) admin.showKeyLink(made);
}

export async function revokeKey(admin, key) {
  const title = t('keys.revoke.title', { name: key.name });
  if (!(await confirmDanger(title, t('keys.revoke.why'), t('keys.revoke.yes')))) return;
  const done = await admin.attempt(() => admin.api.remove(path(key)).then(() => true));
  if (!done) return;
  await admin.showKeys();
  admin.say(t('keys.revoke.done', { name: key.name }), true);
}

// Gives a meeting to another body. The links of its desk, chair and screen stay as they are.
export async function assignMeeting(admin, meeting) {
  const keys = await admin.attempt(() => admin.api.get('/api/keys'));
  if (!keys) return;
  const inUse = keys.filter((key) => key.state !== 'revoked');
  const choices = [{ value: '', key: 'keys.main' }].concat(inUse.map((key) => ({ value: key.id, text: key.name })));
  const owner = meeting.owner && !meeting.owner.revoked ? meeting.owner.id : '';
  const control = select(choices, owner);
  const answer = await ask({
    title: t('assign.title', { title: meeting.title }),
    yes: t('assign.yes'),
    content: [field('assign.to', control), el('p', { class: 'hint' }, t('assign.why'))],
    value: () => ({ key: control.value || null }),
  });
  if (!answer) return;
  const done = await admin.attempt(() =>
    admin.api.put('/api/meetings/' + meeting.id + '/owner', answer).then(() => true),
  );
  if (done) await admin.showList();
}
