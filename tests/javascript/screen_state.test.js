import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as selectors from '../../static/screen/selectors.js';
import { emptyState, fold } from '../../static/screen/state.js';

const subject = (id, mode = 'onsite') => ({ id, name: id, mode });
const PARTS = [
  { name: '一', subjects: [subject('a'), subject('b'), subject('c', 'written')] },
  { name: '二', entered: true, subjects: [subject('d')] },
];

const WAITING = { onsite: ['b'], written: ['c'], upcoming: ['b'], ahead: [['b'], ['c']] };
const AGENDA = Object.assign({ states: { a: 'closed' }, done: 1, total: 3, items: [], item: null }, WAITING);

function stateOf(welcome) {
  const state = emptyState();
  const meeting = { show: 'live', agenda: AGENDA };
  fold(state, Object.assign({ t: 'welcome', meeting, parts: PARTS, round: null }, welcome), 0);
  return state;
}

const roundOf = (id, state, ...ids) => ({ id, state, left: null, subjects: ids.map((each) => subject(each)) });
const publishedTally = (round) => ({ round, state: 'published' });

test('a round that changes keeps its place among the rounds', () => {
  const state = stateOf({ rounds: [roundOf('1', 'open', 'a')] });
  fold(state, Object.assign({ t: 'round' }, roundOf('2', 'open', 'b')), 5);
  fold(state, Object.assign({ t: 'round' }, roundOf('1', 'closed', 'a')), 6);
  assert.deepEqual(
    state.rounds.map((round) => [round.id, round.state]),
    [
      ['1', 'closed'],
      ['2', 'open'],
    ],
  );
  assert.equal(state.heardAt, 6);
});

test('the tally of a voided round is dropped', () => {
  const state = stateOf({ rounds: [roundOf('1', 'published', 'a')], tallies: [publishedTally('1')] });
  fold(state, Object.assign({ t: 'round' }, roundOf('1', 'voided', 'a')), 0);
  assert.deepEqual(state.tallies, []);
});

test('a lost connection does not count as heard', () => {
  const state = stateOf({});
  fold(state, { t: 'offline' }, 9);
  assert.equal(state.heardAt, 0);
  assert.equal(state.online, false);
});

test('a message that the screen does not know is an error', () => {
  assert.throws(() => fold(emptyState(), { t: 'unknown' }, 0));
});

test('the agenda has the first subject on site that waits, and the next after it', () => {
  const state = stateOf({});
  const progress = selectors.agendaProgress(state);
  assert.deepEqual(
    progress.current.map(({ id }) => id),
    ['b'],
  );
  assert.equal(selectors.entryAfterCurrent(state, progress.current).subject.id, 'c');
  assert.deepEqual(
    progress.written.map((each) => each.id),
    ['c'],
  );
  assert.deepEqual([progress.done, progress.total], [1, 3]);
});

test('a round brings the agenda of its moment', () => {
  const state = stateOf({});
  const agenda = {
    states: {},
    onsite: ['a', 'b'],
    written: ['c'],
    upcoming: ['a'],
    ahead: [],
    done: 0,
    total: 3,
    items: [],
    item: null,
  };
  fold(state, Object.assign({ t: 'round', agenda }, roundOf('1', 'voided', 'a')), 0);
  assert.equal(selectors.subjectState(state, 'a'), 'none');
  assert.equal(selectors.agendaProgress(state).current[0].id, 'a');
  assert.equal(state.round.agenda, undefined);
});

test('the next subject to report comes after the one that the chair shows', () => {
  const state = stateOf({ view: { view: 'agenda', subject: 'a' } });
  const { current } = selectors.agendaProgress(state);
  assert.deepEqual([current[0].id, selectors.entryAfterCurrent(state, current).subject.id], ['a', 'b']);
});

test('the result is of the chosen subject, else of the latest published round', () => {
  const rounds = [roundOf('1', 'published', 'a'), roundOf('2', 'published', 'b'), roundOf('3', 'closed', 'c')];
  const state = stateOf({ rounds, tallies: ['1', '2', '3'].map(publishedTally) });
  const shown = () => selectors.resultRounds(state).map((round) => round.id);
  assert.deepEqual(shown(), ['2']);
  state.view = { view: 'result', subject: 'a' };
  assert.deepEqual(shown(), ['1']);
  state.view = { view: 'result', subject: null };
  state.meeting = { show: 'held' };
  assert.deepEqual(shown(), ['1', '2']);
});

test('the result waits for the secretary where every closed round of the view has few ballots', () => {
  const few = (id, subject) => Object.assign(roundOf(id, 'closed', subject), { too_few: true });
  const waits = (...rounds) => selectors.awaitsSecretary(stateOf({ rounds, view: { view: 'result', subject: null } }));
  assert.deepEqual(
    [waits(), waits(few('1', 'a')), waits(few('1', 'a'), roundOf('2', 'closed', 'b'))],
    [false, true, false],
  );
  const view = { view: 'result', subject: 'a' };
  const state = stateOf({ rounds: [few('1', 'a'), roundOf('2', 'closed', 'b')], view });
  assert.equal(selectors.awaitsSecretary(state), true);
});

test('where fewer people can vote than a running tally begins with, it is said to come after the close', () => {
  const first = (admission, turnout) => selectors.firstKey({ meeting: { admission }, turnout });
  assert.equal(first('open', null), 'first');
  assert.equal(first('open', { expected: null, issued: 7 }), 'first', 'more phones may come in');
  assert.equal(first('open', { expected: 9, issued: 0 }), 'first.few');
  assert.equal(first('open', { expected: 10, issued: 3 }), 'first');
  assert.equal(first('cards', { expected: null, issued: 7 }), 'first.few');
  assert.equal(first('cards', { expected: 40, issued: 7 }), 'first.few', 'a group of few');
  assert.equal(first('cards', { expected: 12, issued: 14 }), 'first');
});
