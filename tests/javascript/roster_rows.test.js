import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as rows from '../../static/staff/roster_rows.js';

const wrong = [{ message: '方式应为现场或书面' }];

test('a roster is written as a spreadsheet copies it, with quotes doubled', () => {
  const subject = { name: '张"三"', unit: '第一\t支部', post: '', mode: 'onsite' };
  assert.equal(rows.rosterText([subject]), 'name\tunit\tpost\tmode\n"张""三"""\t"第一\t支部"\t""\t"onsite"');
});

test('rows of subjects have every column', () => {
  assert.deepEqual(rows.completeRows([{ name: '张三' }, { name: '李四', mode: 'written' }]), [
    { name: '张三', unit: '', post: '', mode: 'onsite' },
    { name: '李四', unit: '', post: '', mode: 'written' },
  ]);
});

test('a row without name, unit and post is blank', () => {
  assert.ok(rows.isBlank({ name: '', unit: '', post: '', mode: 'written' }));
  assert.ok(!rows.isBlank({ name: '', unit: '支部', post: '', mode: 'onsite' }));
});

test('a problem that the second check does not find again is hidden', () => {
  const source = [{ problems: wrong }, { problems: wrong }, { problems: [] }];
  const shown = [{ problems: [] }, { problems: wrong }, { problems: [] }];
  assert.deepEqual(rows.hiddenProblems(source, shown), [wrong, null, null]);
  assert.deepEqual(rows.hiddenProblems(source, shown.slice(1)), []);
});

test('a problem is loose if no shown row has its line', () => {
  const inRow = { line: 2, message: 'a' };
  const elsewhere = { line: 9, message: 'b' };
  const ofFile = { message: 'c' };
  const answer = { rows: [{ line: 2, problems: [inRow] }], problems: [inRow, elsewhere, ofFile] };
  assert.deepEqual(rows.looseProblems(answer), [elsewhere, ofFile]);
});
