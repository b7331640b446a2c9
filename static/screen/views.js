// The scenes that the chair can choose, by name: state in, {node, update} out. A scene without update is rebuilt when it changes.
import { el } from '../shared/dom.js';
import { joinScene } from './join.js';
import { agendaScene } from './agenda.js';
import { hasBars, roundScene } from './round.js';
import { resultScene } from './result.js';
import { rankingScene } from './ranking.js';
import { focusOf, resultRounds } from './selectors.js';

function blankScene(state) {
  return {
    node: el('section', { class: 'scene blank' }, el('h1', { class: 'hidden-text' }, state.meeting.title)),
  };
}

export const SCENES = {
  join: joinScene,
  agenda: agendaScene,
  round: roundScene,
  result: resultScene,
  ranking: rankingScene,
  blank: blankScene,
};

// The first tally of a round changes its scene only where there were no bars for it yet.
function roundKey(state) {
  const { round } = state;
  return (
    round && [Object.assign({}, round, { left: round.left === null }), hasBars(state, round, focusOf(state, round))]
  );
}

// A scene is rebuilt when its key changes; any other change only updates it.
const KEYS = {
  join: (state) => [state.join, state.wifi],
  agenda: (state) => [state.parts, state.agenda, state.timer && [state.timer.kind, state.timer.running]],
  round: roundKey,
  result: (state) => [resultRounds(state), state.tallies, state.results, state.outcomes, state.turnout, state.parts],
  blank: () => [],
};

// What a view is about. A scene about something else is a new one, and may be animated.
const MOMENTS = {
  round: ({ round }) => round && [round.id, round.state],
  result: (state) => resultRounds(state).map((round) => round.id),
  ranking: ({ view }) => view.upto,
};

export function momentOf(name, state) {
  return JSON.stringify([name, state.view.subject, MOMENTS[name] ? MOMENTS[name](state) : null]);
}

export function keyOf(name, state) {
  // The ranking is what it was when it was shown: nothing else changes it.
  if (name === 'ranking') return state.view;
  return [state.meeting, state.view, state.fingerprint, state.record, KEYS[name](state)];
}
