import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figure, shares, total, whole } from '../../static/staff/weights.js';

test('full-width digits and a Chinese full stop are read as a number', () => {
  assert.equal(figure(' ０．３ '), '0.3');
  assert.equal(figure('0。3'), '0.3');
});

test('a whole number is a number, anything else stays as typed', () => {
  assert.equal(whole('１２'), 12);
  assert.equal(whole('1.5'), '1.5');
  assert.equal(whole('-3'), '-3');
  assert.equal(whole(''), '');
});

test('shares are in per cent to one place', () => {
  assert.deepEqual(shares(['30', '30', '40']), ['30%', '30%', '40%']);
  assert.deepEqual(shares(['1', '1', '1']), ['33.3%', '33.3%', '33.3%']);
});

test('a weight that is none has no share', () => {
  assert.deepEqual(shares(['0.5', '', '0', 'x', '-1', '0.5']), ['50%', '', '', '', '', '50%']);
  assert.deepEqual(shares([]), []);
});

test('a total of decimals is exact', () => {
  assert.equal(total(['0.1', '0.2']), '0.3');
  assert.equal(total(['0.35', '0.35', '0.3']), '1');
});

test('there is no total where one weight is none', () => {
  assert.equal(total(['0.5', '']), '');
  assert.equal(total([]), '');
});
