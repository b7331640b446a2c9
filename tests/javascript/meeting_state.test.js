import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as meeting from '../../static/staff/meeting_state.js';

const subject = (id, mode) => ({ id, name: id, mode: mode || 'onsite' });
const parts = [
  { name: '甲', subjects: [subject('a'), subject('b'), subject('c', 'written')] },
  { name: '乙', source: 'entered', subjects: [subject('d')] },
];

function stateWith(rounds, changes) {
  const state = meeting.emptyState();
  const welcome = { t: 'welcome', meeting: { show: 'live' }, parts, rounds, view: null, timer: null };
  meeting.applyMessage(state, Object.assign(welcome, changes));
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
  const state = stateWith([round('r1', 'open', 'a')]);
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

test('the agenda has the state of each subject, and a voided round leaves its subject waiting', () => {
  const state = stateWith([round('r1', 'voided', 'a'), round('r2', 'closed', 'b')]);
  assert.deepEqual(
    meeting.agenda(state).map((row) => row.word),
    ['waiting', 'closed', 'waiting', 'entered'],
  );
});

test('the next round is for one subject on site, then for all written ones together', () => {
  const ids = (state) => meeting.upNext(state).map((row) => row.subject.id);
  assert.deepEqual(ids(stateWith([])), ['a']);
  assert.deepEqual(ids(stateWith([round('r1', 'published', 'a', 'b')])), ['c']);
  assert.deepEqual(ids(stateWith([round('r1', 'published', 'a', 'b', 'c')])), []);
});

test('the chair opens, closes, publishes and calls in turn', () => {
  const step = (rounds, changes) => meeting.nextStep(stateWith(rounds, changes));
  assert.equal(step([]), 'open');
  assert.equal(step([round('r1', 'open', 'a')]), 'close');
  assert.equal(step([Object.assign(round('r1', 'open', 'a'), { paper_pending: 2 })]), 'paper');
  assert.equal(step([round('r1', 'closed', 'a')]), 'publish');
  assert.equal(step([round('r1', 'published', 'a')], { view: { view: 'result' } }), 'call');
  assert.equal(step([round('r1', 'published', 'a')], { view: { view: 'agenda' } }), 'open');
});

test('held results are published together at the end, then the ranking is shown', () => {
  const held = { meeting: { show: 'held' }, view: { view: 'round' } };
  const step = (rounds, changes) => meeting.nextStep(stateWith(rounds, Object.assign({}, held, changes)));
  assert.equal(step([round('r1', 'closed', 'a', 'b')]), 'call');
  assert.equal(step([round('r1', 'closed', 'a', 'b', 'c')]), 'publish-all');
  assert.equal(step([round('r1', 'published', 'a', 'b', 'c')]), 'ranking');
  assert.equal(step([round('r1', 'published', 'a', 'b', 'c')], { view: { view: 'ranking' } }), 'done');
});

test('a round that is held back is neither published nor shown, and the next subject is called', () => {
  const held = Object.assign(round('r1', 'closed', 'a'), { too_few: true });
  const state = stateWith([round('r1', 'open', 'a')], { view: { view: 'round' } });
  meeting.applyMessage(state, { t: 'tally', round: 'r1' });
  meeting.applyMessage(state, Object.assign({ t: 'round' }, held));
  assert.equal(meeting.nextStep(state), 'call');
  assert.equal(state.tallies.has('r1'), false);
  assert.deepEqual([meeting.unpublished(state), meeting.heldBack(state).map(({ id }) => id)], [[], ['r1']]);
  const last = stateWith([Object.assign(round('r1', 'closed', 'a', 'b', 'c'), { too_few: true })]);
  assert.equal(meeting.nextStep(last), 'held-back');
  meeting.applyMessage(last, { t: 'round', id: 'r1', state: 'closed', left: null, too_few: false });
  assert.equal(meeting.nextStep(last), 'publish');
});
