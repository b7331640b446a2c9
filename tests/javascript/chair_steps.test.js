import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paperProgress } from '../../static/chair/paper_progress.js';
import { speakerAfter, speakerRow, speakingSteps, subjectKept } from '../../static/chair/speaking.js';
import { emptyState } from '../../static/staff/meeting_state.js';
import { speakingTime } from '../../static/shared/speaking_time.js';

const subjects = ['a', 'b', 'c'].map((id) => ({ id, name: id, label: id, mode: 'onsite' }));

function stateWith(changes, speakers) {
  return Object.assign(
    emptyState(),
    {
      parts: [{ name: '甲', subjects }],
      progress: { states: {}, upcoming: ['a'], speakers: speakers || ['a', 'b', 'c'], items: [], item: null },
      view: { view: 'agenda', subject: null },
    },
    changes,
  );
}

const timer = (kind) => ({ timer: { kind, left: 1000, running: false } });
const always = () => true;

test('a report is followed by questions and remarks, and then by the vote', () => {
  assert.deepEqual(speakingSteps(stateWith(), always), ['report', 'questions', 'comment']);
  assert.deepEqual(speakingSteps(stateWith(timer('report')), always), ['questions', 'comment']);
  assert.deepEqual(speakingSteps(stateWith(timer('questions')), always), ['comment']);
  assert.deepEqual(speakingSteps(stateWith(timer('comment')), always), []);
});

test('steps that the meeting does without are left out', () => {
  const isReport = (kind) => kind === 'report';
  assert.deepEqual(speakingSteps(stateWith(), isReport), ['report']);
  assert.deepEqual(speakingSteps(stateWith(timer('report')), isReport), []);
  assert.deepEqual(
    speakingSteps(stateWith(), () => false),
    [],
  );
});

test('nobody speaks before a round that is not on a speaker, or that is repeated', () => {
  assert.equal(speakerRow(stateWith({}, ['b'])), null);
  const rounds = [{ id: 'r1', state: 'voided', subjects: [subjects[0]] }];
  assert.deepEqual(speakingSteps(stateWith({ rounds }), always), []);
  assert.equal(speakingSteps(stateWith({ rounds, view: { view: 'agenda', subject: 'b' } }), always).length, 3);
});

test('the next to report is the one after the present one, and nobody after the last', () => {
  const after = (subject) => speakerAfter(stateWith({ view: { view: 'agenda', subject } }));
  assert.deepEqual([after(null), after('b'), after('c')], ['b', 'c', null]);
});

test('a person who was called stays on the floor when the screen goes blank or shows the join code', () => {
  const called = stateWith({ view: { view: 'agenda', subject: 'b' } });
  assert.deepEqual(
    ['join', 'agenda', 'round', 'blank', 'result', 'ranking'].map((view) => subjectKept(called, view)),
    ['b', 'b', 'b', 'b', null, null],
  );
  assert.equal(subjectKept(stateWith(), 'blank'), null);
});

test('the total of paper ballots does not fall while its two numbers are on their way', () => {
  const round = (pending) => ({ id: 'r1', paper_pending: pending });
  const turnout = (paper) => ({ round: 'r1', paper });
  assert.deepEqual(paperProgress(round(3), turnout(0)), { entered: 0, total: 3 });
  assert.deepEqual(paperProgress(round(2), turnout(0)), { entered: 1, total: 3 });
  assert.deepEqual(paperProgress(round(2), turnout(1)), { entered: 1, total: 3 });
  assert.deepEqual(paperProgress({ id: 'r2', paper_pending: 2 }, turnout(1)), { entered: 0, total: 2 });
});

test('the time of a speaker is what remains, rounded up, and then by how much it is exceeded, rounded down', () => {
  const paused = (left) => speakingTime({ left, running: false }, null);
  assert.deepEqual(paused(59_001), { time: '1:00', isOver: false, left: 59_001 });
  assert.deepEqual(paused(-999), { time: '0:00', isOver: false, left: -999 });
  assert.deepEqual(paused(-1000), { time: '0:01', isOver: true, left: -1000 });
  assert.deepEqual(paused(-61_900), { time: '1:01', isOver: true, left: -61_900 });
});
