// The voter's page: shows the view that fits the session, and passes on what the voter does. Decides no vote.
import { $, fill } from '../shared/dom.js';
import { t, use, lang, setLang, suggestLang } from '../shared/i18n.js';
import { words } from './messages.js';
import { speak, translatePage, updateCountdown, updateFrame } from './page_frame.js';
import { currentView } from './current_view.js';
import { Session } from './session.js';
import { adoptCode, codeKind, isLargeText, normalizeCode, replacesToken, saveLargeText } from './storage.js';
import { historyState, isForgetful } from './stored_values.js';
import { VIEWS, stateLine } from './views.js';

const main = $('#main');
const session = new Session({
  changed: render,
  welcomed(language) {
    suggestLang(language);
    translatePage();
  },
});
let shown = { key: null, name: null, view: null };
let isWrongLink = false;

// Takes the code of a link, or offers it where the phone has a token. Returns whether it was taken.
function adoptAddress() {
  const code = normalizeCode(location.hash);
  isWrongLink = location.hash.length > 1 && !codeKind(code);
  if (!location.hash || isWrongLink) return false;
  session.offered = replacesToken(code) ? code : null;
  if (!session.offered) adoptCode(code);
  clearAddress();
  return !session.offered;
}

// No code stays in the address, which people pass on.
function clearAddress() {
  history.replaceState(historyState(), '', location.pathname);
}

// A view is rebuilt when its key changes, and else only updated, so that nothing being typed is disturbed.
function keyOf(name) {
  const { round, meeting, refused, isBusy, tally } = session.state;
  const refusal = round && session.castQueue.refusalOf(round.id);
  return JSON.stringify([
    name,
    lang(),
    round && round.id,
    name === 'ballot' && [round.recused, refusal],
    name === 'ballot' || name === 'sending' ? null : meeting,
    refused,
    isBusy,
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

$('#other').addEventListener('click', () => {
  setLang(lang() === 'zh' ? 'en' : 'zh');
  translatePage();
  render();
});
$('#big').addEventListener('click', () => {
  saveLargeText(!isLargeText());
  render();
});
$('#again').addEventListener('click', () => session.connection.reconnect());
$('#dismiss').addEventListener('click', () => {
  session.castQueue.missed = null;
  render();
});
// Where nothing can be stored, the self-test knows this phone by its history entry.
$('#check').addEventListener('click', (event) => {
  if (!isForgetful()) return;
  event.preventDefault();
  history.pushState(historyState(), '', '/check');
  location.reload();
});
window.addEventListener('hashchange', () => {
  if (adoptAddress()) session.start();
  else render();
});
// A tab that was frozen has missed what others stored.
const follow = () => session.followOtherTabs();
window.addEventListener('storage', follow);
window.addEventListener('pageshow', follow);
document.addEventListener('visibilitychange', follow);
setInterval(() => updateCountdown(session.countdown), 250);

use(words);
adoptAddress();
translatePage();
session.start();
