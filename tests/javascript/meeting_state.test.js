import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as meeting from '../../static/staff/meeting_state.js';

const subject = (id, mode) => ({ id, name: id, mode: mode || 'onsite' });
const parts = [
  { name: '甲', subjects: [subject('a'), subject('b'), subject('c', 'written')] },
  { name: '乙', source: 'entered', subjects: [subject('d')] },
];

// upcoming: ids of the next round; show: of the meeting.
function stateWith(rounds, upcoming, changes, show) {
  const state = meeting.emptyState();
  const states = {};
  rounds.forEach((round) => round.subjects.forEach(({ id }) => (states[id] = round.state)));
  const about = { show: show || 'live', agenda: { states, upcoming, speakers: ['a', 'b'], items: [], item: null } };
  meeting.applyMessage(
    state,
    Object.assign({ t: 'welcome', meeting: about, parts, rounds, view: null, timer: null }, changes),
  );
  return state;
}

const round = (id, state, ...ids) => ({
  id,
  state,
  part: '甲',
  left: null,
  subjects: ids.map((id) => subject(id)),
});

test('an unknown message is an error', () => {
  assert.throws(() => meeting.applyMessage(meeting.emptyState(), { t: 'unheard' }), /unheard/);
});

test('a message about a known round updates it, another one is added', () => {
  const state = stateWith([round('r1', 'open', 'a')], []);
  meeting.applyMessage(state, { t: 'round', id: 'r1', state: 'closed', left: null });
  meeting.applyMessage(state, Object.assign({ t: 'round' }, round('r2', 'open', 'b')));
  assert.deepEqual(
    state.rounds.map(({ id, state }) => [id, state]),
    [
      ['r1', 'closed'],
      ['r2', 'open'],
    ],
  );
  assert.equal(meeting.openRound(state).id, 'r2');
});

test('a round brings the progress of its moment, which is no part of the round', () => {
  const state = stateWith([], ['a']);
  const agenda = { states: { a: 'open' }, upcoming: ['b'], speakers: ['b'], items: [], item: null };
  meeting.applyMessage(state, Object.assign({ t: 'round', agenda }, round('r1', 'open', 'a')));
  assert.deepEqual(state.progress, agenda);
  assert.equal(meeting.openRound(state).agenda, undefined);
});

test('the agenda has the state of each subject, waiting without one', () => {
  const state = stateWith([round('r2', 'closed', 'b')], ['a']);
  assert.deepEqual(
    meeting.agenda(state).map((row) => row.word),
    ['waiting', 'closed', 'waiting', 'entered'],
  );
});

test('the next round is the one that the server names', () => {
  const ids = (upcoming) => meeting.upNext(stateWith([], upcoming)).map((row) => row.subject.id);
  assert.deepEqual(ids(['b']), ['b']);
  assert.deepEqual(ids(['a', 'c']), ['a', 'c']);
  assert.deepEqual(ids([]), []);
});

test('a subject that the chair has called by name is next while it still reports', () => {
  const next = (view) => meeting.upNext(stateWith([], ['a'], { view })).map((row) => row.subject.id);
  assert.deepEqual(next({ view: 'agenda', subject: 'b' }), ['b']);
  assert.deepEqual(next({ view: 'blank', subject: 'b' }), ['b']);
  assert.deepEqual(next({ view: 'agenda', subject: 'c' }), ['a']);
  assert.deepEqual(next({ view: 'agenda', subject: null }), ['a']);
});

test('whoever is timed has been called, whatever the screen shows', () => {
  const timer = { kind: 'report', left: 1000, running: true };
  const step = (changes) => meeting.nextStep(stateWith([round('r1', 'published', 'a')], ['b'], changes));
  assert.equal(step({ view: { view: 'result' }, timer }), 'open');
  assert.equal(step({ view: { view: 'result' } }), 'call');
  const state = stateWith([], ['a'], { timer });
  meeting.applyMessage(state, { t: 'timer', kind: null, left: null, running: false });
  assert.deepEqual([state.timer, state.timerEnd], [null, null]);
});

test('the chair opens, closes, publishes and calls in turn', () => {
  const step = (rounds, changes) => meeting.nextStep(stateWith(rounds, ['b'], changes));
  assert.equal(step([]), 'open');
  assert.equal(step([round('r1', 'open', 'a')]), 'close');
  assert.equal(step([Object.assign(round('r1', 'open', 'a'), { paper_pending: 2 })]), 'paper');
  assert.equal(step([round('r1', 'closed', 'a')]), 'publish');
  assert.equal(step([round('r1', 'published', 'a')], { view: { view: 'result' } }), 'call');
  assert.equal(step([round('r1', 'published', 'a')], { view: { view: 'agenda' } }), 'open');
});

test('held results are published together at the end, then the ranking is shown', () => {
  const step = (state, upcoming, view) =>
    meeting.nextStep(stateWith([round('r1', state, 'a', 'b')], upcoming, { view: { view } }, 'held'));
  assert.equal(step('closed', ['c'], 'round'), 'call');
  assert.equal(step('closed', [], 'round'), 'publish-all');
  assert.equal(step('published', [], 'round'), 'ranking');
  assert.equal(step('published', [], 'ranking'), 'done');
});

test('a round that is held back is neither published nor shown, and the next subject is called', () => {
  const held = Object.assign(round('r1', 'closed', 'a'), { too_few: true });
  const state = stateWith([round('r1', 'open', 'a')], ['b'], { view: { view: 'round' } });
  meeting.applyMessage(state, { t: 'tally', round: 'r1' });
  const progress = { states: { a: 'closed' }, upcoming: ['b'], speakers: ['b'], items: [], item: null };
  meeting.applyMessage(state, Object.assign({ t: 'round', agenda: progress }, held));
  assert.equal(meeting.nextStep(state), 'call');
  assert.equal(state.tallies.has('r1'), false);
  assert.deepEqual([meeting.unpublished(state), meeting.heldBack(state).map(({ id }) => id)], [[], ['r1']]);
  const last = stateWith([Object.assign(round('r1', 'closed', 'a', 'b', 'c'), { too_few: true })], []);
  assert.equal(meeting.nextStep(last), 'held-back');
  meeting.applyMessage(last, {
    t: 'round',
    id: 'r1',
    state: 'closed',
    left: null,
    too_few: false,
    agenda: { states: {}, upcoming: [], speakers: [], items: [], item: null },
  });
  assert.equal(meeting.nextStep(last), 'publish');
});
