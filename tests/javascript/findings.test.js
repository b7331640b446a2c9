import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TRIPS, faultsOf, findingsOf, isComplete, median } from '../../static/check/findings.js';

const GOOD = {
  isOnline: true,
  wasLost: false,
  title: '述职评议会',
  trips: Array(TRIPS).fill(12),
  page: 'https://vote.example',
  cards: 'https://vote.example',
  skew: 0.4,
  keeps: true,
  isStranger: false,
};

const codes = (changes) => faultsOf(findingsOf(Object.assign({}, GOOD, changes))).map(({ code }) => code);
const keys = (changes) => findingsOf(Object.assign({}, GOOD, changes)).map(({ key }) => key);

test('a device that works has no fault', () => {
  assert.deepEqual(codes({}), []);
  assert.equal(isComplete(findingsOf(GOOD)), true);
});

test('each fault has its code', () => {
  assert.deepEqual(codes({ trips: Array(TRIPS).fill(900) }), ['slow']);
  assert.deepEqual(codes({ wasLost: true }), ['lost']);
  assert.deepEqual(codes({ isOnline: false }), ['lost']);
  assert.deepEqual(codes({ cards: 'https://192.168.1.5:8000' }), ['address']);
  assert.deepEqual(codes({ cards: 'https://vote.example/other' }), ['address']);
  assert.deepEqual(codes({ skew: -61 }), ['clock']);
  assert.deepEqual(codes({ keeps: false }), ['storage']);
});

test('one slow round trip of ten is none, and plain http is no fault', () => {
  assert.deepEqual(
    codes({
      trips: Array(TRIPS - 1)
        .fill(12)
        .concat(3000),
    }),
    [],
  );
  assert.deepEqual(codes({ page: 'http://192.168.1.5:8000', cards: 'http://192.168.1.5:8000/' }), []);
});

test('the test is not complete before the connection and all round trips', () => {
  assert.equal(isComplete(findingsOf(Object.assign({}, GOOD, { trips: [12] }))), false);
  assert.equal(isComplete(findingsOf(Object.assign({}, GOOD, { isOnline: null }))), false);
});

test('a device without a code is tested as far as that goes', () => {
  assert.deepEqual(keys({ isStranger: true, cards: null, skew: null }), ['scheme.https', 'storage.fine']);
});

test('the middle of an even number is the lower one', () => {
  assert.equal(median([4, 1, 3, 2]), 2);
});
