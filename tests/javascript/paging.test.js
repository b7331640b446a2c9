import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PageTurner, TURN_MS, pagesOf } from '../../static/screen/paging.js';

const numbers = (count) => Array.from({ length: count }, (none, i) => i + 1);

test('pages are nearly equal', () => {
  assert.deepEqual(
    pagesOf(numbers(18), 10).map((page) => page.length),
    [9, 9],
  );
  assert.deepEqual(pagesOf(numbers(5), 2), [[1, 2], [3, 4], [5]]);
});

test('a short list is one page, an empty one none', () => {
  assert.deepEqual(pagesOf([1, 2], 10), [[1, 2]]);
  assert.deepEqual(pagesOf([], 10), []);
});

test('pages turn from the first and start over after the last', () => {
  const turner = new PageTurner();
  turner.restart(1000);
  assert.deepEqual(
    [0, 1, 2, 3].map((turns) => turner.pageAt(1000 + turns * TURN_MS, 3)),
    [0, 1, 2, 0],
  );
  turner.restart(50000);
  assert.equal(turner.pageAt(50001, 3), 0);
});

test('stopped pages stay, and go on with the time', () => {
  const turner = new PageTurner();
  turner.toggle(TURN_MS);
  assert.equal(turner.isTurning(), false);
  assert.equal(turner.pageAt(5 * TURN_MS, 3), 1);
  turner.toggle(5 * TURN_MS);
  assert.equal(turner.pageAt(5 * TURN_MS, 3), 2);
});
