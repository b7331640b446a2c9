// The big screen: listens and shows what the chair picked. Never asks for anything but its own link.
import { $, el, fill, write } from '../shared/dom.js';
import { t, use, lang, setLang, suggestLang, translate } from '../shared/i18n.js';
import { formatMinutes, deadlineIn, timeLeft, formatTime } from '../shared/time.js';
import { connect } from '../shared/socket.js';
import { words } from './messages.js';
import { SCENES, keyOf } from './views.js';
import { begin, stopTurning, turn, turning } from './paging.js';

const main = $('#main');
const state = {
  online: null,
  recovering: false,
  ended: null,
  heard: null,
  meeting: null,
  round: null,
  parts: [],
  rounds: [],
  turnout: null,
  tallies: [],
  results: null,
  fingerprint: null,
  view: { view: 'join', subject: null },
  timer: null,
  join: null,
  ends: { round: null, timer: null, code: null },
};
let link = null;
let shown = { key: null, scene: null };
let asked = 0;

// The key stays in the address: a restarted projector finds its way back.
function readKey() {
  const here = location.hash.slice(1);
  try {
    if (here) sessionStorage.setItem('pingyi.screen', here);
    return here || sessionStorage.getItem('pingyi.screen');
  } catch (e) {
    return here;
  }
}

function hello() {
  const key = readKey();
  return key ? { t: 'hello', v: 1, role: 'screen', key } : null;
}

function takeRound(round) {
  if (!round) {
    state.round = null;
    return;
  }
  state.round = round;
  const others = state.rounds.filter((each) => each.id !== round.id);
  const before = state.rounds.find((each) => each.id === round.id);
  state.rounds = before ? state.rounds.map((each) => (each.id === round.id ? round : each)) : others.concat(round);
  state.ends.round = round.state === 'open' ? deadlineIn(round.left) : null;
  // A void round's tally is never shown again.
  if (round.state === 'voided') state.tallies = state.tallies.filter((tally) => tally.round !== round.id);
}

function takeTally(tally) {
  state.tallies = state.tallies.filter((each) => each.round !== tally.round).concat(tally);
}

function takeTimer(timer) {
  state.timer = timer && timer.kind ? timer : null;
  state.ends.timer = state.timer && state.timer.running ? deadlineIn(state.timer.left) : null;
}

function takeJoin(join) {
  state.join = join || null;
  state.ends.code = join ? deadlineIn(join.left) : null;
}

function welcome(message) {
  Object.assign(state, {
    ended: null,
    recovering: false,
    meeting: message.meeting,
    parts: message.parts || [],
    rounds: message.rounds || [],
    turnout: message.turnout || null,
    tallies: message.tallies || [],
    results: message.results || null,
    fingerprint: message.fingerprint || null,
    view: message.view || state.view,
  });
  suggestLang(message.meeting.language);
  translate(document);
  takeTimer(message.timer);
  takeJoin(message.join);
  takeRound(message.round);
}

const HEARD = {
  welcome,
  round: takeRound,
  tally: takeTally,
  timer: takeTimer,
  join: takeJoin,
  turnout(message) {
    state.turnout = message;
  },
  view(message) {
    state.view = { view: message.view, subject: message.subject || null };
    begin();
  },
  results(message) {
    state.results = message.results;
    state.fingerprint = message.fingerprint || null;
  },
  recovering(message) {
    state.recovering = message.on;
  },
  online() {
    state.online = true;
  },
  offline() {
    state.online = false;
  },
  ended() {
    state.ended = state.ended || 'ended';
  },
  refused(message) {
    state.ended = message.code === 'busy' ? null : message.code;
  },
  error(message) {
    throw new Error('the server did not understand: ' + message.code);
  },
};

function hear(message) {
  if (!HEARD[message.t]) throw new Error('unknown message ' + message.t);
  HEARD[message.t](message);
  if (!['offline', 'ended', 'online'].includes(message.t)) state.heard = new Date();
  if (!asked)
    asked = requestAnimationFrame(() => {
      asked = 0;
      render();
    });
}

function keyBox() {
  const input = el('input', { id: 'key', class: 'input', type: 'text', autocomplete: 'off', spellcheck: 'false' });
  const problem = el('p', { class: 'problem', role: 'alert' });
  const enter = (event) => {
    event.preventDefault();
    const key = input.value.trim().split('#').pop();
    if (!/^[A-Za-z2-7]{26,64}$/.test(key)) {
      write(problem, t('key.wrong'));
      input.focus();
      return;
    }
    location.hash = key;
  };
  return el(
    'section',
    { class: 'scene plain' },
    el('h1', {}, t('key.title')),
    el(
      'form',
      { on: { submit: enter } },
      el('label', { for: 'key' }, t('key.label')),
      input,
      problem,
      el('p', { class: 'about' }, t('key.hint')),
      el('button', { class: 'button primary', type: 'submit' }, t('key.enter')),
    ),
  );
}

function notice() {
  if (!hello()) return { key: 'key' + lang(), make: keyBox };
  if (state.ended) {
    const text = state.ended === 'ended' ? t('ended') : t('refused', { code: state.ended });
    return { key: text, make: () => el('section', { class: 'scene plain' }, el('h1', {}, text), keyBox().lastChild) };
  }
  return state.meeting
    ? null
    : {
        key: 'connecting' + lang(),
        make: () => el('section', { class: 'scene plain' }, el('h1', {}, t('connecting'))),
      };
}

function draw(key, make) {
  if (shown.key !== key) {
    shown = { key, scene: make() };
    fill(main, shown.scene.node);
  }
  if (shown.scene.update) shown.scene.update(state);
}

function render() {
  const plain = notice();
  const name = state.view.view;
  if (plain) draw(plain.key, () => ({ node: plain.make() }));
  else if (!SCENES[name]) throw new Error('unknown view ' + name);
  else draw(JSON.stringify([name, lang(), keyOf(name, state)]), () => SCENES[name](state));
  main.dataset.view = plain ? 'plain' : name;
  frame();
  tick();
}

function frame() {
  const { meeting } = state;
  document.title = (meeting ? meeting.title + ' · ' : '') + t('page');
  $('#rehearsal').hidden = !(meeting && meeting.phase === 'rehearsal');
  const away = meeting && !state.ended && (state.online === false ? 'stamp' : state.recovering ? 'recovering' : null);
  $('#stamp').hidden = !away;
  if (away) write($('#stamp'), t(away, { time: formatTime(state.heard) }));
}

const LEFT = {
  round: (left) => (left === null ? '' : formatMinutes(left)),
  timer(left) {
    return formatMinutes(left === null ? state.timer.left : left);
  },
  code: (left) => (left === null ? '' : t('rotates', { s: Math.ceil(left / 1000) })),
};

function tick() {
  main.querySelectorAll('[data-left]').forEach((node) => {
    const left = timeLeft(state.ends[node.dataset.left]);
    write(node, LEFT[node.dataset.left](left));
    node.classList.toggle('late', left !== null && left <= 10000);
  });
  $('#turning').hidden = !turn(main);
  write($('#turning'), t(turning() ? 'turn.stop' : 'turn.go'));
}

function setTheme(dark) {
  document.documentElement.dataset.theme = dark ? 'dark' : '';
  $('#dark').setAttribute('aria-pressed', String(dark));
  try {
    localStorage.setItem('pingyi.dark', dark ? '1' : '');
  } catch (e) {
    /* nothing kept */
  }
}

function keptTheme() {
  try {
    return localStorage.getItem('pingyi.dark') === '1';
  } catch (e) {
    return false;
  }
}

let asleep = 0;
function awake() {
  document.body.classList.add('awake');
  clearTimeout(asleep);
  asleep = setTimeout(() => document.body.classList.remove('awake'), 4000);
}

$('#other').addEventListener('click', () => {
  setLang(lang() === 'zh' ? 'en' : 'zh');
  translate(document);
  render();
});
$('#dark').addEventListener('click', () => setTheme(document.documentElement.dataset.theme !== 'dark'));
$('#full').addEventListener('click', () => {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen();
});
$('#turning').addEventListener('click', () => {
  stopTurning(turning());
  tick();
});
window.addEventListener('mousemove', awake);
window.addEventListener('hashchange', () => {
  state.ended = null;
  state.meeting = null;
  link.reconnect();
  render();
});
setInterval(tick, 200);

use(words);
translate(document);
setTheme(keptTheme());
link = connect(hello, hear);
render();
