// The views of the voter's page by name: session in, {node, update} out. A view without update is rebuilt when it changes.
import { $, el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { codeProblem } from '../shared/codes.js';
import { joinList } from '../shared/ballot_sentences.js';
import { isStarted } from './ballot_draft.js';
import { isOver } from './current_view.js';
import { BallotView } from './ballot_view.js';
import { showForgetful, speak } from './page_frame.js';
import { resultsView } from './results_view.js';
import { codeBox, progressCard, refusalLine, refusalTexts, statusView } from './status_views.js';
import { draftOf, saveDraft, takeChanges } from './stored_drafts.js';
import { isCounted, isOn, setOn } from './storage.js';

// What happens in a round: appraising, voting on motions, or an election.
function actOf({ decide }) {
  if (!decide) return 'now';
  return decide.seats ? 'now.election' : 'now.votes';
}

// The line above a ballot: where in the meeting this round is.
export function stateLine({ round, meeting }) {
  const act = t(actOf(round));
  if (round.subjects.length > 1)
    return t(round.decide && !round.decide.seats ? 'now.many.votes' : 'now.many', { act, n: round.subjects.length });
  const { done, total } = meeting;
  return total && !round.decide ? t('now.place', { act, n: Math.min(done + 1, total), total }) : act;
}

// The open round counts as done once this phone has voted in it, or no phone may any more.
function progress({ round, meeting }) {
  if (!meeting) return null;
  const isDone = round && (round.awaits_paper || (round.state === 'open' && isCounted(round.id)));
  return progressCard(Object.assign({}, meeting, { done: meeting.done + (isDone ? round.subjects.length : 0) }));
}

function waitLine({ meeting }) {
  return t(meeting.next ? 'sent.next' : 'sent.last');
}

function status(icon, title, text) {
  return ({ state }) => ({ node: statusView(icon, t(title), [t(text)], progress(state)) });
}

function waitingStatus(icon, title, text) {
  return ({ state }) => ({ node: statusView(icon, t(title), [t(text), waitLine(state)], progress(state)) });
}

function codeProblemText(text) {
  const { letters, length } = codeProblem(text);
  return letters ? t('code.letters', { letters }) : t('code.wrong', { n: length });
}

function codeView(session, icon, title, text) {
  const enter = (code) => (session.enter(code) ? '' : codeProblemText(code));
  return { node: statusView(icon, title, [text], codeBox(session.codeInput, enter)) };
}

function connectingView({ state }) {
  const text = state.fault ? t('blocked', { fault: state.fault }) : t('connecting.text');
  return { node: statusView('wait', t('connecting'), [state.busy ? refusalLine(state.busy) : text]) };
}

function refusedView(session) {
  const [title, text] = refusalTexts(session.state.refused);
  return codeView(session, 'stop', title, text);
}

// Idle until it is touched: pages that reconnected by themselves would close each other for ever.
function elsewhereView(session) {
  const button = el('button', { type: 'button', class: 'button big primary' }, t('elsewhere.go'));
  const node = statusView('still', t('elsewhere'), [], button);
  node.addEventListener('click', () => session.resume());
  return { node };
}

function refusedCastView({ state, castQueue }) {
  const [title, text] = refusalTexts(castQueue.refusalOf(state.round.id));
  return { node: statusView('stop', title, [text], progress(state)) };
}

function sendingView({ state, castQueue }) {
  const node = statusView('send', '', [''], el('p', { class: 'why' }));
  const update = () => {
    const refusal = state.round && castQueue.refusalOf(state.round.id);
    const { isSlow } = castQueue;
    node.classList.toggle('unsent', isSlow);
    write($('h1', node), t(isSlow ? 'unsent' : 'sending'));
    write($('p', node), t(isSlow ? 'unsent.text' : 'sending.text'));
    write($('.why', node), refusal ? refusalLine(refusal) : '');
    speak($('h1', node).textContent);
  };
  update();
  return { node, update };
}

const overLine = (state) => (isOver(state) ? el('p', { class: 'banner good result' }, t('over')) : null);

function closedText(round, isCast) {
  if (isCast) return t('sent.text');
  if (!round.eligible) return t('ineligible.text');
  return t(isStarted(draftOf(round.id)) ? 'closed.begun' : 'closed.none');
}

function closedView({ state }) {
  const { round } = state;
  const isCast = isCounted(round.id) || round.voted;
  const lines = [closedText(round, isCast), waitLine(state)];
  const title = t(round.awaits_paper ? 'closed.paper' : 'closed');
  return { node: statusView(isCast ? 'ok' : 'still', title, lines, progress(state)) };
}

function ballotView(session) {
  const { state, castQueue } = session;
  const { id, subjects } = state.round;
  const names = subjects.slice(0, 2).map((subject) => subject.label);
  const hooks = {
    stateLine: () => stateLine(state),
    save(draft) {
      saveDraft(id, draft);
      showForgetful();
    },
    isOn,
    setOn,
    submit: (content) => session.followOtherTabs() || castQueue.submit(state.round, content, joinList(names)),
    moved(place) {
      session.place = place;
    },
  };
  const view = new BallotView(state.round, draftOf(id), hooks, session.place);
  const refusal = castQueue.refusalOf(id);
  if (refusal) view.showRefusal(refusalLine(refusal), castQueue.refusedPlace(id));
  const update = () => {
    if (takeChanges(id, view.draft)) view.draw();
    view.update(state.round);
  };
  return { node: view.node, update };
}

function offeredView(session) {
  const button = (css, text, isTaken) =>
    el('button', { type: 'button', class: 'button big' + css, on: { click: () => session.decide(isTaken) } }, t(text));
  const buttons = el(
    'div',
    { class: 'bar-buttons' },
    button(' primary', 'offered.keep', false),
    button('', 'offered.take', true),
  );
  return { node: statusView('stop', t('offered'), [t('offered.text')], buttons) };
}

export const VIEWS = {
  offered: offeredView,
  code: (session) => codeView(session, 'bare', t('code.title'), t('code.text')),
  wrongLink: (session) => codeView(session, 'stop', t('refused.wrong_link'), t('refused.wrong_link.do')),
  connecting: connectingView,
  refused: refusedView,
  elsewhere: elsewhereView,
  refusedCast: refusedCastView,
  wait: status('wait', 'wait', 'wait.text'),
  ballot: ballotView,
  sending: sendingView,
  sent: waitingStatus('ok', 'sent', 'sent.text'),
  used: status('ok', 'sent', 'used.text'),
  recused: waitingStatus('out', 'recused.all', 'recused.all.text'),
  ineligible: waitingStatus('out', 'ineligible', 'ineligible.text'),
  closed: closedView,
  published: waitingStatus('still', 'published', 'published.text'),
  over: status('ok', 'over', 'over.text'),
  voided: status('gone', 'voided', 'voided.text'),
  results: ({ state }) => ({
    node: el('div', {}, resultsView(state.round, state.tally), overLine(state), progress(state)),
  }),
  finished: status('ok', 'finished', 'finished.text'),
};
