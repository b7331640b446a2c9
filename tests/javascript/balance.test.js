import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quorumCount, roundDiscrepancy } from '../../static/desk/balance.js';

const balanced = {
  returned: 10,
  unreturned: 2,
  phone: 7,
  paper: 3,
  valid: 9,
  invalid: 1,
  abstained: 2,
};
const changed = (fields) => Object.assign({}, balanced, fields);

test('a quorum is rounded up to whole people', () => {
  assert.equal(quorumCount('2/3', 10), 7);
  assert.equal(quorumCount('2/3', 9), 6);
  assert.equal(quorumCount('0.29', 100), 29);
});

test('a balanced round has no discrepancy', () => {
  assert.equal(roundDiscrepancy(balanced, 12), null);
  assert.equal(roundDiscrepancy(balanced, null), null);
  assert.equal(roundDiscrepancy(changed({ valid: null, invalid: null, abstained: null }), 12), null);
});

test('more ballots than people or cards are reported first', () => {
  assert.deepEqual(roundDiscrepancy(changed({ phone: 9 }), 8), { key: 'check.over', n: 2 });
  assert.deepEqual(roundDiscrepancy(changed({ unreturned: -1 }), 12), { key: 'check.cards.over', n: 1 });
});

test('sums that do not agree are reported with their difference', () => {
  assert.deepEqual(roundDiscrepancy(changed({ paper: 1 }), 12), { key: 'check.off', n: 2 });
  assert.deepEqual(roundDiscrepancy(changed({ invalid: 2 }), 12), { key: 'check.off', n: 1 });
  assert.deepEqual(roundDiscrepancy(changed({ abstained: 12 }), 12), { key: 'check.off', n: 3 });
});
