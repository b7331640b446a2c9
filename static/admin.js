// Meetings: the list, and a new one in three minutes. Knows the API; a meeting's own work is on its desk.
import { $, el, fill } from './shared/dom.js';
import { use, t, lang, setLang, translate } from './shared/i18n.js';
import { api as connectTo, keptKey, keepKey, forgetKey } from './shared/api.js';
import { ask, askKey, button, field, fresh, w } from './keyed/ask.js';
import { reason } from './keyed/command.js';
import { documentForm, today } from './keyed/form.js';
import { linkCards } from './keyed/links.js';
import { previewTable } from './keyed/preview.js';
import { showProblems } from './keyed/problems.js';
import { words } from './words/admin.js';

let key = keptKey('admin');
let api = connectTo(key, lang);
let forms = [];
let form = null;
let show = listPage;

use(words);

function say(text, good) {
  $('#notice').textContent = text;
  $('#notice').classList.toggle('done', Boolean(good));
  $('#notice').hidden = !text;
}

// Runs what asks the server; a wrong key is asked for again, any other refusal is shown.
async function attempt(work) {
  say('');
  try {
    return await work();
  } catch (problem) {
    if (problem.code === 'unknown_key' || problem.code === 'wrong_role') {
      await enterKey(t('key.wrong'));
      return null;
    }
    if (!problem.code) throw problem;
    const loose = form ? showProblems(form.node, problem.fields || []) : [];
    say([problem.fields && problem.fields.length ? t('form.wrong') : reason(problem)].concat(loose).join(' '));
    return null;
  }
}

async function enterKey(hint) {
  forgetKey('admin');
  key = '';
  while (!key) key = await askKey(t('key.title'), hint);
  keepKey('admin', key);
  api = connectTo(key, lang);
  await start();
}

// ---- the list ----

async function newKey(meeting, role) {
  const sure = await ask({
    title: t('newkey.title', { role: t('role.' + role), title: meeting.title }),
    yes: t('newkey.yes'),
    danger: true,
    content: [el('p', {}, t('newkey.why'))],
  });
  const made = sure && (await attempt(() => api.post('/api/meetings/' + meeting.id + '/keys', { role })));
  if (made) open(() => linksPage(meeting.title, { [role]: made.key }, { [role]: made.link }, { [role]: made.qr }));
}

const row = (meeting) =>
  el(
    'tr',
    {},
    el('td', {}, meeting.title),
    el('td', {}, meeting.date),
    el('td', {}, t('phase.' + meeting.phase)),
    el(
      'td',
      {},
      el(
        'div',
        { class: 'acts' },
        ['desk', 'chair', 'screen'].map((role) =>
          el(
            'button',
            { type: 'button', class: 'button small', on: { click: () => newKey(meeting, role) } },
            t('newkey', { role: t('role.' + role) }),
          ),
        ),
      ),
    ),
  );

// Only a demo has simulated voters, and they come in once.
async function letIn() {
  const before = await attempt(() => api.post('/api/demo').then(() => true));
  if (!before) return;
  await listPage();
  say(t('demo.done'), true);
}

async function listPage() {
  form = null;
  const answer = await attempt(() => api.get('/api/meetings'));
  const demo = answer && (await attempt(() => api.get('/api/demo')));
  // Whoever has gone on in the meantime is not called back.
  if (!demo || show !== listPage) return;
  const meetings = Array.isArray(answer) ? answer : answer.meetings;
  fill(
    $('#page'),
    w('h1', 'list.title'),
    el(
      'div',
      { class: 'acts lead' },
      button('new.title', () => open(newPage), 'primary'),
      demo.demo ? button('demo', letIn) : null,
    ),
    meetings.length
      ? el(
          'div',
          { class: 'card scroll' },
          el(
            'table',
            { class: 'table' },
            el(
              'thead',
              {},
              el(
                'tr',
                {},
                ['title', 'date', 'phase', 'links'].map((name) => w('th', 'list.' + name, { scope: 'col' })),
              ),
            ),
            el('tbody', {}, meetings.map(row)),
          ),
        )
      : w('p', 'list.none', { class: 'card' }),
  );
}

// ---- a new meeting ----

// A meeting in English starts with English bands; the server's own are Chinese.
const ENGLISH = [['Good', '9'], ['Fair', '7'], ['Middling', '4'], ['Poor', '0']];
const usualBands = () => (lang() === 'en' ? { bands: ENGLISH } : {});
const usualForm = () => forms.find((one) => one.id === (lang() === 'en' ? 'plain' : 'secretary')) || forms[0];

const blank = () => ({
  title: '',
  date: today(),
  language: lang(),
  groups: [{ name: t('group.all') }],
  parts: [{ name: t('part.first'), form: usualForm().id, weight: '1', subjects: [] }],
  rules: usualBands(),
});

function newPage(given) {
  form = documentForm(given || blank(), forms, api);
  const preview = el('div', { id: 'preview', role: 'region', 'data-t-label': 'preview.title', tabindex: '-1' });
  const pasted = el('textarea', { id: fresh('f'), rows: '8', spellcheck: 'false' });
  const node = el(
    'form',
    {
      novalidate: true,
      on: {
        submit: (event) => {
          event.preventDefault();
          create();
        },
      },
    },
    form.node,
    preview,
    el(
      'div',
      { class: 'acts end' },
      button('list.back', () => open(listPage), 'quiet'),
      button('preview.do', () => tryRules(preview)),
      w('button', 'new.create', { type: 'submit', class: 'button primary big' }),
    ),
  );
  fill(
    $('#page'),
    w('h1', 'new.title'),
    w('p', 'new.lead', { class: 'soft' }),
    el(
      'details',
      { class: 'card block' },
      w('summary', 'json.title'),
      field('json.paste', pasted),
      button('json.use', () => readJson(pasted)),
    ),
    node,
  );
  translate($('#page'));
}

function readJson(pasted) {
  let given;
  try {
    given = JSON.parse(pasted.value);
  } catch (e) {
    say(t('json.wrong', { why: e.message }));
    return;
  }
  if (!given || typeof given !== 'object' || !Array.isArray(given.parts)) {
    say(t('json.not'));
    return;
  }
  say('');
  newPage(given);
}

// The document, once every roster is checked; null while a line is wrong.
async function whole() {
  if (await form.ready()) return form.read();
  say(t('roster.first'));
  return null;
}

async function tryRules(preview) {
  const doc = await whole();
  const tally = doc && (await attempt(() => api.post('/api/preview', doc)));
  if (!tally) return;
  showProblems(form.node, []);
  fill(preview, previewTable(tally));
  preview.focus();
}

async function create() {
  const doc = await whole();
  const made = doc && (await attempt(() => api.post('/api/meetings', doc)));
  if (made) open(() => linksPage(doc.title, made.keys, made.links, made.qr));
}

// ---- links, once ----

function linksPage(title, keys, links, qr) {
  form = null;
  fill(
    $('#page'),
    w('h1', 'links.title'),
    el('p', { class: 'soft' }, title),
    w('p', 'links.once', { class: 'banner', role: 'status' }),
    linkCards(keys, links, qr),
    el(
      'div',
      { class: 'acts end' },
      button('links.done', () => open(listPage), 'primary'),
    ),
  );
}

// ---- the page ----

function open(page) {
  show = page;
  say('');
  page();
  window.scrollTo(0, 0);
  const head = $('#page h1');
  if (head) {
    head.tabIndex = -1;
    head.focus();
  }
}

function worded() {
  document.title = t('title');
  $('#lang').textContent = lang() === 'zh' ? 'English' : '中文';
  translate(document);
}

// The shipped forms in the page's language.
async function readForms() {
  const answer = await attempt(() => api.get('/api/forms?language=' + lang()));
  if (answer) forms = answer.forms;
  return Boolean(answer);
}

async function start() {
  if (await readForms()) open(listPage);
}

// A half-filled form keeps what was typed: only its words change.
$('#lang').addEventListener('click', () => {
  setLang(lang() === 'zh' ? 'en' : 'zh');
  worded();
  if (!form) readForms().then((read) => read && !form && show());
});
window.addEventListener('hashchange', () => location.reload());
$('#open-air').hidden =
  location.protocol !== 'http:' || ['localhost', '127.0.0.1', '[::1]'].includes(location.hostname);
worded();
if (key) start();
else enterKey(t('key.why'));
