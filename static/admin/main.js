// Meetings: the list, and a new one in three minutes. Knows the API; a meeting's own work is on its desk.
import { $, el, fill } from '../shared/dom.js';
import { use, t, lang, setLang, translate } from '../shared/i18n.js';
import { api as connectTo, storedKey, storeKey, forgetKey } from '../shared/api.js';
import { askKey, button, w } from '../staff/dialogs.js';
import { reason } from '../staff/commands.js';
import { today } from '../staff/meeting_form.js';
import { inTheOpen, warnOfOpenAir } from '../staff/plain_http_warning.js';
import { dropDraft, isEditing, keptDraft, setEditing } from './draft.js';
import { listPage } from './list.js';
import { linksPage } from './created_links.js';
import { wizard } from './wizard.js';
import { words } from './messages.js';

let key = storedKey('admin');
let show = null;
let open = null;

use(words);

const admin = { api: connectTo(key, lang), forms: [], say, attempt, asked, list, letIn, wizard: edit, made, links };

function say(text, good) {
  $('#notice').textContent = text;
  $('#notice').classList.toggle('done', Boolean(good));
  $('#notice').hidden = !text;
  if (text) $('#notice').scrollIntoView({ block: 'nearest' });
}

const isKeyless = (problem) => problem.code === 'unknown_key' || problem.code === 'wrong_role';

// Runs what asks the server; a wrong key is asked for again, any other refusal is shown.
async function attempt(work) {
  say('');
  try {
    return await work();
  } catch (problem) {
    if (!problem.code) throw problem;
    if (isKeyless(problem)) await enterKey(t('key.wrong'));
    else say(reason(problem));
    return null;
  }
}

// The same for a document: what is wrong with its fields comes back as {fields}.
function asked(work) {
  return attempt(() =>
    work().catch((problem) => {
      if (problem.fields && problem.fields.length) return { fields: problem.fields };
      throw problem;
    }),
  );
}

async function enterKey(hint) {
  forgetKey('admin');
  key = '';
  while (!key) key = await askKey(t('key.title'), hint);
  storeKey('admin', key);
  admin.api = connectTo(key, lang);
  await start();
}

// ---- the pages ----

function turn(again, nodes) {
  show = again;
  fill($('#page'), nodes);
  translate(document);
  window.scrollTo(0, 0);
  const head = $('#page h1');
  head.tabIndex = -1;
  head.focus();
}

async function list() {
  open = null;
  show = list;
  setEditing(false);
  say('');
  const meetings = await attempt(() => admin.api.get('/api/meetings'));
  const demo = meetings && (await attempt(() => admin.api.get('/api/demo')));
  // Whoever has gone on in the meantime is not called back.
  if (demo && show === list) turn(list, listPage(admin, meetings, demo.demo));
}

// Only a demo has simulated voters, and they come in once.
async function letIn() {
  const before = await attempt(() => admin.api.post('/api/demo').then(() => true));
  if (!before) return;
  await list();
  say(t('demo.done'), true);
}

function links(title, linked, admission) {
  open = null;
  setEditing(false);
  say('');
  turn(() => links(title, linked, admission), linksPage(admin, title, linked, admission));
}

// A code that changes every 30 seconds is nothing to write down.
function made(doc, linked) {
  dropDraft();
  if (doc.join === 'rotating') delete linked.links.join;
  links(doc.title, linked, doc.admission);
}

// ---- a new meeting ----

// A meeting in English starts with English bands; the server's own are Chinese.
const ENGLISH = [
  ['Good', '9'],
  ['Fair', '7'],
  ['Middling', '4'],
  ['Poor', '0'],
];
const usualBands = () => (lang() === 'en' ? { bands: ENGLISH } : {});
const usualForm = () =>
  admin.forms.find((one) => one.id === (lang() === 'en' ? 'plain' : 'secretary')) || admin.forms[0];

const blank = () => ({
  title: '',
  date: today(),
  language: lang(),
  groups: [{ name: t('group.all') }],
  parts: [{ name: t('part.first'), form: usualForm().id, weight: '1', subjects: [] }],
  rules: usualBands(),
});

// given: a draft, a pasted document as {doc}, or null for an empty form.
function edit(given) {
  say('');
  setEditing(true);
  open = wizard(admin, given ? Object.assign({ kept: true }, given) : { doc: blank() });
  turn(() => edit(open && open.changed() ? open.draft() : null), [newHead(), open.node]);
}

function newHead() {
  const lead = el('div', {}, w('h1', 'new.title'), w('p', 'new.lead', { class: 'soft' }));
  return el('div', { class: 'page-head' }, lead, button('list.back', list, 'small'));
}

// ---- the page ----

function worded() {
  document.title = t('title');
  $('#lang').textContent = t('language.other');
  translate(document);
  warnOfOpenAir($('#open-air'));
}

// The shipped forms in the page's language.
async function readForms() {
  const answer = await attempt(() => admin.api.get('/api/forms?language=' + lang()));
  if (answer) admin.forms = answer.forms;
  return Boolean(answer);
}

async function start() {
  if (!(await readForms())) return;
  if (isEditing()) edit(keptDraft());
  else await list();
}

$('#lang').addEventListener('click', async () => {
  setLang(lang() === 'zh' ? 'en' : 'zh');
  worded();
  if (show && (await readForms())) show();
});
window.addEventListener('hashchange', () => location.reload());
$('#open-air').hidden = !inTheOpen();
worded();
if (key) start();
else enterKey(t('key.why'));
