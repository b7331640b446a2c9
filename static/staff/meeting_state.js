// The state of a meeting, built from the server's messages, and what can be derived from it. No DOM, no words.
import { deadlineIn } from '../shared/time.js';

export const emptyState = () => ({
  online: null,
  recovering: false,
  meeting: null,
  progress: null,
  parts: [],
  rounds: [],
  turnout: null,
  checks: null,
  pages: null,
  view: null,
  timer: null,
  timerEnd: null,
  tallies: new Map(),
  results: null,
  record: null,
  rosters: null,
  outcomes: null,
  quota: null,
  ranking: null,
  join: null,
  wifi: [],
  ends: new Map(),
});

function storeRound(state, round) {
  const at = state.rounds.findIndex((other) => other.id === round.id);
  if (at < 0) state.rounds.push(round);
  else state.rounds[at] = Object.assign({}, state.rounds[at], round);
  // What the running tally showed is not the result.
  if (round.too_few) state.tallies.delete(round.id);
  state.ends.set(round.id, deadlineIn(round.left));
}

function setTimer(state, timer) {
  state.timer = timer && timer.kind ? timer : null;
  state.timerEnd = state.timer && timer.running ? deadlineIn(timer.left) : null;
}

const HANDLERS = {
  welcome(state, message) {
    Object.assign(state, {
      recovering: false,
      meeting: message.meeting,
      progress: message.meeting.agenda,
      parts: message.parts,
      rounds: [],
      turnout: message.turnout,
      checks: null,
      view: message.view,
      results: message.results,
      record: message.record || null,
      rosters: message.rosters || null,
      outcomes: message.outcomes || null,
      quota: message.quota,
      ranking: message.ranking || null,
      join: message.join,
      wifi: message.wifi,
      tallies: new Map(),
      ends: new Map(),
    });
    message.rounds.forEach((round) => storeRound(state, round));
    (message.tallies || []).forEach((tally) => state.tallies.set(tally.round, tally));
    setTimer(state, message.timer);
  },
  round(state, message) {
    const round = Object.assign({}, message);
    delete round.agenda;
    state.progress = message.agenda;
    storeRound(state, round);
  },
  turnout: (state, message) => {
    state.turnout = message;
  },
  checks: (state, message) => {
    state.checks = message;
  },
  pages: (state, message) => {
    state.pages = message;
  },
  view: (state, message) => {
    state.view = message;
  },
  timer: (state, message) => setTimer(state, message),
  join: (state, message) => {
    state.join = message;
  },
  tally: (state, message) => {
    state.tallies.set(message.round, message);
  },
  results: (state, message) => {
    state.results = message.results;
    state.record = message.record || null;
    state.rosters = message.rosters || null;
    state.outcomes = message.outcomes || null;
    state.quota = message.quota;
    state.ranking = message.ranking || null;
  },
  recovering: (state, message) => {
    state.recovering = message.on;
  },
  online: (state) => {
    state.online = true;
    state.fault = null;
  },
  offline: (state) => {
    state.online = false;
  },
  blocked: (state, message) => {
    state.fault = message.fault;
  },
  ended: (state) => {
    state.online = false;
  },
};

export function applyMessage(state, message) {
  if (!HANDLERS[message.t]) throw new Error('unknown message ' + message.t);
  HANDLERS[message.t](state, message);
}

export const openRound = (state) => state.rounds.find((round) => round.state === 'open') || null;
export const latest = (state) => state.rounds[state.rounds.length - 1] || null;
export const isEntered = (part) => part.source === 'entered' || part.entered === true;

// Every subject in the order of the agenda, with its part and its round, if any; voided rounds do not count.
export function agenda(state) {
  const rounds = new Map();
  state.rounds
    .filter((round) => round.state !== 'voided')
    .forEach((round) => round.subjects.forEach((subject) => rounds.set(subject.id, round)));
  const rows = [];
  state.parts.forEach((part) =>
    part.subjects.forEach((subject) => {
      const round = rounds.get(subject.id) || null;
      const word = isEntered(part) ? 'entered' : state.progress.states[subject.id] || 'waiting';
      rows.push({ subject, part, round, word });
    }),
  );
  return rows;
}

// The id of the subject that the chair has called to the floor by name, if it still reports; else null.
export function calledSpeaker({ view, progress }) {
  return view && view.subject && progress.speakers.includes(view.subject) ? view.subject : null;
}

// The item that is on, or null: an address, a break, which is not voted on.
export const itemOn = ({ progress }) => progress.items.find((item) => item.state === 'on') || null;

// The item that comes before the next round; null where there is none, and once somebody was called or is timed.
export function itemDue(state) {
  if (calledSpeaker(state) || (state.timer && !itemOn(state))) return null;
  return state.progress.items.find((item) => item.id === state.progress.item) || null;
}

// The rows of the next round: of the subject on the floor, if one was called, else those that the server names.
export function upNext(state) {
  const called = calledSpeaker(state);
  const ids = called ? [called] : state.progress.upcoming;
  return agenda(state).filter((row) => ids.includes(row.subject.id));
}

// The message key for calling them: the first of another part, several in writing, the next to be voted on or to report.
export function callOf(state) {
  const next = upNext(state);
  const last = latest(state);
  if (next.length && last && last.part !== next[0].part.name) return 'call.part';
  if (next.length > 1) return 'call.written';
  return next.length && next[0].part.decide ? 'call.vote' : 'call';
}

// The server holds back a round whose ballots are few until the secretary has confirmed that the judges are.
export const heldBack = (state) => state.rounds.filter((round) => round.too_few);
export const unpublished = (state) => state.rounds.filter((round) => round.state === 'closed' && !round.too_few);

// Whether the screen shows a ranking of which not everything is revealed.
export const isRevealing = (state) => Boolean(state.view && state.view.next);

// The chair's next command: close, paper, publish, item (the next one that is not voted on), item-end, call (the next subject to
// the floor), open, publish-all, ranking, reveal (the next of the ranking) or done.
export function nextStep(state) {
  const open = openRound(state);
  if (open) return open.paper_pending ? 'paper' : 'close';
  if (isRevealing(state)) return 'reveal';
  if (itemOn(state)) return 'item-end';
  const last = latest(state);
  const held = state.meeting.show === 'held';
  const hasWaiting = upNext(state).length > 0;
  if (last && last.state === 'closed' && !last.too_few && !held) return 'publish';
  if (itemDue(state)) return 'item';
  if (hasWaiting) return last && last.state !== 'voided' && !wasCalled(state) ? 'call' : 'open';
  if (unpublished(state).length) return held ? 'publish-all' : 'publish';
  if (heldBack(state).length) return 'held-back';
  if (!state.rounds.length) return 'done';
  return state.view && state.view.view === 'ranking' ? 'done' : 'ranking';
}

// Whoever is timed is on the floor, whatever the screen shows.
const wasCalled = (state) => !state.view || ['agenda', 'join'].includes(state.view.view) || state.timer !== null;

// The round to publish next.
export function toPublish(state) {
  const last = latest(state);
  return last && last.state === 'closed' && !last.too_few ? last : unpublished(state)[0];
}

// What the chair's main button acts on: a round, or the next subjects.
export function focusOn(state) {
  const step = nextStep(state);
  if (step === 'publish') return { subjects: toPublish(state).subjects, round: toPublish(state) };
  if (['reveal', 'item', 'item-end'].includes(step)) return { subjects: [], round: null };
  const last = latest(state);
  if (['close', 'paper', 'call', 'held-back'].includes(step)) return { subjects: last.subjects, round: last };
  return { subjects: upNext(state).map((row) => row.subject), round: null };
}

export const partOf = (state, round) => state.parts.find((part) => part.name === round.part) || null;

// The result of a subject, or null until results may be seen.
export const resultOf = (state, id) => (state.results || []).find((result) => result.ids.includes(id)) || null;

// {outcome, write_ins, again} of a part that is decided by votes, or null until they may be seen.
export const outcomeOf = (state, part) => (state.outcomes || []).find((one) => one.part === part.name) || null;

// The parts with seats that are still open and for which no run-off has been added.
export function openSeats(state) {
  return state.parts.filter((part) => {
    const { outcome } = outcomeOf(state, part) || {};
    return outcome && outcome.open > 0 && outcome.again === null;
  });
}
