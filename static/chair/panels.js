// The panels of the chair's page: the current round, the next step, further buttons. State in, DOM out; actions send.
import { t } from '../shared/i18n.js';
import { joinSentences } from '../staff/joined_sentences.js';
import { $, el, fill, write } from '../shared/dom.js';
import { formatMinutes, timeLeft } from '../shared/time.js';
import { drawLink, isMeasured } from '../staff/connection_status.js';
import {
  agenda,
  callOf,
  heldBack,
  isRevealing,
  itemDue,
  latest,
  nextStep,
  openRound,
  openSeats,
  upNext,
} from '../staff/meeting_state.js';
import { place } from '../staff/round_confirmations.js';
import { headline } from '../staff/round_titles.js';
import { drawRoundTrip } from './connection_quality.js';
import { skipItem } from './item_actions.js';
import { focusOf, isCertified, itemInFocus, stepOf, stepsBeforeVote } from './next_step.js';
import { quorumHint } from './quorum.js';
import { SPEAKING, speakerAfter, speakerRow } from './speaking.js';
import { callNextSpeaker, startSpeaking, toggleTimer } from './speaking_actions.js';
import { minutesOf } from './timer_settings.js';
import { hasBallots, waitingPhones } from './turnout.js';

// Makes buttons that are disabled while nothing can be sent: button(id, text, press, props).
export function buttonMaker(actions) {
  return (id, text, press, props) => {
    const usual = { type: 'button', id, class: 'button', disabled: !actions.isReady(), on: { click: press } };
    return el('button', Object.assign(usual, props), text);
  };
}

function viewText(state) {
  const what = t('view.' + state.view.view);
  const isAbout = ['agenda', 'result'].includes(state.view.view);
  const row = isAbout && agenda(state).find(({ subject }) => subject.id === state.view.subject);
  return row ? t('showing.name', { what, name: row.subject.label }) : t('showing', { what });
}

export function drawTop(state) {
  drawLink(state);
  drawRoundTrip(isMeasured(state));
  write($('#showing'), state.view ? viewText(state) : '');
  document.title = t('title') + (state.meeting ? ' · ' + state.meeting.title : '');
}

const plannedTime = ({ minutes }) => (minutes === null ? '' : t('item.planned', { n: minutes }));

export function drawFocus(state) {
  const { subjects } = focusOf(state);
  const { title, expected, present, phase } = state.meeting;
  const counts = [
    expected === null ? '' : t('expected', { n: expected }),
    present === null ? '' : t('present', { n: present }),
  ];
  $('#rehearsal').hidden = phase !== 'rehearsal';
  const finished = isRevealing(state) ? t('revealing') : isCertified(state) ? t('finals') : '';
  const item = itemInFocus(state);
  write($('#name'), subjects.length ? headline(subjects) : item ? item.title : finished || title);
  write($('#where'), subjects.length ? place(state, subjects) : item ? plannedTime(item) : finished && title);
  write($('#meeting'), [title, ...counts].filter(Boolean).join(' · '));
}

const STATES = { reveal: 'state.reveal', item: 'state.waiting', 'item-end': 'state.item' };

function stateWithoutSubject(state) {
  return isCertified(state) ? 'state.certified' : STATES[stepOf(state)] || 'state.finished';
}

// Only this changes with time alone.
export function drawRoundState(state) {
  const { subjects, round } = focusOf(state);
  const isOpen = round && round.state === 'open';
  const left = isOpen ? timeLeft(state.ends.get(round.id)) : null;
  const word = isOpen && round.paper_pending ? 'paper' : round ? round.state : 'waiting';
  const text = t(subjects.length ? 'state.' + word : stateWithoutSubject(state));
  // The timer beside it says more than that a vote has not begun, or that an item is on.
  const isTimed = (word === 'waiting' && subjects.length > 0) || itemInFocus(state) !== null;
  $('#state').hidden = isTimed && state.timer !== null;
  write($('#state'), text + (left === null ? '' : ' · ' + t('left', { time: formatMinutes(left) })));
}

function namesOf(rows) {
  return headline(rows.map((row) => row.subject));
}

function closeHint(state, round) {
  const n = waitingPhones(state, round);
  if (n) return t('hint.close', { n });
  return t(hasBallots(state, round) ? 'hint.close.all' : 'hint.close.none');
}

export function drawHint(state) {
  const step = stepOf(state);
  const round = openRound(state);
  const next = upNext(state);
  const n = step === 'paper' ? round.paper_pending : next.length;
  const item = itemInFocus(state);
  const values = { name: item ? item.title : namesOf(next), part: next.length ? next[0].part.name : '', n };
  if (step === 'reveal') Object.assign(values, { n: state.view.revealed, total: state.view.people });
  const key = SPEAKING.includes(step) ? 'speaking' : step === 'call' ? callOf(state) : step;
  const hint = step === 'close' ? closeHint(state, round) : t('hint.' + key, values);
  const few = heldBack(state).reduce((all, one) => all.concat(one.subjects), []);
  const warning = few.length ? t('few', { names: headline(few) }) : '';
  write($('#hint'), warning && step === 'held-back' ? warning : joinSentences([warning, quorumHint(state), hint]));
}

function stepText(state, seconds) {
  const step = stepOf(state);
  const next = upNext(state);
  if (step === 'open') return openText(seconds);
  if (step === 'reveal') return t('step.reveal', { n: state.view.next });
  if (step === 'item') return t('step.item', { name: itemDue(state).title });
  if (step === 'item-end') return afterItemText(state, next);
  if (SPEAKING.includes(step)) return t('step.' + step, { n: minutesOf(step) });
  if (step !== 'call' || !next.length) return t('step.' + step);
  return callText(state, next);
}

const callText = (state, next) => t('step.' + callOf(state), { part: next[0].part.name, name: namesOf(next) });

// What comes after the item that is on.
function afterItemText(state, next) {
  const due = itemDue(state);
  if (due) return t('step.item-next', { name: due.title });
  return next.length ? callText(state, next) : t('step.item-end');
}

const openText = (seconds) => (seconds ? t('step.open.timed', { n: seconds }) : t('step.open'));

// Waiting for paper is what the chair does; ending it early is possible, and quiet.
export function drawStep(state, actions) {
  const hasStep = actions.hasStep();
  $('#step').hidden = !hasStep;
  $('#step').disabled = !actions.canStep();
  $('#step').classList.toggle('primary', stepOf(state) !== 'paper');
  write($('#step-word'), hasStep ? stepText(state, actions.seconds) : '');
}

// What the large button leaves for later can be reached at once.
export function drawSkips(state, actions) {
  const [, ...later] = stepsBeforeVote(state);
  const isSkippable = stepsBeforeVote(state).length > 0;
  const skip = (id, text, press) =>
    el('button', { type: 'button', id, class: 'button', disabled: !actions.canStep(), on: { click: press } }, text);
  fill(
    $('#skips'),
    later.map((kind) => skip('skip-' + kind, t('skip.' + kind), () => startSpeaking(actions, kind))),
    stepOf(state) === 'item' ? skip('skip-item', t('item.skip'), () => skipItem(actions)) : null,
    isSkippable ? skip('skip-open', openText(actions.seconds), () => actions.open(upNext(state))) : null,
  );
}

function openRoundButtons(round, actions, button) {
  const buttons = [];
  if (!round.paper_pending && round.left !== null) {
    buttons.push(button('extend', t('act.extend'), () => actions.extend(round)));
  }
  if (!round.paper_pending) buttons.push(button('paper', t('act.paper'), () => actions.awaitPaper(round)));
  return buttons.concat(voidButton(round, actions, button));
}

function timerButtons(state, actions, button) {
  const { timer } = state;
  if (!timer) return [];
  return [
    button('timer-pause', t(timer.running ? 'timer.pause' : 'timer.resume'), () => toggleTimer(actions)),
    button('timer-reset', t('timer.restart'), () => startSpeaking(actions, timer.kind)),
  ];
}

function betweenRoundsButtons(state, actions, button) {
  const next = upNext(state);
  const last = latest(state);
  const buttons = timerButtons(state, actions, button);
  if (nextStep(state) === 'open' && speakerRow(state) && speakerAfter(state)) {
    const props = { disabled: !actions.canStep() };
    buttons.push(button('next-speaker', t('act.next-speaker'), () => callNextSpeaker(actions), props));
  }
  if (nextStep(state) === 'publish' && next.length) {
    buttons.push(button('later', t('act.later'), () => actions.open(upNext(state))));
  }
  openSeats(state).forEach((part, i) => {
    buttons.push(button('again-' + i, t('act.again', { part: part.name }), () => actions.voteAgain(part)));
  });
  return last && last.state === 'closed' ? buttons.concat(voidButton(last, actions, button)) : buttons;
}

function voidButton(round, actions, button) {
  return button('void', t('act.void'), () => actions.voidRound(round));
}

function actButtons(state, actions, button) {
  if (stepOf(state) === 'reveal') return [button('reveal-all', t('act.reveal-all'), () => actions.reveal(null))];
  if (isCertified(state)) return [];
  const round = openRound(state);
  return round ? openRoundButtons(round, actions, button) : betweenRoundsButtons(state, actions, button);
}

// What a meeting seldom needs.
function moreButtons(state, actions, button) {
  if (isCertified(state) || openRound(state)) return [];
  const isWaiting = agenda(state).some((row) => row.word === 'waiting');
  return [
    isWaiting ? button('combine', t('act.combine'), () => actions.combine()) : null,
    button('motion', t('act.motion'), () => actions.addMotion()),
  ];
}

export function drawActs(state, actions, button) {
  fill($('#acts'), actButtons(state, actions, button));
  fill($('#more-acts'), moreButtons(state, actions, button));
}

export function drawAdmission(state, actions, button) {
  const { admission, admitting } = state.meeting;
  $('#admission').hidden = isCertified(state) || admission !== 'open';
  write($('#admitting'), t(admitting ? 'admission.open' : 'admission.closed'));
  const text = t(admitting ? 'admission.close' : 'admission.reopen');
  fill(
    $('#admit-acts'),
    button('admit', text, () => actions.admit(!admitting)),
  );
}
