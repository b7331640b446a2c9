import assert from 'node:assert/strict';
import { test } from 'node:test';
import { motionPart, runOffPart, runOffSubjects, thresholdOf } from '../../static/staff/added_parts.js';

const WORDS = { name: (n) => '临时表决' + (n > 1 ? n : ''), yes: '赞成', passed: '通过', failed: '未通过' };
const PART = {
  name: '选举',
  form: {
    id: 'election',
    items: [{ key: 'vote' }],
    limits: [{ choices: ['赞成'], at_most: 3 }],
    write_in: { as: '赞成', at_most: 1 },
  },
  decide: {
    item: 'vote',
    base: 'present',
    rank: ['votes'],
    rules: [{ grade: '当选', of: ['赞成'], over: '0.5', seats: 3 }, { grade: '未当选' }],
  },
  subjects: ['甲', '乙', '丙', '丁'].map((name, i) => ({ id: 's' + i, name, unit: '' })),
};
const AGAIN = [{ code: 'again', text: '' }];

// results: [grade, is tied] of each subject.
function stateOf(results, outcome, written = []) {
  return {
    parts: [PART],
    results: results.map(([grade, isTied], i) => ({ ids: ['s' + i], grade, remarks: isTied ? AGAIN : [] })),
    outcomes: [{ part: '选举', outcome: { grade: '当选', tied: [], ...outcome }, write_ins: written }],
  };
}

test('a motion has a free name, a title and a threshold', () => {
  const state = { parts: [{ name: '临时表决' }] };
  assert.deepEqual(motionPart(state, '休会', { base: 'present', bound: 'over', limit: '1/2' }, WORDS), {
    name: '临时表决2',
    form: 'motion',
    subjects: [{ name: '休会' }],
    decide: { base: 'present', rules: [{ grade: '通过', of: ['赞成'], over: '1/2' }, { grade: '未通过' }] },
  });
});

test('a run-off is among the tied, also a written name; else among all who have no seat', () => {
  const tied = stateOf([['当选'], [null, true], [null, true], ['未当选']], { open: 1, tied: ['乙', '丙', '王五'] }, [
    { name: '王五' },
  ]);
  assert.deepEqual(
    runOffSubjects(tied, PART).map((one) => one.name),
    ['乙', '丙', '王五'],
  );
  const unseated = stateOf([['当选'], ['未当选'], ['未当选'], ['当选']], { open: 1 });
  assert.deepEqual(
    runOffSubjects(unseated, PART).map((one) => one.name),
    ['乙', '丙'],
  );
});

test('a run-off has no more seats than subjects', () => {
  const state = stateOf([['当选'], ['未当选'], ['当选'], ['当选']], { open: 2 });
  const threshold = { base: 'valid', bound: 'over', limit: '' };
  const part = runOffPart(state, PART, runOffSubjects(state, PART), threshold, (n) => '再次投票' + n);
  assert.equal(part.decide.rules[0].seats, 1);
  assert.deepEqual(part.form.limits, [{ choices: ['赞成'], at_most: 1 }]);
});

test('a run-off is for the open seats, with its own threshold and without written names', () => {
  const state = stateOf([['当选'], [null, true], [null, true], ['当选']], { open: 1 });
  const subjects = runOffSubjects(state, PART);
  const part = runOffPart(
    state,
    PART,
    subjects,
    { base: 'valid', bound: 'at_least', limit: '1/3' },
    (n) => '选举（' + n + '）',
  );
  assert.deepEqual(
    [part.name, part.again, part.decide.base, part.decide.rank],
    ['选举（1）', '选举', 'valid', ['votes']],
  );
  assert.deepEqual(part.decide.rules, [
    { grade: '当选', of: ['赞成'], seats: 1, at_least: '1/3' },
    { grade: '未当选' },
  ]);
  assert.deepEqual(part.form.limits, [{ choices: ['赞成'], at_most: 1 }]);
  assert.equal(part.form.write_in, undefined);
  assert.deepEqual(PART.form.write_in, { as: '赞成', at_most: 1 });
});

test('the threshold of the part is proposed', () => {
  assert.deepEqual(thresholdOf(PART), { base: 'present', bound: 'over', limit: '0.5' });
});
