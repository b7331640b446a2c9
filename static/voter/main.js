// The voter's page: shows the view that fits the session, and passes on what the voter does. Decides no vote.
import { pagePath, withBase } from '../shared/base.js';
import { $, fill, pageStarted } from '../shared/dom.js';
import { codeInLink, isBrokenLink, keyInAddress } from '../shared/codes.js';
import { browserLang, lang, setLang, storedLang, t, translate, use } from '../shared/i18n.js';
import { loadLanguage } from './languages.js';
import { words } from './messages.js';
import { speak, updateCountdown, updateFrame } from './page_frame.js';
import { currentView } from './current_view.js';
import { showBriefs } from './brief.js';
import { Session } from './session.js';
import { adoptCode, isOn, replacesToken, setOn } from './storage.js';
import { historyState, isForgetful } from './stored_values.js';
import { VIEWS, stateLine } from './views.js';

const main = $('#main');
const session = new Session({
  changed: render,
  welcomed(language) {
    if (!storedLang() && !browserLang()) switchLanguage(language, true);
  },
});
let shown = { key: null, name: null, view: null };
let isWrongLink = false;

// Earlier versions had the administrator's page at the address of this one. Whether the page is being left for it.
function isAdminLink() {
  const isKey = pagePath() === '/' && /^[a-z2-7]{26,64}$/i.test(keyInAddress(location.href));
  if (isKey) location.replace(withBase('/admin#') + keyInAddress(location.href));
  return isKey;
}

// Takes the code of a link, or offers it where the phone has a token. Returns whether it was taken.
function adoptAddress() {
  const code = codeInLink(location.href);
  isWrongLink = isBrokenLink(location.href);
  if (!code) return false;
  session.offered = replacesToken(code) ? code : null;
  if (!session.offered) adoptCode(code);
  clearAddress();
  return !session.offered;
}

// The page's own path: a messenger may have put code and all into it.
function pageAddress() {
  return withBase(/^\/[vm]?/i.exec(pagePath())[0].toLowerCase());
}

// No code stays in the address, which people pass on.
function clearAddress() {
  history.replaceState(historyState(), '', pageAddress());
}

// A view is rebuilt when its key changes, and else only updated, so that nothing being typed is disturbed.
function keyOf(name) {
  const { round, meeting, refused, busy, fault, tally } = session.state;
  const refusal = round && session.castQueue.refusalOf(round.id);
  return JSON.stringify([
    name,
    lang(),
    round && round.id,
    round && round.awaits_paper,
    name === 'ballot' && [round.recused, refusal],
    name === 'ballot' || name === 'sending' ? null : meeting,
    refused,
    busy,
    fault,
    name === 'refusedCast' && refusal,
    name === 'results' && tally,
  ]);
}

function show(name, key) {
  const hadFocus = main.contains(document.activeElement);
  shown = { key, name, view: VIEWS[name](session) };
  fill(main, shown.view.node);
  main.dataset.state = name;
  const title = $('h1', main);
  if (hadFocus) title.focus();
  const text = title.textContent;
  speak(name === 'ballot' ? t('sentences', { a: stateLine(session.state), b: text }) : text);
}

function render() {
  const name = currentView(session, isWrongLink);
  const key = keyOf(name);
  if (shown.key !== key) show(name, key);
  else if (shown.view.update) shown.view.update();
  updateFrame(session, shown.name);
  updateCountdown(session.countdown);
}

// Without a connection the page keeps its language, and says so. isTemporary: not this person's choice.
async function switchLanguage(language, isTemporary) {
  const isHere = await loadLanguage(language);
  session.state.lacksLanguage = !isHere;
  setLang(isHere ? language : lang(), isTemporary || !isHere);
  translate(document);
  render();
}

$('#lang').addEventListener('change', (event) => switchLanguage(event.target.value));
$('#big').addEventListener('click', () => {
  setOn('big', !isOn('big'));
  render();
});
$('#brief').addEventListener('click', () => showBriefs(session));
$('#again').addEventListener('click', () => session.connection.reconnect());
$('#dismiss').addEventListener('click', () => {
  session.castQueue.missed = null;
  render();
});
// Where nothing can be stored, the self-test knows this phone by its history entry.
$('#check').addEventListener('click', (event) => {
  if (!isForgetful()) return;
  event.preventDefault();
  history.pushState(historyState(), '', withBase('/check'));
  location.reload();
});
window.addEventListener('hashchange', () => {
  if (isAdminLink()) return;
  if (adoptAddress()) session.start();
  else render();
});
// A tab that was frozen has missed what others stored.
const follow = () => session.followOtherTabs();
window.addEventListener('storage', follow);
window.addEventListener('pageshow', follow);
document.addEventListener('visibilitychange', follow);
setInterval(() => updateCountdown(session.countdown), 250);

function start() {
  const wanted = use(words);
  adoptAddress();
  translate(document);
  session.start();
  switchLanguage(wanted, true);
  pageStarted();
}

if (!isAdminLink()) start();
