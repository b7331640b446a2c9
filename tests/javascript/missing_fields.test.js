import assert from 'node:assert/strict';
import { test } from 'node:test';
import { missingFields, withPlaceholders } from '../../static/admin/missing_fields.js';

const subject = { name: '张三' };

test('an empty title, names and rosters are missing', () => {
  const doc = { title: '', groups: [{ name: '' }], parts: [{ name: '', subjects: [] }] };
  assert.deepEqual(missingFields(doc), [
    { field: 'title', key: 'gap.title' },
    { field: 'groups[0].name', key: 'gap.name' },
    { field: 'parts[0].name', key: 'gap.name' },
    { field: 'parts[0].subjects', key: 'roster.none' },
  ]);
});

test('nothing is missing in a complete document, and it is not changed', () => {
  const doc = { title: '会', groups: [{ name: '全体' }], parts: [{ name: '甲', subjects: [subject] }] };
  assert.deepEqual(missingFields(doc), []);
  assert.deepEqual(withPlaceholders(doc, ['甲']), doc);
});

test('placeholders are different names, and the document keeps its own', () => {
  const doc = { title: '', groups: [{ name: '' }, { name: '' }], parts: [{ name: '甲', subjects: [] }] };
  const filled = withPlaceholders(doc, ['甲', '乙']);
  assert.deepEqual(missingFields(filled), []);
  assert.notEqual(filled.groups[0].name, filled.groups[1].name);
  assert.equal(filled.parts[0].name, '甲');
  assert.equal(doc.groups[0].name, '');
});

test('made-up subjects are at least three, as many as limits need, and one more than seats', () => {
  const subjects = (part) =>
    withPlaceholders({ title: '会', groups: [], parts: [Object.assign({ name: '部', subjects: [] }, part)] }, [
      '甲',
      '乙',
    ]).parts[0].subjects.map((one) => one.name);
  assert.deepEqual(subjects({}), ['甲', '乙', '3']);
  assert.equal(subjects({ decide: { rules: [{ seats: 5 }, {}] } }).length, 6);
  assert.equal(subjects({ form: { limits: [{ at_most: '' }, { exactly: 4 }] } }).length, 4);
});
