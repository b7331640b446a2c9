// The chair's page: one next step at a time, and the turnout. Wires panels, keys and actions; counts nothing itself.
import { use, listenToLanguage, translate } from '../shared/i18n.js';
import { $, pageStarted, write } from '../shared/dom.js';
import { isMeasured } from '../staff/connection_status.js';
import { latest, openRound, upNext } from '../staff/meeting_state.js';
import { openSession } from '../staff/session.js';
import { Actions } from './actions.js';
import { acceptRoundTrip } from './connection_quality.js';
import { areLettersOn, listenToKeys, storeLettersOn } from './keys.js';
import { drawSeconds, drawViews } from './lists.js';
import { words } from './messages.js';
import { focusOf, isCertified } from './next_step.js';
import {
  buttonMaker,
  drawActs,
  drawAdmission,
  drawFocus,
  drawHint,
  drawRoundState,
  drawSkips,
  drawStep,
  drawTop,
} from './panels.js';
import { drawPaperProgress } from './paper_progress.js';
import { startSpeaking, toggleTimer } from './speaking_actions.js';
import { AllSubjects, drawNearby } from './subject_list.js';
import { drawTimerClock, drawTimerSettings, listenToTimers } from './timer.js';
import { loadTimerSettings } from './timer_settings.js';
import { drawTurnout } from './turnout.js';
import { drawVotes } from './votes.js';

use(words);

const session = openSession('chair', receive, notify, (ms) => acceptRoundTrip(ms, isMeasured(session.state)));
const { state } = session;
const actions = new Actions(session, { changed: draw, notify });
const button = buttonMaker(actions);
const allSubjects = new AllSubjects(state);

function receive(kind) {
  if (kind === 'view' || kind === 'welcome') actions.views.remember(state.view);
  if (kind === 'turnout' && state.meeting) {
    drawTurnout(state, focusOf(state).round);
    drawPaperProgress(state, focusOf(state).round);
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
  loadTimerSettings(state.meeting.id);
  actions.noticeStep();
  keepFocus(() => {
    drawFocus(state);
    drawTurnout(state, focusOf(state).round);
    drawVotes(state, votesRound());
    drawHint(state);
    drawActs(state, actions, button);
    drawDuration();
    drawNearby(state, (row) => actions.chooseForRow(row), openAll);
    allSubjects.draw();
    drawViews(state, button, (view) => actions.setView(view));
    drawTimerSettings(state, actions.isReady() && !openRound(state));
    drawAdmission(state, actions, button);
    drawPaperProgress(state, focusOf(state).round);
    drawSkips(state, actions);
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

async function openAll() {
  const row = await allSubjects.open();
  if (row) await actions.chooseForRow(row);
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
  timer: whenReady(() => toggleTimer(actions)),
};

$('#step').addEventListener('click', () => actions.takeStep(false));
$('#all-subjects').addEventListener('click', openAll);
listenToTimers(draw, (kind) => startSpeaking(actions, kind));
$('#letters').checked = areLettersOn();
$('#letters').addEventListener('change', () => storeLettersOn($('#letters').checked));
listenToKeys(KEYS, () => $('#letters').checked);
$('#notice-close').addEventListener('click', () => notify(''));
listenToLanguage(draw);
setInterval(drawClocks, 500);
translate(document);
draw();
pageStarted();
