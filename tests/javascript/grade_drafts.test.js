import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftGrade, isOpen, needsReason, toSave } from '../../static/desk/grade_drafts.js';

const row = (id, proposal, saved) => ({ id, name: id, proposal, saved: saved || null });
const bodies = ({ ready }) => ready.map(({ row: { id }, body }) => [id, body.grade, body.reason]);

test('one press accepts the proposals of everybody who has one and no decision', () => {
  const rows = [row('a', '好'), row('b', '差', { grade: '一般', reason: '研究' }), row('c', null)];
  assert.deepEqual(bodies(toSave(rows, new Map(), true)), [['a', '好', '']]);
  assert.deepEqual(bodies(toSave(rows, new Map(), false)), []);
});

test('what was typed is saved with the rest, and a reason that is missing holds back its own row only', () => {
  const rows = [row('a', '好'), row('b', '差'), row('c', '好'), row('d', null)];
  const drafts = new Map();
  draftGrade(rows[0], drafts, '一般', ' 任务未完成 ');
  draftGrade(rows[1], drafts, '一般', ' ');
  draftGrade(rows[3], drafts, '上等', '');
  const { blocked } = toSave(rows, drafts, true);
  assert.deepEqual(bodies(toSave(rows, drafts, true)), [
    ['a', '一般', '任务未完成'],
    ['d', '上等', ''],
    ['c', '好', ''],
  ]);
  assert.deepEqual(
    blocked.map(({ id }) => id),
    ['b'],
  );
});

test('only a grade other than the proposed one needs a reason', () => {
  assert.ok(needsReason(row('a', '好'), '差'));
  assert.ok(!needsReason(row('a', '好'), '好'));
  assert.ok(!needsReason(row('a', '好'), ''));
  assert.ok(!needsReason(row('a', null), '差'));
});

test('a decision that is withdrawn loses its reason', () => {
  const decided = row('a', '好', { grade: '差', reason: '研究' });
  const drafts = new Map();
  draftGrade(decided, drafts, '', '研究');
  assert.deepEqual(bodies(toSave([decided], drafts, false)), [['a', '', '']]);
  assert.ok(!isOpen(decided, drafts));
});

test('a change that is taken back is none', () => {
  const decided = row('a', '好', { grade: '好', reason: '' });
  const drafts = new Map();
  draftGrade(decided, drafts, '差', '');
  draftGrade(decided, drafts, '好', '');
  assert.equal(drafts.size, 0);
});
