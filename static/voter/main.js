// The voter's page: listens, decides which state to show, casts and waits for the receipt.
import { $, el, fill, write } from '../shared/dom.js';
import { t, use, lang, setLang, suggestLang } from '../shared/i18n.js';
import { connect } from '../shared/socket.js';
import { words } from './messages.js';
import * as keep from './storage.js';
import { casting } from './cast_queue.js';
import { scored, carry, hasBegun } from './ballot_draft.js';
import { ballotView, list } from './ballot_view.js';
import { speak, relabel, drawFrame } from './page_frame.js';
import { countdown } from './countdown.js';
import { sign, progress, refusalWords, codeBox, results } from './status_views.js';

const FULL_HOUSE = ['expired_code', 'admission_closed', 'full'];

const main = $('#main');
const state = { link: 'connecting', meeting: null, round: null, tally: null, refused: null, busy: false };
const cast = casting(
  () => link,
  () => render(),
);
let link = null;
let shown = { key: null, view: null };
let wrongLink = false;
let place = {};
const typed = { text: '' };
const left = countdown(speak);

function hello() {
  const who = keep.holder();
  const first = { t: 'hello', v: 1, role: 'voter' };
  if (who.token) return Object.assign(first, { token: who.token });
  if (who.join) return Object.assign(first, { join: who.join, device: keep.device() });
  return null;
}

// A link's code is stored first and only then taken out of the address.
function adoptAddress() {
  const code = keep.plainCode(location.hash);
  wrongLink = location.hash.length > 1 && !keep.codeKind(code);
  if (!location.hash || wrongLink) return false;
  if (keep.adopt(code)) history.replaceState(null, '', location.pathname);
  return true;
}

function start() {
  place = {};
  state.refused = null;
  state.meeting = null;
  state.round = null;
  state.tally = null;
  cast.forget();
  if (link) link.again();
  else link = connect(hello, hear);
  render();
}

function enter(text) {
  const code = keep.plainCode(text);
  if (!keep.codeKind(code)) return t('code.wrong', { n: code.length });
  keep.adopt(code);
  start();
  return '';
}

// What is heard

function welcome(message) {
  state.refused = null;
  state.busy = false;
  typed.text = '';
  state.meeting = message.meeting;
  if (message.token) keep.keepToken(message.token, message.meeting.id);
  suggestLang(message.meeting.language);
  relabel();
  state.tally = null;
  (message.tallies || []).forEach(takeTally);
  takeRound(message.round);
  if (state.meeting.phase === 'certified') keep.dropDrafts();
  cast.deliver();
}

function takeTally(tally) {
  state.tally = tally;
}

function takeRound(round) {
  const known = round && state.round && round.id === state.round.id;
  state.round = round || null;
  if (!known) place = {};
  if (!round) return;
  left.set(round.state === 'open' ? round.left : null, !known);
  takeDrafts(round);
  if (round.total)
    state.meeting = Object.assign({}, state.meeting, { done: round.done, total: round.total, next: round.next });
}

function takeDrafts(round) {
  if (round.state === 'voided') keep.setAside(round.id);
  if (round.state !== 'open') return;
  const draft = keep.draftOf(round.id);
  const size = Object.keys(draft).length;
  if (Object.keys(carry(round, draft, keep.begun(round.id))).length > size) keep.keepDraft(round.id, draft);
  keep.tidy(
    round.id,
    round.subjects.map((subject) => subject.id),
  );
}

// A token that a rehearsal took along is replaced by coming in again.
function refusedHello(message) {
  const who = keep.holder();
  if (message.code === 'unknown_token' && who.join) {
    keep.keepHolder({ join: who.join });
    start();
  } else if (FULL_HOUSE.includes(message.code) && keep.goBack()) start();
  else state.refused = message.code;
}

function refused(message) {
  if (message.round) cast.refused(message, state.round && state.round.id);
  else if (message.code === 'busy') state.busy = true;
  else refusedHello(message);
}

const HEARD = {
  welcome,
  refused,
  receipt: cast.receipt,
  round: takeRound,
  tally: takeTally,
  online() {
    state.link = 'online';
  },
  offline() {
    state.link = 'offline';
  },
  ended() {
    state.link = 'ended';
  },
  error(message) {
    throw new Error('the server did not understand: ' + message.code);
  },
};

function hear(message) {
  if (!HEARD[message.t]) throw new Error('unknown message ' + message.t);
  HEARD[message.t](message);
  render();
}

// Which state is shown

function openState(round) {
  if (cast.isUnderway(round.id)) return 'sending';
  if (cast.isOver(round.id)) return 'refusedCast';
  if (keep.isCounted(round.id)) return 'sent';
  if (!round.eligible) return 'ineligible';
  if (round.voted) return 'used';
  return scored(round).length ? 'ballot' : 'recused';
}

function closedState(round) {
  if (cast.isUnderway(round.id) && round.state !== 'voided') return 'sending';
  if (round.state === 'closed' && cast.isOver(round.id)) return 'refusedCast';
  if (round.state === 'published' && state.tally && state.tally.round === round.id && state.meeting.voters_see_results)
    return 'results';
  return round.state;
}

function stateNow() {
  if (state.refused) return 'refused';
  if (!hello()) return wrongLink ? 'wrongLink' : 'code';
  if (!state.meeting) return 'connecting';
  if (state.round && state.round.state === 'open') return openState(state.round);
  if (state.meeting.phase === 'certified') return 'finished';
  return state.round ? closedState(state.round) : 'wait';
}

function stateLine() {
  const round = state.round;
  if (round.subjects.length > 1) return t('now.many', { n: round.subjects.length });
  const { done, total } = state.meeting;
  return total ? t('now.place', { n: Math.min(done + 1, total), total }) : t('now');
}

// The round that is open counts once this voter is through with it; who is on now is not next.
function standing() {
  const round = state.round;
  if (!round) return progress(state.meeting);
  const more = round.state === 'open' && keep.isCounted(round.id) ? round.subjects.length : 0;
  return progress(Object.assign({}, state.meeting, { done: state.meeting.done + more }));
}

// What this voter waits for now.
function nextLine() {
  return t(state.meeting.next ? 'sent.next' : 'sent.last');
}

function calm(kind, key, line, waits) {
  return () => ({ node: sign(kind, t(key), waits ? [t(line), nextLine()] : [t(line)], state.meeting && standing()) });
}

function entry(kind, title, text) {
  return { node: sign(kind, title, [text], codeBox(typed, enter)) };
}

function refusalView() {
  const [title, text] = refusalWords(state.refused);
  return entry('stop', title, text);
}

function castRefusal() {
  const [title, text] = refusalWords(cast.troubleOf(state.round.id));
  return { node: sign('stop', title, [text], standing()) };
}

function troubleText(code) {
  const [a, b] = refusalWords(code);
  return t('sentences', { a, b });
}

function sendingView() {
  const node = sign('send', '', [''], el('p', { class: 'why' }));
  const update = () => {
    const code = state.round && cast.troubleOf(state.round.id);
    node.classList.toggle('unsent', cast.isSlow());
    write($('h1', node), t(cast.isSlow() ? 'unsent' : 'sending'));
    write($('p', node), t(cast.isSlow() ? 'unsent.text' : 'sending.text'));
    write($('.why', node), code ? troubleText(code) : '');
    speak($('h1', node).textContent);
  };
  update();
  return { node, update };
}

function closedView() {
  const round = state.round;
  const sent = keep.isCounted(round.id) || round.voted;
  const missed = hasBegun(keep.draftOf(round.id)) ? 'closed.begun' : 'closed.none';
  return {
    node: sign(
      sent ? 'ok' : 'still',
      t('closed'),
      [t(sent ? 'closed.sent' : round.eligible ? missed : 'ineligible.text'), nextLine()],
      standing(),
    ),
  };
}

function ballotPage() {
  const round = state.round;
  const made = ballotView(
    round,
    keep.draftOf(round.id),
    {
      state: stateLine,
      save: (draft) => keep.keepDraft(round.id, draft),
      submit: (content) =>
        cast.submit(round.id, content, list(round.subjects.map((subject) => subject.name).slice(0, 2))),
    },
    place,
  );
  const node = el(
    'div',
    {},
    made.node,
    el('footer', { class: 'foot' }, made.bar, el('p', { class: 'meta', id: 'left' })),
  );
  const update = () => {
    made.update(state.round);
  };
  const code = cast.troubleOf(round.id);
  if (code) made.tell(troubleText(code));
  return { node, update };
}

const VIEWS = {
  code: () => entry('bare', t('code.title'), t('code.text')),
  wrongLink: () => entry('stop', t('refused.wrong_link'), t('refused.wrong_link.do')),
  connecting: () => ({
    node: sign('wait', t('connecting'), state.busy ? [troubleText('busy')] : [t('connecting.text')]),
  }),
  refused: refusalView,
  refusedCast: castRefusal,
  wait: calm('wait', 'wait', 'wait.text'),
  ballot: ballotPage,
  sending: sendingView,
  sent: calm('ok', 'sent', 'sent.text', true),
  used: calm('ok', 'sent', 'used.text'),
  recused: calm('out', 'recused.all', 'recused.all.text', true),
  ineligible: calm('out', 'ineligible', 'ineligible.text', true),
  closed: closedView,
  published: calm('still', 'published', 'published.text', true),
  voided: calm('gone', 'voided', 'voided.text'),
  results: () => ({ node: el('div', {}, results(state.round, state.tally), standing()) }),
  finished: calm('ok', 'finished', 'finished.text'),
};

// A view is built once and then only updated, so that nothing being typed is disturbed.
function keyOf(name) {
  const round = state.round;
  const quiet = ['ballot', 'sending'].includes(name);
  return JSON.stringify([
    name,
    lang(),
    round && round.id,
    name === 'ballot' && [round.recused, cast.troubleOf(round.id)],
    quiet ? null : state.meeting,
    state.refused,
    state.busy,
    name === 'refusedCast' && cast.troubleOf(round.id),
    name === 'results' && state.tally,
  ]);
}

function render() {
  const name = stateNow();
  const key = keyOf(name);
  if (shown.key === key) {
    if (shown.view.update) shown.view.update();
  } else {
    const inside = main.contains(document.activeElement);
    shown = { key, name, view: VIEWS[name]() };
    fill(main, shown.view.node);
    main.dataset.state = name;
    const title = $('h1', main);
    if (inside) title.focus();
    speak(name === 'ballot' ? t('sentences', { a: stateLine(), b: title.textContent }) : title.textContent);
  }
  drawFrame(state, cast, shown.name);
  left.tick();
}

$('#other').addEventListener('click', () => {
  setLang(lang() === 'zh' ? 'en' : 'zh');
  relabel();
  render();
});
$('#big').addEventListener('click', () => {
  keep.keepBig(!keep.isBig());
  render();
});
$('#again').addEventListener('click', () => link.again());
$('#dismiss').addEventListener('click', () => {
  cast.dismiss();
  render();
});
window.addEventListener('hashchange', () => {
  if (adoptAddress()) start();
});
window.addEventListener('storage', () => render());
setInterval(left.tick, 250);

use(words);
adoptAddress();
relabel();
start();
