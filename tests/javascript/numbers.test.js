import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMark, nextMark, parseNumber, sumOf } from '../../static/shared/numbers.js';

const WHOLE = { low: 0, high: 20, step: '1', decimals: 0 };
const HALVES = { low: 2, high: 20, step: '0.5', decimals: 1 };
const HUNDREDTHS = { low: 0, high: 1000, step: '0.01', decimals: 2 };

test('a mark is a number of steps', () => {
  assert.deepEqual(parseNumber(WHOLE, '17'), { mark: 17 });
  assert.deepEqual(parseNumber(HALVES, '8.5'), { mark: 17 });
  assert.deepEqual(parseNumber(HUNDREDTHS, '9.25'), { mark: 925 });
  assert.equal(formatMark(HALVES, 17), '8.5');
  assert.equal(formatMark(HALVES, 18), '9');
  assert.equal(formatMark(HUNDREDTHS, 925), '9.25');
  assert.equal(formatMark(HUNDREDTHS, 5), '0.05');
  assert.equal(formatMark(HUNDREDTHS, 1000), '10');
});

test('every mark is read back from its own text', () => {
  for (const scale of [WHOLE, HALVES, HUNDREDTHS]) {
    for (let mark = scale.low; mark <= scale.high; mark += 1) {
      assert.deepEqual(parseNumber(scale, formatMark(scale, mark)), { mark });
    }
  }
});

test('a number may be typed as people type: full width, with a comma, without its last zeros', () => {
  assert.deepEqual(parseNumber(HUNDREDTHS, ' ９．２５ '), { mark: 925 });
  assert.deepEqual(parseNumber(HUNDREDTHS, '9,2'), { mark: 920 });
  assert.deepEqual(parseNumber(HUNDREDTHS, '9。2'), { mark: 920 });
  assert.deepEqual(parseNumber(HUNDREDTHS, '9.'), { mark: 900 });
  assert.deepEqual(parseNumber(WHOLE, '09.00'), { mark: 9 });
  assert.deepEqual(parseNumber(WHOLE, ''), {});
});

test('what is no mark says why', () => {
  assert.deepEqual(parseNumber(WHOLE, '21'), { problem: 'range' });
  assert.deepEqual(parseNumber(HALVES, '0.5'), { problem: 'range' });
  assert.deepEqual(parseNumber(HALVES, '8.4'), { problem: 'step' });
  assert.deepEqual(parseNumber(WHOLE, '8.5'), { problem: 'step' });
  for (const text of ['x', '-1', '1e2', '.', '1.2.3', '123456']) {
    assert.deepEqual(parseNumber(WHOLE, text), { problem: 'digits' });
  }
});

test('− and + stay on the scale, and start from its ends', () => {
  assert.equal(nextMark(HALVES, null, true), 2);
  assert.equal(nextMark(HALVES, null, false), 20);
  assert.equal(nextMark(HALVES, 20, true), 20);
  assert.equal(nextMark(HALVES, 2, false), 2);
  assert.equal(nextMark(HALVES, 5, true), 6);
});

test('a sum adds numbers of different steps and the values of words', () => {
  const choices = [
    ['好', '10'],
    ['差', '2.5'],
  ];
  const parts = [
    { scale: HALVES, mark: 17 },
    { scale: HUNDREDTHS, mark: 10 },
    { choices, mark: 1 },
    { scale: WHOLE, mark: -1 },
    { scale: WHOLE, mark: null },
  ];
  assert.deepEqual(sumOf(parts), { sum: '11.1', most: '70' });
  assert.deepEqual(
    sumOf([
      { scale: HUNDREDTHS, mark: 29 },
      { scale: HUNDREDTHS, mark: 28 },
    ]).sum,
    '0.57',
  );
});
