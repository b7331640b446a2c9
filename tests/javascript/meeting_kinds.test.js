import assert from 'node:assert/strict';
import { test } from 'node:test';
import { templateOf } from '../../static/admin/meeting_kinds.js';

test('a kind of meeting brings forms and rules, not the names and numbers of the sample', () => {
  const sample = {
    title: '样例',
    organisation: '某局',
    date: '2025-01-01',
    expected: 38,
    quorum: '2/3',
    groups: [{ name: '评委', weight: '0.7', size: 9 }],
    parts: [{ name: '选举', form: 'motion', subjects: [{ name: '甲' }] }],
  };
  const typed = { title: '我的会', organisation: '', date: '2026-12-01', expected: null, groups: [{ name: '全体' }] };
  assert.deepEqual(templateOf(sample, typed), {
    title: '我的会',
    organisation: '',
    date: '2026-12-01',
    expected: null,
    quorum: '2/3',
    groups: [{ name: '评委', weight: '0.7' }],
    parts: [{ name: '选举', form: 'motion', subjects: [] }],
    rules: {},
  });
});
