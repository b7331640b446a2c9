// The chair's page: one next step at a time, and what the room is doing. Knows commands; counts nothing itself.
import { use, t, lang, setLang, translate } from './shared/i18n.js';
import { $, el, fill, write } from './shared/dom.js';
import { leftOf, minutes } from './shared/time.js';
import { choose } from './keyed/ask.js';
import { reason } from './keyed/command.js';
import { agenda, focusOn, latest, nextStep, openRound, toPublish, unpublished, upNext } from './keyed/meeting.js';
import { askAll, askCombine, askPaper, askSmall, askVoid, headline, place } from './keyed/rounds.js';
import { sit } from './keyed/seat.js';
import { drawTimer, tickTimer } from './chair/timer.js';
import { words } from './words/chair.js';

const VIEWS = ['join', 'agenda', 'round', 'result', 'ranking', 'blank'];
const SECONDS = [0, 60, 120, 180];
let seconds = 0;
let busy = false;

use(words);

const seat = sit('chair', (kind) => (kind === 'turnout' && state.meeting ? drawTurnout() : draw()), notice);
const state = seat.state;

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
  return await askSmall(map.t, subjects) ? run(Object.assign({}, map, { confirm: true }), subjects) : null;
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

const close = (round) => run({ t: 'close', round: round.id }, round.subjects);

const STEPS = {
  open: () => open(upNext(state)),
  close: () => close(openRound(state)),
  paper: () => close(openRound(state)),
  publish: () => publish(toPublish(state)),
  'publish-all': () => publishAll(),
  call: () => run({ t: 'view', view: 'agenda' }),
  ranking: () => run({ t: 'view', view: 'ranking' }),
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
  if (row.word === 'waiting' && !openRound(state)) add('row.open', () => open([row]), 'primary');
  if (row.word === 'closed' && state.meeting.show !== 'held') add('step.publish', () => publish(row.round), 'primary');
  if (row.word === 'published') {
    add('row.show', () => run({ t: 'view', view: 'result', subject: row.subject.id }), 'primary');
  }
  if (row.round) add('act.void', () => voidRound(row.round), 'danger');
  const act = await choose(row.subject.name + ' · ' + t('word.' + row.word), options);
  if (act) await act();
}

async function setView(view) {
  if (view !== 'result') { await run({ t: 'view', view }); return; }
  const rows = agenda(state).filter((row) => row.word === 'published');
  if (!rows.length) { notice(t('view.nothing')); return; }
  const subject = await choose(t('view.which'), rows.map((row) => ({ text: row.subject.name, value: row.subject.id })));
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
  drawLink();
  if (!state.meeting) return;
  keepFocus(() => {
    drawNow();
    drawTurnout();
    drawActs();
    drawSeconds();
    drawAgenda();
    drawViews();
    drawTimer(state.timer, (action, map) => act('timer-' + action, t('timer.' + action), () => run(map())));
    drawAdmission();
    drawStep();
  });
  tick();
}

function drawLink() {
  const word = state.online === null ? 'waiting' : state.online ? 'good' : 'lost';
  $('#link').dataset.link = word;
  write($('#link-word'), t('link.' + word));
  write($('#showing'), state.view ? t('showing', { what: t('view.' + state.view.view) }) : '');
  write($('#lang'), lang() === 'zh' ? 'English' : '中文');
  document.title = t('title') + (state.meeting ? ' · ' + state.meeting.title : '');
}

function drawNow() {
  const now = focusOn(state);
  $('#rehearsal').hidden = state.meeting.phase !== 'rehearsal';
  write($('#name'), now.subjects.length ? headline(now.subjects) : t('finished'));
  write($('#where'), now.subjects.length ? place(state, now.subjects) : state.meeting.title);
  const { title, expected, present } = state.meeting;
  write($('#meeting'), [title, expected === null ? '' : t('expected', { n: expected }),
    present === null ? '' : t('present', { n: present })].filter(Boolean).join(' · '));
}

function drawTurnout() {
  const turnout = state.turnout || { cast: 0, issued: 0, joined: 0, stale: 0, paper: 0 };
  const round = focusOn(state).round;
  const of = round ? turnout.issued : turnout.expected || turnout.issued;
  const n = round ? turnout.cast : turnout.joined;
  write($('#cast'), n);
  write($('#of'), t(round ? 'of.cast' : 'of.joined', { n: of || 0 }));
  $('#gauge').style.setProperty('--share', of ? Math.min(1, n / of) : 0);
  write($('#phones'), t('phones', { n: turnout.joined })
    + (turnout.paper ? ' · ' + t('paper.in', { n: turnout.paper }) : ''));
  write($('#stale'), t('stale', { n: turnout.stale }));
  $('#stale').classList.toggle('warn', turnout.stale > 0);
  drawCounted(round);
  drawHint(turnout);
}

function drawCounted(round) {
  const tally = round && state.tallies.get(round.id);
  $('#counted').hidden = !tally;
  if (!tally) return;
  const one = tally.subjects.length === 1 ? tally.subjects[0] : null;
  write($('#counted'), t('counted', { n: tally.counted })
    + (one && one.score !== null ? ' · ' + t('score', { score: one.score }) : ''));
}

function drawHint(turnout) {
  const step = nextStep(state);
  const next = headline(upNext(state).map((row) => row.subject));
  const left = Math.max(0, turnout.issued - turnout.cast);
  const round = openRound(state);
  write($('#hint'), step === 'open' ? t('hint.open', { name: next }) : step === 'close' ? t('hint.close', { n: left })
    : step === 'paper' ? t('hint.paper', { n: round.paper_pending }) : t('hint.' + step));
}

function drawActs() {
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

function drawSeconds() {
  $('#seconds').hidden = openRound(state) !== null || !upNext(state).length;
  fill($('#seconds-choices'), SECONDS.map((n) => el('label', { class: 'segment' },
    el('input', { type: 'radio', name: 'seconds', id: 'seconds-' + n, checked: n === seconds,
      on: { change: () => { seconds = n; } } }), el('span', {}, n ? t('seconds.n', { n }) : t('seconds.none')))));
}

function drawAgenda() {
  const rows = agenda(state);
  const next = upNext(state)[0];
  const line = (row) => {
    const coming = next && next.subject.id === row.subject.id;
    const press = { disabled: row.word === 'entered', on: { click: () => rowActs(row) } };
    const props = { type: 'button', class: 'row', id: 'row-' + row.subject.id, data: { word: row.word } };
    return el('li', {}, el('button', Object.assign(props, press),
      el('span', { class: 'row-name' }, row.subject.name,
        row.subject.mode === 'written' ? el('span', { class: 'soft' }, ' ' + t('written')) : null),
      el('span', { class: 'row-word' }, t('word.' + (coming ? 'next' : row.word)))));
  };
  fill($('#agenda'), state.parts.map((part) => [
    state.parts.length > 1 ? el('h2', {}, part.name) : null,
    el('ul', { class: 'rows' }, rows.filter((row) => row.part === part).map(line))]));
}

function drawViews() {
  const now = state.view ? state.view.view : '';
  fill($('#views'), VIEWS.map((view) => act('view-' + view, t('view.' + view), () => setView(view),
    { class: 'segment-button', 'aria-pressed': String(view === now) })));
}

function drawAdmission() {
  $('#admission').hidden = state.meeting.admission !== 'open';
  const admitting = state.meeting.admitting;
  write($('#admitting'), t(admitting ? 'admission.open' : 'admission.closed'));
  fill($('#admit-acts'), act('admit', t(admitting ? 'admission.close' : 'admission.reopen'),
    () => run({ t: 'admit', open: !admitting })));
}

function drawStep() {
  const step = nextStep(state);
  const next = upNext(state);
  $('#step').hidden = step === 'done';
  $('#step').disabled = busy || !state.online;
  write($('#step'), step === 'call' && next.length ? t('step.call', { name: headline(next.map((row) => row.subject)) })
    : t('step.' + step));
}

// Runs twice a second: only what time alone changes.
function tick() {
  if (!state.meeting) return;
  const now = focusOn(state);
  const left = now.round && now.round.state === 'open' ? leftOf(state.ends.get(now.round.id)) : null;
  const paper = now.round && now.round.paper_pending && now.round.state === 'open';
  const word = paper ? 'paper' : now.round ? now.round.state : 'waiting';
  write($('#state'), t(now.subjects.length ? 'state.' + word : 'state.finished')
    + (left === null ? '' : ' · ' + t('left', { time: minutes(left) })));
  tickTimer(state);
}

$('#step').addEventListener('click', () => { if (!busy) STEPS[nextStep(state)](); });
$('#notice-close').addEventListener('click', () => notice(''));
$('#lang').addEventListener('click', () => { setLang(lang() === 'zh' ? 'en' : 'zh'); translate(document); draw(); });
setInterval(tick, 500);
translate(document);
draw();
