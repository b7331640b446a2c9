// The chair's page: one next step at a time, and the turnout. Wires panels, keys and actions; counts nothing itself.
import { use, t, lang, setLang, translate } from '../shared/i18n.js';
import { $, pageStarted, write } from '../shared/dom.js';
import { isMeasured } from '../staff/connection_status.js';
import { latest, openRound, upNext } from '../staff/meeting_state.js';
import { openSession } from '../staff/session.js';
import { Actions } from './actions.js';
import { acceptRoundTrip } from './connection_quality.js';
import { areLettersOn, listenToKeys, storeLettersOn } from './keys.js';
import { drawAgenda, drawSeconds, drawViews } from './lists.js';
import { words } from './messages.js';
import { focusOf, isCertified } from './next_step.js';
import {
  buttonMaker,
  drawActs,
  drawAdmission,
  drawFocus,
  drawHint,
  drawRoundState,
  drawStep,
  drawTop,
} from './panels.js';
import { drawTimer, drawTimerClock, timerCommand } from './timer.js';
import { drawTurnout } from './turnout.js';
import { drawVotes } from './votes.js';

use(words);

const session = openSession('chair', receive, notify, (ms) => acceptRoundTrip(ms, isMeasured(session.state)));
const { state } = session;
const actions = new Actions(session, { changed: draw, notify });
const button = buttonMaker(actions);

function receive(kind) {
  if (kind === 'view' || kind === 'welcome') actions.views.remember(state.view);
  if (kind === 'turnout' && state.meeting) {
    drawTurnout(state, focusOf(state).round);
    drawHint(state);
  } else draw();
}

function notify(text) {
  write($('#notice-text'), text);
  $('#notice').hidden = !text;
}

// Rebuilding a list keeps the focus on the element of the same id.
function keepFocus(build) {
  const id = document.activeElement && document.activeElement.id;
  build();
  const node = id && document.getElementById(id);
  if (node && node !== document.activeElement) node.focus();
}

function draw() {
  drawTop(state);
  if (!state.meeting) return;
  actions.noticeStep();
  keepFocus(() => {
    drawFocus(state);
    drawTurnout(state, focusOf(state).round);
    drawVotes(state, votesRound());
    drawHint(state);
    drawActs(state, actions, button);
    drawDuration();
    drawAgenda(state, (row) => actions.chooseForRow(row));
    drawViews(state, button, (view) => actions.setView(view));
    drawTimer(state.timer, timerButton);
    drawAdmission(state, actions, button);
    drawStep(state, actions);
  });
  drawClocks();
}

// At the end of the agenda the last round stays in view.
function votesRound() {
  const { round, subjects } = focusOf(state);
  return round || (subjects.length ? null : latest(state));
}

function drawDuration() {
  const isUseless = isCertified(state) || openRound(state) !== null || !upNext(state).length;
  drawSeconds(actions.seconds, isUseless, (seconds) => actions.setSeconds(seconds));
}

function timerButton(action) {
  return button('timer-' + action, t('timer.' + action), () => actions.run(timerCommand(action)));
}

function drawClocks() {
  if (!state.meeting) return;
  drawRoundState(state);
  drawTimerClock(state);
}

// A letter does what its button does, where there is one.
function pressed(id) {
  return () => {
    const node = document.getElementById(id);
    if (node) node.click();
  };
}

function whenReady(action) {
  return () => {
    if (actions.isReady()) action();
  };
}

const KEYS = {
  next: () => actions.takeStep(true),
  back: whenReady(() => actions.goBack()),
  blank: whenReady(() => actions.toggleBlank()),
  extend: pressed('extend'),
  paper: pressed('paper'),
  void: pressed('void'),
  timer: whenReady(() => actions.run(timerCommand(state.timer && state.timer.running ? 'pause' : 'start'))),
};

$('#step').addEventListener('click', () => actions.takeStep(false));
$('#letters').checked = areLettersOn();
$('#letters').addEventListener('change', () => storeLettersOn($('#letters').checked));
listenToKeys(KEYS, () => $('#letters').checked);
$('#notice-close').addEventListener('click', () => notify(''));
$('#lang').addEventListener('click', () => {
  setLang(lang() === 'zh' ? 'en' : 'zh');
  translate(document);
  draw();
});
setInterval(drawClocks, 500);
translate(document);
draw();
pageStarted();
