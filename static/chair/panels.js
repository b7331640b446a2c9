// The panels of the chair's page: the current round, the next step, further buttons. State in, DOM out; actions send.
import { joinSentences, t, lang } from '../shared/i18n.js';
import { $, el, fill, write } from '../shared/dom.js';
import { formatMinutes, timeLeft } from '../shared/time.js';
import { drawLink, isMeasured } from '../staff/connection_status.js';
import { agenda, callOf, heldBack, latest, nextStep, openRound, openSeats, upNext } from '../staff/meeting_state.js';
import { place } from '../staff/round_confirmations.js';
import { headline } from '../staff/round_titles.js';
import { drawRoundTrip } from './connection_quality.js';
import { focusOf, isCertified, stepOf } from './next_step.js';
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
  const row = agenda(state).find(({ subject }) => subject.id === state.view.subject);
  return row ? t('showing.name', { what, name: row.subject.label }) : t('showing', { what });
}

export function drawTop(state) {
  drawLink(state);
  drawRoundTrip(isMeasured(state));
  write($('#showing'), state.view ? viewText(state) : '');
  write($('#lang'), lang() === 'zh' ? 'English' : '中文');
  document.title = t('title') + (state.meeting ? ' · ' + state.meeting.title : '');
}

export function drawFocus(state) {
  const { subjects } = focusOf(state);
  const { title, expected, present, phase } = state.meeting;
  const counts = [
    expected === null ? '' : t('expected', { n: expected }),
    present === null ? '' : t('present', { n: present }),
  ];
  $('#rehearsal').hidden = phase !== 'rehearsal';
  write($('#name'), subjects.length ? headline(subjects) : t(isCertified(state) ? 'finals' : 'finished'));
  write($('#where'), subjects.length ? place(state, subjects) : title);
  write($('#meeting'), [title, ...counts].filter(Boolean).join(' · '));
}

// Only this changes with time alone.
export function drawRoundState(state) {
  const { subjects, round } = focusOf(state);
  const isOpen = round && round.state === 'open';
  const left = isOpen ? timeLeft(state.ends.get(round.id)) : null;
  const word = isOpen && round.paper_pending ? 'paper' : round ? round.state : 'waiting';
  const text = t(isCertified(state) ? 'state.certified' : subjects.length ? 'state.' + word : 'state.finished');
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
  const values = { name: namesOf(next), part: next.length ? next[0].part.name : '', n };
  const hint =
    step === 'close' ? closeHint(state, round) : t('hint.' + (step === 'call' ? callOf(state) : step), values);
  const few = heldBack(state).reduce((all, one) => all.concat(one.subjects), []);
  const warning = few.length ? t('few', { names: headline(few) }) : '';
  write($('#hint'), warning && step === 'held-back' ? warning : joinSentences([warning, hint]));
}

export function drawStep(state, actions) {
  const step = stepOf(state);
  const next = upNext(state);
  const isCall = step === 'call' && next.length > 0;
  const hasStep = actions.hasStep();
  $('#step').hidden = !hasStep;
  $('#step').disabled = !actions.canStep();
  const { seconds } = actions;
  if (step === 'open' && seconds) write($('#step'), t('step.open.timed', { n: seconds }));
  else if (isCall) write($('#step'), t('step.' + callOf(state), { part: next[0].part.name, name: namesOf(next) }));
  else write($('#step'), hasStep ? t('step.' + step) : '');
}

function openRoundButtons(round, actions, button) {
  const buttons = [];
  if (!round.paper_pending && round.left !== null) {
    buttons.push(button('extend', t('act.extend'), () => actions.extend(round)));
  }
  if (!round.paper_pending) buttons.push(button('paper', t('act.paper'), () => actions.awaitPaper(round)));
  return buttons.concat(voidButton(round, actions, button));
}

function betweenRoundsButtons(state, actions, button) {
  const next = upNext(state);
  const last = latest(state);
  const buttons = [];
  if (nextStep(state) === 'publish' && next.length) {
    buttons.push(button('later', t('act.later'), () => actions.open(upNext(state))));
  }
  if (agenda(state).some((row) => row.word === 'waiting')) {
    buttons.push(button('combine', t('act.combine'), () => actions.combine()));
  }
  openSeats(state).forEach((part, i) => {
    buttons.push(button('again-' + i, t('act.again', { part: part.name }), () => actions.voteAgain(part)));
  });
  buttons.push(button('motion', t('act.motion'), () => actions.addMotion()));
  return last && last.state === 'closed' ? buttons.concat(voidButton(last, actions, button)) : buttons;
}

function voidButton(round, actions, button) {
  return button('void', t('act.void'), () => actions.voidRound(round));
}

function actButtons(state, actions, button) {
  if (isCertified(state)) return [];
  const round = openRound(state);
  return round ? openRoundButtons(round, actions, button) : betweenRoundsButtons(state, actions, button);
}

export function drawActs(state, actions, button) {
  fill($('#acts'), actButtons(state, actions, button));
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
