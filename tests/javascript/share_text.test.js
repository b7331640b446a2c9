import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readShare } from '../../static/staff/share_text.js';

test('a share is read as people type it', () => {
  const typed = ['1/2', '２／３', '½', ' 2 / 3 ', '66.7%', '0.10', ''];
  assert.deepEqual(typed.map(readShare), ['1/2', '2/3', '1/2', '2/3', '0.667', '0.10', '']);
});
