// The codes that the desk offers again in the next round.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginningWith, codesToChoose, noCodes, withCode, withoutCode } from '../../static/desk/paper_codes.js';

const [A, B, C] = ['A1', 'B2', 'C3'].map((start) => start + '0'.repeat(14));

test('codes of earlier rounds are offered in their own order, not in that of the ballots', () => {
  const codes = [C, A, B].reduce((kept, code) => withCode(kept, 'r1', code), noCodes());
  assert.deepEqual(codesToChoose(codes, 'r1'), []);
  assert.deepEqual(codesToChoose(codes, 'r2'), [A, B, C]);
  const reversed = [B, A, C].reduce((kept, code) => withCode(kept, 'r1', code), noCodes());
  assert.deepEqual(codes, reversed, 'nothing of the order of the ballots is left');
});

test('a code that was used in this round is not offered again before the next', () => {
  const first = withCode(withCode(noCodes(), 'r1', A), 'r1', B);
  const second = withCode(first, 'r2', B);
  assert.deepEqual(codesToChoose(second, 'r2'), [A]);
  assert.deepEqual(codesToChoose(second, 'r3'), [A, B]);
  assert.deepEqual(withCode(second, 'r2', B), second);
});

test('a card that is void is not offered', () => {
  assert.deepEqual(codesToChoose(withoutCode(withCode(noCodes(), 'r1', A), A), 'r2'), []);
});

test('what is typed narrows the choice', () => {
  assert.deepEqual(beginningWith([A, B], 'a1 00-0'), [A]);
  assert.deepEqual(beginningWith([A, B], 'Ｂ'), [B]);
  assert.deepEqual(beginningWith([A, B], ' '), [A, B]);
});
