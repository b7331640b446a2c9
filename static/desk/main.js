// The secretary's desk: navigation, the meeting as it stands, and the sections. Knows no section's work.
import { $, el, fill, write } from '../shared/dom.js';
import { use, t, lang, setLang, translate } from '../shared/i18n.js';
import { api } from '../shared/api.js';
import { NoAnswer, reason } from '../staff/commands.js';
import { drawLink } from '../staff/connection_status.js';
import { openRound } from '../staff/meeting_state.js';
import { inTheOpen, warnOfOpenAir } from '../staff/plain_http_warning.js';
import { sit } from '../staff/session.js';
import { section as cards } from './cards.js';
import { section as check } from './reconciliation.js';
import { section as documentSection } from './document.js';
import { section as files } from './files.js';
import { section as live } from './live.js';
import { section as paper } from './paper_ballots.js';
import { section as rehearsal } from './rehearsal.js';
import { section as results } from './results.js';
import { section as roster } from './roster.js';
import { words } from './messages.js';

// A section is {key, mark(desk) → its sign in the navigation, busy?() → whether leaving the page would lose something,
// build(desk) → {node, primary?, lead?, live?(), meeting?(), keeps?}}: `lead` is another first line; live() follows every message, meeting() every new answer of the
// API. A section without meeting() is built anew unless something is typed; one that `keeps` what is typed may always be.
const SECTIONS = [documentSection, roster, cards, rehearsal, live, paper, check, results, files];

use(words);

const seat = sit('desk', heard, (text) => say(text));
let page = null;
let section = null;
let asked = 0;
let typed = false;

const desk = {
  state: seat.state,
  meeting: null,
  run: seat.run,
  api: api(seat.key(), lang),
  path: (rest) => '/api/meetings/' + desk.state.meeting.id + (rest || ''),
  open: () => openRound(desk.state),
  farewell,
  say,
  refresh,
  go,
  build,
  // What a person did: the last sentence goes, `done` comes. True when it went well.
  act(work, done, fields) {
    say('');
    return desk.attempt(work, done, fields);
  },
  // Runs what asks the server. What is refused is shown; `fields` may show it at its place.
  async attempt(work, done, fields) {
    try {
      await work();
      if (done) say(done, true);
      return true;
    } catch (problem) {
      if (!problem.code && !(problem instanceof NoAnswer)) throw problem;
      const loose = fields && problem.fields && problem.fields.length ? fields(problem.fields) : null;
      say(loose ? [t('form.wrong')].concat(loose).join(' ') : reason(problem));
      return false;
    }
  },
};

function say(text, good) {
  $('#notice').textContent = text;
  $('#notice').hidden = !text;
  $('#notice').classList.toggle('done', Boolean(good));
  if (text) $('#notice').scrollIntoView({ block: 'nearest' });
}

// Whatever is not a count may have changed the document, the rounds or the balance.
function heard(kind) {
  if (kind === 'welcome') desk.api = api(seat.key(), lang);
  if (kind === 'welcome' || kind === 'round') soon();
  draw();
  if (page && page.live && desk.meeting) page.live();
}

// The meeting was deleted: nothing is left to go to.
function farewell() {
  clearTimeout(asked);
  seat.leave();
  desk.meeting = null;
  $('#link').hidden = true;
  draw();
}

function soon() {
  clearTimeout(asked);
  asked = setTimeout(() => desk.attempt(refresh), 200);
}

async function refresh() {
  desk.meeting = await desk.api.get(desk.path());
  if (!page) go(kept());
  else if (page.meeting) page.meeting();
  else if (!typed) build();
  draw();
}

function kept() {
  try {
    const key = sessionStorage.getItem('pingyi.section');
    return SECTIONS.some((one) => one.key === key) ? key : SECTIONS[0].key;
  } catch (e) {
    return SECTIONS[0].key;
  }
}

function go(key) {
  section = SECTIONS.find((one) => one.key === key);
  try {
    sessionStorage.setItem('pingyi.section', key);
  } catch (e) {
    /* starts at the first section next time */
  }
  say('');
  build();
  draw();
  window.scrollTo(0, 0);
  const head = $('#page h1');
  if (head) {
    head.tabIndex = -1;
    head.focus();
  }
}

function build() {
  typed = false;
  page = section.build(desk);
  fill(
    $('#page'),
    el(
      'header',
      { class: 'page-head' },
      el(
        'div',
        {},
        el('h1', {}, t('nav.' + section.key)),
        el('p', { class: 'soft' }, page.lead || t('lead.' + section.key)),
      ),
      page.primary || null,
    ),
    page.node,
  );
  translate($('#page'));
}

function navigation() {
  return SECTIONS.map((one) => {
    const mark = one.mark ? one.mark(desk) : '';
    return el(
      'li',
      {},
      el(
        'button',
        {
          type: 'button',
          class: 'nav',
          id: 'nav-' + one.key,
          'aria-current': section === one ? 'page' : null,
          on: { click: () => leave(one.key) },
        },
        el('span', {}, t('nav.' + one.key)),
        el('span', { class: 'mark' + (mark === '✓' ? ' good' : '') }, mark),
      ),
    );
  });
}

function leave(key) {
  const focused = document.activeElement && document.activeElement.id;
  go(key);
  if (focused === 'nav-' + key) $('#nav-' + key).focus();
}

// Phones talk to the address on the cards, whatever this page was opened by (PROMISES, known traps).
const plain = () =>
  inTheOpen() || Boolean(desk.meeting && /^http:/.test(desk.meeting.url) && !inside(desk.meeting.url));
const inside = (url) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);

function draw() {
  const focused = document.activeElement && document.activeElement.id;
  $('#open-air').hidden = !plain();
  warnOfOpenAir($('#open-air'));
  drawLink(desk.state);
  write($('#lang'), lang() === 'zh' ? 'English' : '中文');
  document.title = t('title') + (desk.state.meeting ? ' · ' + desk.state.meeting.title : '');
  $('#rehearsal').hidden = !desk.state.meeting || desk.state.meeting.phase !== 'rehearsal';
  fill($('#nav'), desk.meeting ? navigation() : null);
  write($('#meeting'), desk.state.meeting ? desk.state.meeting.title : '');
  fill(
    $('#warnings'),
    (desk.meeting ? desk.meeting.warnings : []).map((one) => el('p', { class: 'banner' }, one)),
  );
  if (focused && focused.startsWith('nav-') && desk.meeting) document.getElementById(focused).focus();
}

$('#page').addEventListener('input', () => {
  typed = true;
});
$('#lang').addEventListener('click', () => {
  setLang(lang() === 'zh' ? 'en' : 'zh');
  translate(document);
  draw();
  if (section && (!typed || page.keeps)) build();
});
window.addEventListener('beforeunload', (event) => {
  const busy = SECTIONS.some((one) => one.busy && one.busy());
  if (busy || (typed && section.key === 'document')) event.preventDefault();
});
translate(document);
draw();
