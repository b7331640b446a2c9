// The meeting as the screen sees it, folded from the server's messages. Pure: no document and no words.
import { deadlineIn } from '../shared/time.js';

// ended: null, 'ended' or the code of a refusal. heardAt: when the server last sent something. zone: the server's.
export function emptyState() {
  return {
    online: null,
    recovering: false,
    ended: null,
    heardAt: null,
    zone: null,
    meeting: null,
    agenda: null,
    round: null,
    parts: [],
    rounds: [],
    turnout: null,
    tallies: [],
    results: null,
    outcomes: null,
    fingerprint: null,
    record: null,
    view: { view: 'join', subject: null },
    timer: null,
    join: null,
    wifi: [],
    deadlines: { round: null, timer: null, code: null },
  };
}

function setRound(state, round) {
  state.round = round || null;
  if (!round) return;
  const isKnown = state.rounds.some((each) => each.id === round.id);
  state.rounds = isKnown
    ? state.rounds.map((each) => (each.id === round.id ? round : each))
    : state.rounds.concat(round);
  state.deadlines.round = round.state === 'open' ? deadlineIn(round.left) : null;
  // The tally of a voided round is never shown again, nor one that is held back because its ballots are few.
  if (round.state === 'voided' || round.too_few)
    state.tallies = state.tallies.filter((tally) => tally.round !== round.id);
}

function setTally(state, tally) {
  state.tallies = state.tallies.filter((each) => each.round !== tally.round).concat(tally);
}

function setTimer(state, timer) {
  state.timer = timer && timer.kind ? timer : null;
  state.deadlines.timer = state.timer && state.timer.running ? deadlineIn(state.timer.left) : null;
}

function setJoin(state, join) {
  state.join = join || null;
  state.deadlines.code = join ? deadlineIn(join.left) : null;
}

function setMeeting(state, welcome) {
  Object.assign(state, {
    ended: null,
    recovering: false,
    meeting: welcome.meeting,
    zone: welcome.zone,
    agenda: welcome.meeting.agenda,
    parts: welcome.parts || [],
    rounds: welcome.rounds || [],
    turnout: welcome.turnout || null,
    tallies: welcome.tallies || [],
    results: welcome.results || null,
    outcomes: welcome.outcomes || null,
    fingerprint: welcome.fingerprint || null,
    record: welcome.record || null,
    view: welcome.view || state.view,
    wifi: welcome.wifi || [],
  });
  setTimer(state, welcome.timer);
  setJoin(state, welcome.join);
  setRound(state, welcome.round);
}

const FOLDS = {
  welcome: setMeeting,
  round(state, message) {
    const round = Object.assign({}, message);
    delete round.agenda;
    state.agenda = message.agenda;
    setRound(state, round);
  },
  tally: setTally,
  timer: setTimer,
  join: setJoin,
  turnout(state, message) {
    state.turnout = message;
  },
  view(state, message) {
    state.view = Object.assign({}, message);
    delete state.view.t;
  },
  results(state, message) {
    state.results = message.results;
    state.outcomes = message.outcomes || null;
    state.fingerprint = message.fingerprint || null;
    state.record = message.record || null;
  },
  recovering(state, message) {
    state.recovering = message.on;
  },
  online(state) {
    state.online = true;
    state.fault = null;
  },
  offline(state) {
    state.online = false;
  },
  blocked(state, message) {
    state.fault = message.fault;
  },
  ended(state) {
    state.ended = state.ended || 'ended';
  },
  refused(state, message) {
    state.ended = message.code === 'busy' ? null : message.code;
    if (message.code === 'deleted') state.meeting = null;
  },
  error(state, message) {
    throw new Error('the server did not understand: ' + message.code);
  },
};
const OF_THE_CONNECTION = ['online', 'offline', 'blocked', 'ended'];

// Applies a message that arrived at `now`.
export function fold(state, message, now) {
  if (!FOLDS[message.t]) throw new Error('unknown message ' + message.t);
  FOLDS[message.t](state, message);
  if (!OF_THE_CONNECTION.includes(message.t)) state.heardAt = now;
}
