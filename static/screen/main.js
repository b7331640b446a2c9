// The big screen: shows the view that the chair has chosen. Sends nothing but its hello.
import { $, pageStarted, write } from '../shared/dom.js';
import { t, use, lang, languages, listenToLanguage, setLang, suggestLang, translate } from '../shared/i18n.js';
import { speakingTime } from '../shared/speaking_time.js';
import { formatMinutes, timeLeft } from '../shared/time.js';
import { connect } from '../shared/socket.js';
import { timeOfDay } from '../shared/zone.js';
import { readKey, startOptions } from './display_options.js';
import { closeKeyList, drawKeyList, toggleKeyList } from './key_list.js';
import { listenToKeys } from './keys.js';
import { words } from './messages.js';
import { noticeFor } from './notices.js';
import { emptyOverlay, viewOf } from './overlay.js';
import { turnPages } from './paged_view.js';
import { PageTurner } from './paging.js';
import { keyTable } from './projector_keys.js';
import { SceneView } from './scene_view.js';
import { stageSize } from './stage.js';
import { emptyState, fold } from './state.js';
import { startThemes } from './themes.js';
import { SCENES, keyOf, momentOf } from './views.js';

const ENDING_MS = 10000;

const main = $('#main');
const state = emptyState();
const overlay = emptyOverlay();
const turner = new PageTurner();
const scenes = new SceneView(main, tick);
let frame = 0;

function hello() {
  const key = readKey();
  return key ? { t: 'hello', v: 1, role: 'screen', key } : null;
}

// Messages arrive in bursts: render once for each frame.
function receive(message) {
  const before = state.meeting ? JSON.stringify(state.view) : null;
  fold(state, message, new Date());
  if (message.t === 'welcome') {
    suggestLang(message.meeting.language);
    translate(document);
  }
  // After a lost connection the chair may have shown something else.
  if (message.t === 'view' || (before && before !== JSON.stringify(state.view))) {
    turner.restart(Date.now());
    Object.assign(overlay, emptyOverlay());
  }
  renderSoon();
}

function renderSoon() {
  if (!frame) frame = requestAnimationFrame(renderFrame);
}

function renderFrame() {
  frame = 0;
  render();
}

function sceneOf(name) {
  const key = JSON.stringify([name, lang(), keyOf(name, state)]);
  return { key, moment: momentOf(name, state), make: () => SCENES[name](state) };
}

function render() {
  const notice = noticeFor(state, hello() !== null);
  const name = viewOf(state, overlay);
  main.dataset.view = notice ? 'plain' : name;
  updateHeader();
  if (notice) scenes.show({ key: notice.key, moment: notice.key, make: notice.make }, state);
  else if (!SCENES[name]) throw new Error('unknown view ' + name);
  else scenes.show(sceneOf(name), state);
  $('#black').hidden = overlay.shows !== 'black';
  drawKeyList(keys);
}

function updateHeader() {
  const { meeting } = state;
  document.title = (meeting ? meeting.title + ' · ' : '') + t('page');
  $('#rehearsal').hidden = !(meeting && meeting.phase === 'rehearsal');
  const stamp = meeting && !state.ended && (state.online === false ? 'stamp' : state.recovering ? 'recovering' : null);
  $('#stamp').hidden = !stamp;
  if (stamp) write($('#stamp'), t(stamp, { time: timeOfDay(state.heardAt, state.zone) }));
}

const endingClass = (left) => (left <= ENDING_MS ? 'late' : '');

// By name, what time alone changes: the text and the class of its state. The timer may have just ended.
const TIME_TEXTS = {
  round() {
    const left = timeLeft(state.deadlines.round);
    return left === null ? ['', ''] : [formatMinutes(left), endingClass(left)];
  },
  timer() {
    if (!state.timer) return ['', ''];
    const { time, left, isOver } = speakingTime(state.timer, state.deadlines.timer);
    return [time, isOver ? 'over' : state.timer.running ? endingClass(left) : ''];
  },
  over() {
    const isOver = state.timer && speakingTime(state.timer, state.deadlines.timer).isOver;
    return [isOver ? ' · ' + t('timer.over') : '', 'over'];
  },
  code() {
    const left = timeLeft(state.deadlines.code);
    return [left === null ? '' : t('rotates', { s: Math.ceil(left / 1000) }), ''];
  },
};

// Updates what time alone changes.
function tick() {
  main.querySelectorAll('[data-left]').forEach((node) => {
    const [text, name] = TIME_TEXTS[node.dataset.left]();
    write(node, text);
    ['late', 'over'].forEach((each) => node.classList.toggle(each, each === name));
  });
  $('#turning').hidden = !turnPages(main, turner, Date.now());
  write($('#turning'), t(turner.isTurning() ? 'turn.stop' : 'turn.go'));
}

function toggleTurning() {
  turner.toggle(Date.now());
  render();
}

// To the next one of the menu.
function changeLanguage() {
  const tags = languages().map(({ value }) => value);
  setLang(tags[(tags.indexOf(lang()) + 1) % tags.length]);
  translate(document);
  render();
}

let shape = '';

// How many codes are in a row depends on the window's shape.
function measure() {
  const now = JSON.stringify(stageSize(window.innerWidth, window.innerHeight));
  if (now !== shape) scenes.forget();
  else scenes.fit(true);
  shape = now;
  renderSoon();
}

const page = { state, overlay, turner, render, toggleTurning, changeLanguage };
const keys = keyTable(page);

use(words);
translate(document);
startOptions();
startThemes();
listenToLanguage(render);
$('#turning').addEventListener('click', toggleTurning);
$('#black').addEventListener('click', () => {
  overlay.shows = null;
  render();
});
$('#help').addEventListener('click', () => toggleKeyList(keys));
$('#keys-close').addEventListener('click', closeKeyList);
listenToKeys(keys);
window.addEventListener('resize', measure);
document.addEventListener('fullscreenchange', () => drawKeyList(keys));
setInterval(tick, 200);
// An answered ping also shows that everything before it has arrived.
const connection = connect(hello, receive, () => {
  state.heardAt = new Date();
});
window.addEventListener('hashchange', () => {
  state.ended = null;
  state.meeting = null;
  connection.reconnect();
  render();
});
measure();
render();
pageStarted();
