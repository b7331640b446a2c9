// A meeting as a keyed page sees it, folded from the server's messages, and questions about it. No DOM, no words.
import { deadlineIn } from '../shared/time.js';

export const empty = () => ({
  online: null,
  recovering: false,
  meeting: null,
  parts: [],
  rounds: [],
  turnout: null,
  view: null,
  timer: null,
  timerEnd: null,
  tallies: new Map(),
  results: null,
  quota: null,
  join: null,
  ends: new Map(),
});

function place(state, round) {
  const at = state.rounds.findIndex((other) => other.id === round.id);
  if (at < 0) state.rounds.push(round);
  else state.rounds[at] = Object.assign({}, state.rounds[at], round);
  state.ends.set(round.id, deadlineIn(round.left));
}

function setTimer(state, timer) {
  state.timer = timer;
  state.timerEnd = timer && timer.running ? deadlineIn(timer.left) : null;
}

const FOLDS = {
  welcome(state, m) {
    Object.assign(state, {
      recovering: false,
      meeting: m.meeting,
      parts: m.parts,
      rounds: [],
      turnout: m.turnout,
      view: m.view,
      results: m.results,
      quota: m.quota,
      join: m.join,
      tallies: new Map(),
      ends: new Map(),
    });
    m.rounds.forEach((round) => place(state, round));
    (m.tallies || []).forEach((tally) => state.tallies.set(tally.round, tally));
    setTimer(state, m.timer);
  },
  round: (state, m) => place(state, m),
  turnout: (state, m) => {
    state.turnout = m;
  },
  view: (state, m) => {
    state.view = m;
  },
  timer: (state, m) => setTimer(state, m),
  join: (state, m) => {
    state.join = m;
  },
  tally: (state, m) => {
    state.tallies.set(m.round, m);
  },
  results: (state, m) => {
    state.results = m.results;
    state.quota = m.quota;
  },
  recovering: (state, m) => {
    state.recovering = m.on;
  },
  online: (state) => {
    state.online = true;
  },
  offline: (state) => {
    state.online = false;
  },
  ended: (state) => {
    state.online = false;
  },
};

export function fold(state, message) {
  if (!FOLDS[message.t]) throw new Error('unknown message ' + message.t);
  FOLDS[message.t](state, message);
}

export const openRound = (state) => state.rounds.find((round) => round.state === 'open') || null;
export const latest = (state) => state.rounds[state.rounds.length - 1] || null;
export const entered = (part) => part.source === 'entered' || part.entered === true;

// Every subject in the agenda's order, with its part and the round it stands in (voided ones do not count).
export function agenda(state) {
  const standing = new Map();
  state.rounds
    .filter((round) => round.state !== 'voided')
    .forEach((round) => round.subjects.forEach((subject) => standing.set(subject.id, round)));
  const rows = [];
  state.parts.forEach((part) =>
    part.subjects.forEach((subject) => {
      const round = standing.get(subject.id) || null;
      const word = entered(part) ? 'entered' : round ? round.state : 'waiting';
      rows.push({ subject, part, round, word });
    }),
  );
  return rows;
}

// Whom the next round is for: the next one on site, or all written ones of a part together.
export function upNext(state) {
  const waiting = agenda(state).filter((row) => row.word === 'waiting');
  if (!waiting.length) return [];
  const part = waiting[0].part;
  const here = waiting.filter((row) => row.part === part);
  const onsite = here.find((row) => row.subject.mode !== 'written');
  return onsite ? [onsite] : here;
}

// How they follow: as the first of another part, several in writing at once, or as the next to report.
export function callOf(state) {
  const next = upNext(state);
  const last = latest(state);
  if (next.length && last && last.part !== next[0].part.name) return 'call.part';
  return next.length > 1 ? 'call.written' : 'call';
}

export const unpublished = (state) => state.rounds.filter((round) => round.state === 'closed');

// What the chair does next: close, paper, publish, call (the next one to the floor), open, publish-all, ranking or done.
export function nextStep(state) {
  const open = openRound(state);
  if (open) return open.paper_pending ? 'paper' : 'close';
  const last = latest(state);
  const held = state.meeting.show === 'held';
  const more = upNext(state).length > 0;
  if (last && last.state === 'closed' && !held) return 'publish';
  if (more) return last && last.state !== 'voided' && !calledSince(state) ? 'call' : 'open';
  if (unpublished(state).length) return held ? 'publish-all' : 'publish';
  if (!state.rounds.length) return 'done';
  return state.view && state.view.view === 'ranking' ? 'done' : 'ranking';
}

const calledSince = (state) => !state.view || state.view.view === 'agenda' || state.view.view === 'join';

// The round whose result is due.
export function toPublish(state) {
  const last = latest(state);
  return last && last.state === 'closed' ? last : unpublished(state)[0];
}

// What the big button is about: a round, or those who come next.
export function focusOn(state) {
  const step = nextStep(state);
  if (step === 'publish') return { subjects: toPublish(state).subjects, round: toPublish(state) };
  const last = latest(state);
  if (['close', 'paper', 'call'].includes(step)) return { subjects: last.subjects, round: last };
  return { subjects: upNext(state).map((row) => row.subject), round: null };
}
