import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mixedScales, normalizeNumber, parseWhole, shares, total } from '../../static/staff/weights.js';

test('full-width digits and a Chinese full stop are read as a number', () => {
  assert.equal(normalizeNumber(' ０．３ '), '0.3');
  assert.equal(normalizeNumber('0。3'), '0.3');
});

test('a whole number is a number, anything else stays as typed', () => {
  assert.equal(parseWhole('１２'), 12);
  assert.equal(parseWhole('1.5'), '1.5');
  assert.equal(parseWhole('-3'), '-3');
  assert.equal(parseWhole(''), '');
});

test('shares are in per cent to one place', () => {
  assert.deepEqual(shares(['30', '30', '40']), ['30%', '30%', '40%']);
  assert.deepEqual(shares(['1', '1', '1']), ['33.3%', '33.3%', '33.3%']);
});

test('an invalid weight has no share', () => {
  assert.deepEqual(shares(['0.5', '', '0', 'x', '-1', '0.5']), ['50%', '', '', '', '', '50%']);
  assert.deepEqual(shares([]), []);
});

test('a total of decimals is exact', () => {
  assert.equal(total(['0.1', '0.2']), '0.3');
  assert.equal(total(['0.35', '0.35', '0.3']), '1');
});

test('there is no total if one weight is invalid', () => {
  assert.equal(total(['0.5', '']), '');
  assert.equal(total([]), '');
});

test('a fraction next to percentages is found, a ratio is not', () => {
  assert.deepEqual(mixedScales(['40', '0.3', '30']), [1]);
  assert.deepEqual(mixedScales(['2', '1', '0.5']), []);
  assert.deepEqual(mixedScales(['0.5', '10']), []);
  assert.deepEqual(mixedScales(['0.5', '10.1']), [0]);
  assert.deepEqual(mixedScales(['0', '', 'x', '40']), []);
});
