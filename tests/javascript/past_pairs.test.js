// Who of an earlier meeting's people is who in this one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  called,
  choicesFor,
  freePlaces,
  hasTwice,
  matchedCount,
  pairQuery,
  sorted,
} from '../../static/desk/past_pairs.js';

const person = (subject, past, candidates) => ({ subject, past, certain: past !== null, candidates: candidates || [] });
const ANSWER = {
  people: [person('s1', 2), person('s2', null, [1]), person('s3', null)],
  past: [{ name: '甲' }, { name: '乙' }, { name: '丙' }],
};

test('earlier people whom nobody has are free, and whom to ask about comes first', () => {
  assert.deepEqual(freePlaces(ANSWER), [0, 1]);
  assert.deepEqual(choicesFor(ANSWER.people[1], [0, 1]), [1, 0]);
  assert.deepEqual(choicesFor(ANSWER.people[2], [0, 1]), [0, 1]);
});

test('people are certain, to be asked about, or without anybody', () => {
  const { certain, asked, others } = sorted(ANSWER);
  assert.deepEqual(
    [certain, asked, others].map((list) => list.map(({ subject }) => subject)),
    [['s1'], ['s2'], ['s3']],
  );
});

test('nobody is chosen twice, but nobody at all may be', () => {
  assert.equal(hasTwice([{ place: '1' }, { place: '1' }]), true);
  assert.equal(hasTwice([{ place: '' }, { place: '' }, { place: '1' }]), false);
});

test('the query says who was chosen, and for whom nobody', () => {
  const chosen = [
    { subject: 's2', place: '1' },
    { subject: 's3', place: '' },
  ];
  assert.equal(decodeURIComponent(pairQuery(chosen)), 'pair=s2:1&pair=s3:');
  assert.equal(matchedCount(ANSWER, chosen), 2);
});

test('a person is called by name, with the unit if there is one', () => {
  assert.equal(called({ name: '张三', unit: '甲部' }), '张三　甲部');
  assert.equal(called({ name: '张三', unit: '' }), '张三');
});
