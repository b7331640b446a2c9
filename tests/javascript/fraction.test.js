import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fraction } from '../../static/desk/fraction.js';

test('a fraction is read as its two numbers', () => assert.deepEqual(fraction('1/3'), [1, 3]));

test('a decimal is read without loss', () => {
  assert.deepEqual(fraction('0.29'), [29, 100]);
  assert.deepEqual(fraction('1'), [1, 1]);
});
