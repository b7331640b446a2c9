// The chair's page: one next step at a time, and what the room is doing. Knows commands; counts nothing itself.
import { use, t, lang, setLang, translate } from '../shared/i18n.js';
import { $, el, fill, write } from '../shared/dom.js';
import { timeLeft, formatMinutes } from '../shared/time.js';
import { choose } from '../staff/dialogs.js';
import { reason } from '../staff/commands.js';
import { drawLink, isMeasured } from '../staff/connection_status.js';
import {
  agenda,
  callOf,
  focusOn,
  latest,
  nextStep,
  openRound,
  toPublish,
  unpublished,
  upNext,
} from '../staff/meeting_state.js';
import { askAll, askCombine, askPaper, askSmall, askVoid, place } from '../staff/round_confirmations.js';
import { headline } from '../staff/round_titles.js';
import { openSession } from '../staff/session.js';
import { askClose, askPublish, askRanking } from './confirmations.js';
import { keepLetters, lettersKept, listen } from './keys.js';
import { drawAgenda, drawSeconds, drawViews } from './lists.js';
import { past } from './view_history.js';
import { drawPulse, pulse } from './connection_quality.js';
import { command, drawTimer, tickTimer } from './timer.js';
import { drawTurnout, outstanding } from './turnout.js';
import { words } from './messages.js';

let seconds = 0;
let busy = false;

use(words);

const seat = openSession('chair', heard, notice);
const state = seat.state;
const views = past();

function heard(kind) {
  if (kind === 'view' || kind === 'welcome') views.remember(state.view);
  if (kind === 'turnout' && state.meeting) {
    drawTurnout(state, focus().round);
    drawHint();
  } else draw();
}

const certified = () => state.meeting.phase === 'certified';

// Once certified nothing is voted on any more; only the screen can still be steered.
const focus = () => (certified() ? { subjects: [], round: null } : focusOn(state));

function stepNow() {
  if (!certified()) return nextStep(state);
  return state.results && state.view.view !== 'ranking' ? 'ranking' : 'certified';
}

function notice(text) {
  write($('#notice-text'), text);
  $('#notice').hidden = !text;
}

// Sends one command. Few ballots are asked about first; every other refusal is shown in its own words.
async function run(map, subjects) {
  busy = true;
  draw();
  try {
    const done = await seat.run(map);
    notice('');
    return done;
  } catch (problem) {
    if (problem.code === 'confirm_small' && !map.confirm) return confirmSmall(map, subjects);
    notice(reason(problem));
    return null;
  } finally {
    busy = false;
    draw();
  }
}

async function confirmSmall(map, subjects) {
  return (await askSmall(map.t, subjects)) ? run(Object.assign({}, map, { confirm: true }), subjects) : null;
}

function open(rows) {
  const subjects = rows.map((row) => row.subject);
  const ids = subjects.map((subject) => subject.id);
  return run({ t: 'open', part: rows[0].part.name, subjects: ids, seconds: seconds || null }, subjects);
}

function publish(round) {
  const map = { t: 'publish', round: round.id };
  return round.confirm ? confirmSmall(map, round.subjects) : run(map, round.subjects);
}

async function publishAll() {
  const waiting = unpublished(state);
  const small = waiting.filter((round) => round.confirm).reduce((all, round) => all.concat(round.subjects), []);
  if (await askAll(waiting.length)) await run({ t: 'publish', all: true }, small);
}

// Asked about where ballots are still out, and always where a presenter's key may have slipped.
async function close(remote) {
  const round = openRound(state);
  const left = outstanding(state, round);
  if ((remote || left || round.paper_pending) && !(await askClose(round, left, remote))) return;
  await run({ t: 'close', round: round.id }, round.subjects);
}

// Each takes whether a presenter's key asked for it.
const STEPS = {
  open: () => open(upNext(state)),
  close,
  paper: close,
  publish: async (remote) => {
    const round = toPublish(state);
    if (!remote || (await askPublish(round))) await publish(round);
  },
  'publish-all': publishAll,
  call: () => run({ t: 'view', view: 'agenda' }),
  ranking: async (remote) => {
    if (!remote || (await askRanking())) await run({ t: 'view', view: 'ranking' });
  },
};

function takeStep(remote) {
  const step = STEPS[stepNow()];
  if (step && !busy && state.online) step(remote);
}

async function back() {
  const before = views.back();
  if (before) await run({ t: 'view', view: before.view, subject: before.subject });
}

const blank = () => (state.view.view === 'blank' ? back() : run({ t: 'view', view: 'blank' }));

// A letter does what its button does, where there is one.
const pressed = (id) => {
  const button = document.getElementById(id);
  if (button) button.click();
};
const able = (act) => () => {
  if (state.online && !busy) act();
};

const KEYS = {
  next: () => takeStep(true),
  back: able(back),
  blank: able(blank),
  extend: () => pressed('extend'),
  paper: () => pressed('paper'),
  void: () => pressed('void'),
  timer: able(() => run(command(state.timer && state.timer.running ? 'pause' : 'start'))),
};

async function awaitPaper(round) {
  const count = await askPaper(round);
  if (count) await run({ t: 'close', round: round.id, paper_pending: count }, round.subjects);
}

async function voidRound(round) {
  const why = await askVoid(round);
  if (why) await run({ t: 'void', round: round.id, reason: why }, round.subjects);
}

async function combine() {
  const chosen = await askCombine(agenda(state).filter((row) => row.word === 'waiting'));
  if (chosen) await open(chosen);
}

// What may be done with one line of the agenda.
async function rowActs(row) {
  const options = [];
  const add = (key, act, kind) => options.push({ text: t(key), value: act, kind });
  if (row.word === 'waiting' && !openRound(state) && !certified()) add('row.open', () => open([row]), 'primary');
  if (row.word === 'closed' && state.meeting.show !== 'held') add('step.publish', () => publish(row.round), 'primary');
  if (row.word === 'published') {
    add('row.show', () => run({ t: 'view', view: 'result', subject: row.subject.id }), 'primary');
  }
  if (row.round && !certified()) add('act.void', () => voidRound(row.round), 'danger');
  const act = await choose(row.subject.name + ' · ' + t('word.' + row.word), options);
  if (act) await act();
}

async function setView(view) {
  if (view !== 'result') {
    await run({ t: 'view', view });
    return;
  }
  const rows = agenda(state).filter((row) => row.word === 'published');
  if (!rows.length) {
    notice(t('view.nothing'));
    return;
  }
  const subject = await choose(
    t('view.which'),
    rows.map((row) => ({ text: row.subject.name, value: row.subject.id })),
  );
  if (subject) await run({ t: 'view', view, subject });
}

// ---- what is seen ----

// Rebuilt lists keep the focus where it was.
function keepFocus(build) {
  const id = document.activeElement && document.activeElement.id;
  build();
  const again = id && document.getElementById(id);
  if (again && again !== document.activeElement) again.focus();
}

function act(id, text, press, props) {
  const usual = { type: 'button', id, class: 'button', disabled: !state.online || busy, on: { click: press } };
  return el('button', Object.assign(usual, props), text);
}

function draw() {
  drawTop();
  if (!state.meeting) return;
  keepFocus(() => {
    drawNow();
    drawTurnout(state, focus().round);
    drawHint();
    drawActs();
    drawSeconds(seconds, certified() || openRound(state) !== null || !upNext(state).length, (n) => {
      seconds = n;
    });
    drawAgenda(state, rowActs);
    drawViews(state, act, setView);
    drawTimer(state.timer, (action, map) => act('timer-' + action, t('timer.' + action), () => run(map())));
    drawAdmission();
    drawStep();
  });
  tick();
}

function drawTop() {
  drawLink(state);
  drawPulse(isMeasured(state));
  write($('#showing'), state.view ? showing() : '');
  write($('#lang'), lang() === 'zh' ? 'English' : '中文');
  document.title = t('title') + (state.meeting ? ' · ' + state.meeting.title : '');
}

function showing() {
  const what = t('view.' + state.view.view);
  const named = agenda(state).find((row) => row.subject.id === state.view.subject);
  return named ? t('showing.name', { what, name: named.subject.name }) : t('showing', { what });
}

function drawNow() {
  const now = focus();
  $('#rehearsal').hidden = state.meeting.phase !== 'rehearsal';
  write($('#name'), now.subjects.length ? headline(now.subjects) : t(certified() ? 'finals' : 'finished'));
  write($('#where'), now.subjects.length ? place(state, now.subjects) : state.meeting.title);
  const { title, expected, present } = state.meeting;
  write(
    $('#meeting'),
    [
      title,
      expected === null ? '' : t('expected', { n: expected }),
      present === null ? '' : t('present', { n: present }),
    ]
      .filter(Boolean)
      .join(' · '),
  );
}

function drawHint() {
  const step = stepNow();
  const round = openRound(state);
  const next = upNext(state);
  const n = step === 'paper' ? round.paper_pending : round ? outstanding(state, round) : next.length;
  const values = { name: headline(next.map((row) => row.subject)), part: next.length ? next[0].part.name : '', n };
  const spare = step === 'close' && state.meeting.admission === 'cards' ? 'close.cards' : step;
  write($('#hint'), t('hint.' + (step === 'call' ? callOf(state) : spare), values));
}

function drawActs() {
  if (certified()) {
    fill($('#acts'));
    return;
  }
  const round = openRound(state);
  const last = latest(state);
  const acts = [];
  if (round && !round.paper_pending) {
    const longer = { t: 'extend', round: round.id, seconds: 60 };
    if (round.left !== null) acts.push(act('extend', t('act.extend'), () => run(longer)));
    acts.push(act('paper', t('act.paper'), () => awaitPaper(round)));
  }
  if (round) acts.push(act('void', t('act.void'), () => voidRound(round)));
  if (!round && nextStep(state) === 'publish' && upNext(state).length) {
    acts.push(act('later', t('act.later'), () => open(upNext(state))));
  }
  const waiting = agenda(state).some((row) => row.word === 'waiting');
  if (!round && waiting) acts.push(act('combine', t('act.combine'), combine));
  if (!round && last && last.state === 'closed') acts.push(act('void', t('act.void'), () => voidRound(last)));
  fill($('#acts'), acts);
}

function drawAdmission() {
  $('#admission').hidden = certified() || state.meeting.admission !== 'open';
  const admitting = state.meeting.admitting;
  write($('#admitting'), t(admitting ? 'admission.open' : 'admission.closed'));
  fill(
    $('#admit-acts'),
    act('admit', t(admitting ? 'admission.close' : 'admission.reopen'), () => run({ t: 'admit', open: !admitting })),
  );
}

function drawStep() {
  const step = stepNow();
  const next = upNext(state);
  $('#step').hidden = !STEPS[step];
  $('#step').disabled = busy || !state.online;
  const called = step === 'call' &&
    next.length && { part: next[0].part.name, name: headline(next.map((row) => row.subject)) };
  write($('#step'), called ? t('step.' + callOf(state), called) : STEPS[step] ? t('step.' + step) : '');
}

// Runs twice a second: only what time alone changes.
function tick() {
  if (!state.meeting) return;
  const now = focus();
  const left = now.round && now.round.state === 'open' ? timeLeft(state.ends.get(now.round.id)) : null;
  const paper = now.round && now.round.paper_pending && now.round.state === 'open';
  const word = paper ? 'paper' : now.round ? now.round.state : 'waiting';
  write(
    $('#state'),
    t(certified() ? 'state.certified' : now.subjects.length ? 'state.' + word : 'state.finished') +
      (left === null ? '' : ' · ' + t('left', { time: formatMinutes(left) })),
  );
  tickTimer(state);
}

$('#step').addEventListener('click', () => takeStep(false));
$('#letters').checked = lettersKept();
$('#letters').addEventListener('change', () => keepLetters($('#letters').checked));
listen(KEYS, () => $('#letters').checked);
pulse(() => isMeasured(state));
$('#notice-close').addEventListener('click', () => notice(''));
$('#lang').addEventListener('click', () => {
  setLang(lang() === 'zh' ? 'en' : 'zh');
  translate(document);
  draw();
});
setInterval(tick, 500);
translate(document);
draw();
