import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mergeInto, split } from '../../static/desk/write_in_merges.js';

test('names count as the one chosen, with the spellings that counted as them', () => {
  const merges = mergeInto({ 王武: '王伍' }, ['王五', '王伍'], '王五');
  assert.deepEqual(merges, { 王武: '王五', 王伍: '王五' });
});

test('a spelling that is taken out counts for itself, the others stay', () => {
  assert.deepEqual(split({ 王武: '王五', 王伍: '王五' }, '王武'), { 王伍: '王五' });
});
