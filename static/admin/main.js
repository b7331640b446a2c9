// The administrator's page: the list of meetings and the form of a new one. Knows the API; meetings are run from their desk.
import { $, el, fill, pageStarted } from '../shared/dom.js';
import { use, t, lang, languages, listenToLanguage, translate } from '../shared/i18n.js';
import { api as connectTo, storedKey, storeKey, forgetKey } from '../shared/api.js';
import { reason } from '../staff/commands.js';
import { askKey } from '../staff/dialogs.js';
import { button, localized } from '../staff/form_controls.js';
import { showNotice as say, startAt } from '../staff/page_frame.js';
import { today } from '../staff/local_time.js';
import { newMeeting } from './new_meeting.js';
import { deleteDraft, isEditing, setEditing, storedDraft } from './draft.js';
import { keyLinkPage, keysPage } from './admin_keys.js';
import { logPage } from './instance_log.js';
import { listPage } from './list.js';
import { forgetDeleted, keepDeskKey, serverId } from './kept_links.js';
import { documentFilePage } from './document_file.js';
import { linksPage } from './created_links.js';
import { loadLastYear } from './last_year_offer.js';
import { samplesPage } from './sample_meetings.js';
import { Wizard } from './wizard.js';
import { words } from './messages.js';

const CHECK_KEY_MS = 15000;

let key = storedKey('admin');
let redraw = null; // shows the current page again, in another language
let wizard = null;
let isAsking = false; // for the key
let visits = 0; // pages that were shown or asked for

use(words);

const admin = {
  api: connectTo(key, lang),
  own: null, // whose key this is, see own_key.js
  archive: null, // of the earlier meeting that the form began with
  forms: null, // the shipped ones by language
  samples: [],
  say,
  attempt,
  attemptDocument,
  staying,
  showList,
  showKeys,
  showKeyLink,
  showLog,
  showSamples: () => showChoice(samplesPage),
  showDocumentFile: () => showChoice(documentFilePage),
  startDemo,
  openWizard,
  meetingCreated,
  showLinks,
};

const WRONG_KEY = ['unknown_key', 'wrong_role'];
const ENDED_KEY = ['revoked_key', 'expired_key'];

// Runs a request; resolves to null if it is refused. A wrong key is asked for again, once for all requests that were sent with it;
// any other refusal is shown.
async function attempt(request) {
  say('');
  const sentWith = key;
  try {
    return await request();
  } catch (problem) {
    if (!problem.code) throw problem;
    if (sentWith !== key) return null;
    if (WRONG_KEY.includes(problem.code)) await enterKey(t('key.wrong'));
    else if (ENDED_KEY.includes(problem.code)) await enterKey(problem.message);
    else say(reason(problem));
    return null;
  }
}

// As attempt(), but problems of the document's fields are returned as {fields}.
function attemptDocument(request) {
  return attempt(() =>
    request().catch((problem) => {
      if (problem.fields && problem.fields.length) return { fields: problem.fields };
      throw problem;
    }),
  );
}

// Several requests may be refused at the same time: one question is enough.
async function enterKey(hint) {
  if (isAsking) return;
  isAsking = true;
  forgetKey('admin');
  key = '';
  fill($('#page'));
  while (!key) key = await askKey(t('key.title'), hint);
  isAsking = false;
  storeKey('admin', key);
  admin.api = connectTo(key, lang);
  await start();
}

function showPage(redrawPage, nodes) {
  redraw = redrawPage;
  visits += 1;
  fill($('#page'), nodes);
  translate(document);
  startAt($('#page h1'));
}

// Shows a page once load() has what it needs, unless another page, or the same one again, is asked for meanwhile.
async function showLoaded(redrawPage, load, nodesOf) {
  redraw = redrawPage;
  visits += 1;
  const isStill = staying();
  const loaded = await load();
  if (loaded && isStill()) showPage(redrawPage, nodesOf(loaded));
}

// Returns whether the page is still the same, for what comes with an answer.
function staying() {
  const visit = visits;
  return () => visit === visits;
}

function leaveWizard() {
  wizard = null;
  setEditing(false);
  say('');
}

async function loadList() {
  const meetings = await attempt(() => admin.api.get('/api/meetings'));
  const demo = meetings && (await attempt(() => admin.api.get('/api/demo')));
  const own = demo && (await attempt(() => admin.api.get('/api/admin')));
  return own && { meetings, demo, own };
}

function showList() {
  leaveWizard();
  return showLoaded(showList, loadList, ({ meetings, demo, own }) => {
    admin.own = own;
    forgetDeleted(meetings, serverId(key));
    return listPage(admin, meetings, demo.demo);
  });
}

function showKeys() {
  say('');
  const load = () => attempt(() => admin.api.get('/api/keys'));
  return showLoaded(showKeys, load, (keys) => keysPage(admin, keys));
}

// made: the new key with its link.
function showKeyLink(made) {
  say('');
  const show = () => showPage(show, keyLinkPage(admin, made));
  show();
}

function showLog() {
  say('');
  const load = () => attempt(() => admin.api.get('/api/log'));
  return showLoaded(showLog, load, ({ log }) => logPage(admin, log));
}

// The simulated voters of a demo server join, once.
async function startDemo() {
  const started = await attempt(() => admin.api.post('/api/demo').then(() => true));
  if (!started) return;
  await showList();
  say(t('demo.done'), true);
}

// A page from which a new meeting starts.
function showChoice(page) {
  say('');
  showPage(() => showChoice(page), page(admin));
}

// meeting: {id, title, organisation, date}; created, admission: see created_links.js. The desk's new link is kept in this browser.
function showLinks(meeting, created, admission) {
  leaveWizard();
  const { desk } = created.keys;
  const isKept = Boolean(desk) && keepDeskKey(meeting.id, desk, serverId(key));
  const redrawLinks = () => showPage(redrawLinks, linksPage(admin, meeting, created, { admission, isKept }));
  redrawLinks();
}

// A rotating join code changes every 30 seconds: its link is useless on paper. withLastYear: from the archive that it was made of.
async function meetingCreated(doc, created, withLastYear) {
  const { archive } = admin;
  admin.archive = null;
  deleteDraft();
  if (doc.join === 'rotating') delete created.links.join;
  const { title, organisation, date } = doc;
  showLinks({ id: created.id, title, organisation, date: date || today() }, created, doc.admission || 'open');
  if (!withLastYear) return;
  say(t('copied.past.reading'), true);
  const { text, isGood } = await loadLastYear(archive, created);
  say(text, isGood);
}

// draft: a stored one, {doc} of a document's file, a copied meeting or a kind of meeting, or null for an empty form; origin: see wizard.js.
function openWizard(draft, origin) {
  say('');
  setEditing(true);
  wizard = new Wizard(
    admin,
    draft || { doc: newMeeting(admin.forms[lang()], lang()) },
    origin || (draft ? 'restored' : 'new'),
  );
  const redrawWizard = () => openWizard(wizard && wizard.hasChanges ? wizard.draft() : null);
  showPage(redrawWizard, [wizardHead(), wizard.node]);
}

function wizardHead() {
  const lead = el('div', {}, localized('h1', 'new.title'), localized('p', 'new.lead', { class: 'soft' }));
  return el('div', { class: 'page-head' }, lead, button('list.back', showList, 'small'));
}

function drawFrame() {
  document.title = t('title');
  translate(document);
}

// Loads the shipped forms and the sample meetings in every language, so that a choice takes effect before the next key is typed.
async function loadTemplates() {
  const tags = languages().map(({ value }) => value);
  const inEvery = (path) => tags.map((tag) => path + '?language=' + tag);
  const paths = inEvery('/api/forms').concat(inEvery('/api/samples'), '/api/samples');
  const answers = await Promise.all(paths.map((path) => attempt(() => admin.api.get(path))));
  if (!answers.every(Boolean)) return false;
  admin.samples = answers.pop().samples;
  admin.forms = {};
  admin.samplesIn = {};
  tags.forEach((tag, place) => {
    admin.forms[tag] = answers[place].forms;
    admin.samplesIn[tag] = answers[tags.length + place].samples;
  });
  return true;
}

async function start() {
  if (!(await loadTemplates())) return;
  if (isEditing()) openWizard(storedDraft());
  else await showList();
}

listenToLanguage(() => {
  drawFrame();
  if (redraw && admin.forms) redraw();
});
window.addEventListener('hashchange', () => location.reload());

// A key may end while its page is open. What it showed goes at once; a form that is being filled in is kept as a draft.
async function checkKey() {
  if (document.hidden || !key || !admin.forms) return;
  try {
    await admin.api.get('/api/admin');
  } catch (problem) {
    if (!problem.code) throw problem;
    if (WRONG_KEY.concat(ENDED_KEY).includes(problem.code)) await attempt(() => Promise.reject(problem));
  }
}

setInterval(checkKey, CHECK_KEY_MS);
document.addEventListener('visibilitychange', checkKey);
drawFrame();
if (key) start();
else enterKey(t('key.why'));
pageStarted();
