import assert from 'node:assert/strict';
import { test } from 'node:test';
import { retryDelay } from '../../static/shared/backoff.js';

test('delays double from half a second up to eight seconds', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4, 5, 50].map((attempt) => retryDelay(attempt, 1)),
    [500, 1000, 2000, 4000, 8000, 8000, 8000],
  );
});

test('chance decides half of each delay', () => {
  assert.equal(retryDelay(3, 0), 2000);
  assert.equal(retryDelay(3, 0.5), 3000);
});
