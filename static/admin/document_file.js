// Opens the form with a meeting document from a file or pasted as JSON. Knows few of its fields.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { button, field, localized, nextId } from '../staff/form_controls.js';
import { acceptDrops } from '../staff/file_drop.js';
import { today } from '../staff/local_time.js';
import { mayReplaceDraft } from './meeting_actions.js';

const isDocument = (value) => Boolean(value) && typeof value === 'object' && Array.isArray(value.parts);

// An archive's meeting.json has ids, and its date is that of the earlier meeting.
function forNewMeeting(value) {
  const doc = Object.assign({}, value, { parts: value.parts.filter((part) => !part.again) });
  if (doc.ids) doc.date = today();
  delete doc.ids;
  return doc;
}

// mayOpen(): whether the form may be opened.
async function openDocument(admin, text, mayOpen) {
  let value;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (e) {
    admin.say(t('json.wrong', { why: e.message }));
    return;
  }
  if (!isDocument(value)) admin.say(t('json.not'));
  else if (await mayOpen()) admin.openWizard({ doc: forNewMeeting(value) });
}

function fileBox(admin, mayOpen) {
  const file = el('input', { type: 'file', id: nextId('f'), accept: '.json,application/json', class: 'hidden-text' });
  async function take(files) {
    if (files.length) await openDocument(admin, await new Response(files[0]).text(), mayOpen);
    file.value = '';
  }
  file.addEventListener('change', () => take(file.files));
  const label = localized('label', 'json.file', { for: file.id, class: 'button' });
  const node = el('div', { class: 'roster filebox' }, file, label, localized('span', 'json.drop'));
  acceptDrops(node, take);
  return node;
}

function pasteBox(admin, mayOpen) {
  const text = el('textarea', { id: nextId('f'), rows: '8', spellcheck: 'false' });
  return [field('json.paste', text), button('json.use', () => openDocument(admin, text.value, mayOpen))];
}

// Folded, in the form of a new meeting, whose contents it replaces.
export function foldedDocumentBox(admin) {
  const mayOpen = () => true;
  const boxes = [fileBox(admin, mayOpen), pasteBox(admin, mayOpen)];
  return el('details', { class: 'json' }, localized('summary', 'json.title'), boxes);
}

export function documentFilePage(admin) {
  const lead = el('div', {}, localized('h1', 'file.title'), localized('p', 'file.title.why', { class: 'soft' }));
  return [
    el('div', { class: 'page-head' }, lead, button('list.back', admin.showList, 'small')),
    el('section', { class: 'card block' }, fileBox(admin, mayReplaceDraft)),
    el('section', { class: 'card block' }, pasteBox(admin, mayReplaceDraft)),
  ];
}
