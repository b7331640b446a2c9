import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inFours, readCode, splitCodes } from '../../static/desk/codes.js';

test('a code is read from what is typed, with spaces, dashes and full-width letters, or from a scanned address', () => {
  const token = '8GG6ABM941J9DG4N';
  assert.deepEqual(readCode('8gg6 abm9-41j9 dg4n'), { token });
  assert.deepEqual(readCode('８ＧＧ６ABM941J9DG4N'), { token });
  assert.deepEqual(readCode('https://vote.example/m#' + token), { token });
  assert.deepEqual(readCode('8GG6'), { length: 4 });
});

test('several codes are separated by lines and by commas of both scripts', () => {
  assert.deepEqual(splitCodes('A1\n\nhttps://vote.example/m#B2， C3;D4；'), ['A1', 'B2', 'C3', 'D4']);
  assert.deepEqual(splitCodes(' \n'), []);
});

test('a code is shown in fours', () => {
  assert.equal(inFours('8GG6ABM941J9DG4N'), '8GG6 ABM9 41J9 DG4N');
  assert.equal(inFours('8GG6A'), '8GG6 A');
});
