import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { draftOf, mergeChanges, saveDraft, takeChanges } from '../../static/voter/stored_drafts.js';
import { adoptCode } from '../../static/voter/storage.js';

// Two drafts of one round stand for two tabs: they share nothing but the storage.
let round = '';
let rounds = 0;
let first;
let second;

const entry = (mark, problems) => ({ marks: [mark, -1], notes: problems ? { problems } : {} });

beforeEach(() => {
  adoptCode('8GG6ABM941J9DG4N');
  rounds += 1;
  round = 'round' + rounds;
  first = draftOf(round);
  second = draftOf(round);
});

test('two tabs that fill different subjects keep both', () => {
  first.a = entry(9);
  first.b = entry(-1);
  saveDraft(round, first);
  second.a = entry(-1);
  second.b = entry(7);
  saveDraft(round, second);
  assert.deepEqual(draftOf(round), { a: entry(9), b: entry(7) });
});

test('a tab takes over what another has entered, once', () => {
  first.a = entry(9);
  saveDraft(round, first);
  assert.equal(takeChanges(round, second), true);
  assert.deepEqual(second, { a: entry(9) });
  assert.equal(takeChanges(round, second), false);
  assert.equal(takeChanges(round, first), false);
});

test('a mark in one tab and a note in the other belong to one entry', () => {
  first.a = entry(-1, '学习不够');
  second.a = entry(8);
  saveDraft(round, first);
  saveDraft(round, second);
  assert.deepEqual(draftOf(round), { a: entry(8, '学习不够') });
  assert.deepEqual(second, { a: entry(8, '学习不够') });
});

test('a subject that nobody has touched is not stored', () => {
  first.a = entry(-1);
  saveDraft(round, first);
  assert.deepEqual(draftOf(round), {});
});

test('a mark that was taken back is stored as taken back', () => {
  first.a = entry(9);
  saveDraft(round, first);
  first.a.marks[0] = -1;
  saveDraft(round, first);
  assert.deepEqual(draftOf(round), { a: entry(-1) });
});

test('names that were written in belong to the draft', () => {
  first.writeIns = { names: ['王五'], typed: '' };
  saveDraft(round, first);
  assert.deepEqual(draftOf(round), first);
});

test('where both tabs changed the same, the later one wins and the rest is merged', () => {
  const base = { m: [1, 2], n: { a: 'x' } };
  const merged = (mine, theirs) => JSON.parse(JSON.stringify(mergeChanges(base, mine, theirs)));
  assert.deepEqual(merged({ m: [1, 3], n: { a: 'x' } }, { m: [4, 2], n: { a: 'y' } }), { m: [4, 3], n: { a: 'y' } });
  assert.deepEqual(merged({ m: [5, 2], n: { a: 'x', b: '1' } }, { m: [4, 2], n: {} }), { m: [5, 2], n: { b: '1' } });
});
