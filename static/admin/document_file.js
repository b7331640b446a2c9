// Opens the form with an earlier meeting: its archive, its document's file, or the document pasted as JSON. Knows few of its fields.
import { el } from '../shared/dom.js';
import { lang, t } from '../shared/i18n.js';
import { button, field, localized, nextId } from '../staff/form_controls.js';
import { acceptDrops } from '../staff/file_drop.js';
import { joinSentences } from '../staff/joined_sentences.js';
import { today } from '../staff/local_time.js';
import { archiveIn } from './last_year_offer.js';
import { mayReplaceDraft } from './meeting_actions.js';

const placed = ({ field: place, message }) => t('copied.place', { place, text: message });

// content: a Blob or text. mayOpen(): whether the form may be opened.
async function openDocument(admin, content, mayOpen) {
  const body = new Blob([content], { type: 'application/octet-stream' });
  const isStill = admin.staying();
  const asked = admin.attemptDocument(() => admin.api.post('/api/copies', body));
  admin.say(t('copied.reading'), true);
  const answer = await asked;
  if (!answer || !isStill()) return;
  if (answer.fields) {
    admin.say(joinSentences(answer.fields.map(placed)));
    return;
  }
  admin.say('');
  if (!(await mayOpen())) return;
  const { document: doc, remarks } = answer;
  admin.archive = await archiveIn(content);
  admin.openWizard({ doc: Object.assign({ date: today() }, doc), copied: remarks }, 'copy');
  if (!remarks.length) admin.say(t('copied.all'), true);
}

// One file is one meeting.
const takeFirst = (admin, mayOpen) => async (files) => {
  if (files.length) await openDocument(admin, files[0], mayOpen);
};

// An earlier meeting's file may be dropped on the node.
export function acceptEarlierMeeting(admin, node) {
  acceptDrops(node, takeFirst(admin, mayReplaceDraft));
  return node;
}

function fileBox(admin, mayOpen) {
  const accept = '.zip,application/zip,.json,application/json';
  const file = el('input', { type: 'file', id: nextId('f'), accept, class: 'hidden-text' });
  const take = takeFirst(admin, mayOpen);
  file.addEventListener('change', async () => {
    await take(Array.from(file.files));
    file.value = '';
  });
  const label = localized('label', 'json.file', { for: file.id, class: 'button' });
  const node = el('div', { class: 'roster filebox' }, file, label, localized('span', 'json.drop'));
  acceptDrops(node, take);
  return node;
}

function pasteBox(admin, mayOpen) {
  const text = el('textarea', { id: nextId('f'), rows: '8', spellcheck: 'false' });
  return [field('json.paste', text), button('json.use', () => openDocument(admin, text.value, mayOpen))];
}

// Folded, in the form of a new meeting, whose contents it replaces. A file may be dropped on its heading.
export function foldedDocumentBox(admin) {
  const mayOpen = () => true;
  const summary = localized('summary', 'json.title');
  acceptDrops(summary, takeFirst(admin, mayOpen));
  return el('details', { class: 'json' }, summary, [fileBox(admin, mayOpen), pasteBox(admin, mayOpen)]);
}

export function documentFilePage(admin) {
  const lead = el('div', {}, localized('h1', 'file.title'), localized('p', 'file.title.why', { class: 'soft' }));
  return [
    el('div', { class: 'page-head' }, lead, button('list.back', admin.showList, 'small')),
    el('section', { class: 'card block' }, fileBox(admin, mayReplaceDraft)),
    el('section', { class: 'card block' }, pasteBox(admin, mayReplaceDraft)),
  ];
}

// What of the earlier meeting did not come along as it was; null if all did. remarks: of the server, in every language.
export function copyRemarks(remarks) {
  if (!remarks || !remarks.length) return null;
  const line = (remark) => el('li', {}, placed({ field: remark.place, message: remark[lang()] || remark.message }));
  return el(
    'div',
    { class: 'banner', role: 'status' },
    localized('p', 'copied.some'),
    el('ul', { class: 'sentences' }, remarks.map(line)),
  );
}
