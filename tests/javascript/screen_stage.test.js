import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layoutFor } from '../../static/screen/seats.js';
import { codesInRow, stageSize } from '../../static/screen/stage.js';
import { isOffByRounding } from '../../static/shared/rounding.js';

test('a window is 192 wide or 108 high in its own unit, and more in the other direction', () => {
  assert.deepEqual(stageSize(1920, 1080), { width: 192, height: 108 });
  assert.deepEqual(stageSize(800, 600), { width: 192, height: 144 });
  assert.equal(stageSize(2560, 1080).width, 256);
});

test('as many codes are in a row as leave each half the height', () => {
  assert.equal(codesInRow(stageSize(1920, 1080), 3), 3);
  assert.equal(codesInRow(stageSize(800, 600), 3), 2);
  assert.equal(codesInRow(stageSize(600, 1000), 3), 1);
});

test('seats of any number fit the field, each as large as possible', () => {
  for (const count of [1, 5, 10, 11, 41, 400, 2000, 9999, 20000]) {
    const { size, columns, pitch } = layoutFor(count);
    assert.ok(
      size >= count && columns * pitch <= 100.001 && Math.ceil(size / columns) * pitch <= 50.001,
      String(count),
    );
  }
  assert.equal(layoutFor(5).columns, 5);
  assert.equal(layoutFor(42).columns, layoutFor(41).columns);
});

const parts = (...shares) => shares.map(([count, share]) => ({ count, share }));

test('shares that do not add up to 100.0 are off by rounding', () => {
  assert.equal(isOffByRounding(parts([1, '33.3%'], [1, '33.3%'], [1, '33.3%']), 3), true);
  assert.equal(isOffByRounding(parts([1, '14.3%'], [2, '28.6%'], [3, '42.9%'], [1, '14.3%']), 7), true);
  assert.equal(isOffByRounding(parts([1, '25.0%'], [3, '75.0%']), 4), false);
  assert.equal(isOffByRounding(parts([0, '–'], [0, '–']), 0), false);
});

test('shares that are not those of all ballots are not said to be off by rounding', () => {
  assert.equal(isOffByRounding(parts([1, '33.3%'], [1, '33.3%']), 3), false);
});
