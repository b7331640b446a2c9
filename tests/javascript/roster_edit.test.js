import assert from 'node:assert/strict';
import { test } from 'node:test';
import { replaced, without, withSubjects } from '../../static/desk/roster_edit.js';

test('an entry is replaced or taken out without changing the list', () => {
  const list = ['a', 'b', 'c'];
  assert.deepEqual(replaced(list, 1, 'x'), ['a', 'x', 'c']);
  assert.deepEqual(without(list, 1), ['a', 'c']);
  assert.deepEqual(list, ['a', 'b', 'c']);
});

test('a document gets the subjects of one part, without their ids', () => {
  const doc = { title: '会', parts: [{ name: '甲', subjects: [] }, { name: '乙' }] };
  const subjects = [{ id: 's1', part: '甲', name: '张三' }];
  assert.deepEqual(withSubjects(doc, 0, subjects), {
    title: '会',
    parts: [{ name: '甲', subjects: [{ name: '张三', unit: '', post: '', mode: 'onsite' }] }, { name: '乙' }],
  });
});
