// Batches of cards by group and time.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batchNames } from '../../static/desk/batch_names.js';
import { ownOffset } from '../../static/shared/zone.js';

const line = (batch, group, at) => ({ act: 'cards', at, detail: { batch, group } });
const zone = ownOffset(new Date('2026-03-02T09:41:00'));
const at = (day, time) => `2026-03-${day}T${time}${zone}`;

test('a batch is named by its group and the time at which it was made', () => {
  const lines = [{ act: 'create', at: at('02', '08:00:00'), detail: {} }, line('a1', '党员代表', at('02', '09:41:30'))];
  assert.deepEqual([...batchNames(lines)], [['a1', '党员代表 · 09:41']]);
});

test('where they were made on several days, the day is part of it', () => {
  const names = batchNames([line('a1', '甲', at('01', '16:05:00')), line('b2', '甲', at('02', '09:41:00'))]);
  assert.deepEqual([...names.values()], ['甲 · 03-01 16:05', '甲 · 03-02 09:41']);
});

test('batches of one group and minute have different names', () => {
  const names = batchNames(['a', 'b', 'c'].map((batch) => line(batch, '甲', at('02', '09:41:00'))));
  assert.deepEqual([...names.values()], ['甲 · 09:41', '甲 · 09:41 (2)', '甲 · 09:41 (3)']);
});
