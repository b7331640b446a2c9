import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as draft from '../../static/voter/ballot_draft.js';

const bandOf = (mark) => (mark >= 9 ? '好' : mark >= 5 ? '一般' : '差');
const TEN = {
  marks: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((mark) => [mark, String(mark), bandOf(mark)]),
  low: 1,
  high: 10,
  step: '1',
  decimals: 0,
  bands: [],
};
const HUNDRED = { marks: null, low: 0, high: 100, step: '1', decimals: 0, bands: [] };

// more: fields of the round; its `scales` are those of its items.
function roundOf(ids, form, recused, more) {
  const items = (form && form.items) || [{ title: '总体' }];
  const round = { limits: [], agree: [], guidance: null, scales: items.map(() => TEN) };
  return Object.assign(round, more, {
    subjects: ids.map((id) => ({ id })),
    bands: [['好'], ['一般'], ['差']],
    scale_of: items.map((item, i) => i),
    recused,
    form: Object.assign({ scale: { min: 1, max: 10 }, items, notes: [] }, form),
  });
}

// The draft of a round of one item, with these marks.
function marked(round, marks) {
  const made = {};
  marks.forEach((mark, index) => {
    draft.entryOf(made, round, index).marks[0] = mark;
  });
  return made;
}

test('a new entry has no mark, and is incomplete until every item has one', () => {
  const round = roundOf(['a'], { items: [{ title: '德' }, { title: '能' }] });
  const made = {};
  draft.entryOf(made, round, 0).marks[0] = 9;
  assert.deepEqual(draft.faultsOf(round, made, 0), [{ code: 'missing', items: ['能'], at: 1 }]);
  draft.entryOf(made, round, 0).marks[1] = null;
  assert.equal(draft.isComplete(round, made, 0), true);
});

test('an abstention is a mark', () => {
  const round = roundOf(['a']);
  assert.equal(draft.isComplete(round, marked(round, [null]), 0), true);
});

test('a band that asks for an explanation needs a note', () => {
  const round = roundOf(['a'], { explain: ['差'], notes: [{ key: 'why', title: '说明', max: 5 }] });
  const made = marked(round, [1]);
  assert.deepEqual(draft.faultsOf(round, made, 0), [{ code: 'explain', bands: ['差'] }]);
  made.a.notes.why = ' 迟到 ';
  assert.deepEqual(draft.faultsOf(round, made, 0), []);
  made.a.notes.why = '迟到迟到迟到迟到';
  assert.deepEqual(draft.faultsOf(round, made, 0), [{ code: 'long', title: '说明', excess: 3 }]);
});

test('a note is counted as the server stores it', () => {
  assert.equal(draft.plainText(' e\u0301\r\nb\0\ud800 '), '\u00e9\nb');
  assert.equal(draft.characterCount('😀好'), 2);
});

test('a ballot is started by a mark or a note, not by looking at it', () => {
  const round = roundOf(['a']);
  const made = {};
  draft.entryOf(made, round, 0);
  assert.equal(draft.isStarted(made), false);
  made.a.notes.why = 'x';
  assert.equal(draft.isStarted(made), true);
});

test('notes are carried to subjects without an entry, marks are not', () => {
  const round = roundOf(['a', 'b'], { notes: [{ key: 'why', title: '', max: 9 }] });
  const earlier = { a: { marks: [9], notes: { why: 'old', other: 'x' } }, b: { marks: [9], notes: { why: 'old' } } };
  const made = draft.carryNotes(round, { b: { marks: [5], notes: {} } }, earlier);
  assert.deepEqual(made, { a: { marks: [draft.UNSET], notes: { why: 'old' } }, b: { marks: [5], notes: {} } });
});

test('recused subjects are not scored, and their row is null', () => {
  const round = roundOf(['a', 'b'], {}, [0]);
  const made = {};
  draft.entryOf(made, round, 1).marks[0] = 7;
  assert.deepEqual(draft.scoredSubjects(round), [1]);
  assert.equal(draft.completeCount(round, made), 1);
  assert.deepEqual(draft.ballotContent(round, made), { scores: [null, [7]], notes: [] });
});

test('empty notes are not sent', () => {
  const round = roundOf(['a'], { notes: [{ key: 'why' }, { key: 'more' }] });
  const made = marked(round, [8]);
  made.a.notes = { why: ' ', more: ' x ' };
  assert.deepEqual(draft.ballotContent(round, made).notes, [{ subject: 0, key: 'more', text: 'x' }]);
});

test('the next incomplete subject comes after the current one, then from the first on', () => {
  const round = roundOf(['a', 'b', 'c']);
  const made = marked(round, [draft.UNSET, 9, draft.UNSET]);
  assert.equal(draft.firstIncomplete(round, made), 0);
  assert.equal(draft.nextIncomplete(round, made, 0), 2);
  assert.equal(draft.nextIncomplete(round, made, 2), 0);
  assert.equal(draft.nextIncomplete(round, marked(round, [9, 9, draft.UNSET]), 2), undefined);
});

test('a ballot over a limit of its round cannot be sent', () => {
  const round = roundOf(['a', 'b'], {}, [], { limits: [{ choices: ['好'], least: 0, most: 1 }] });
  assert.equal(draft.submitFault(round, marked(round, [9, 5])), null);
  const fault = draft.submitFault(round, marked(round, [9, 10]));
  assert.deepEqual(fault, { code: 'limit', limit: { choices: ['好'], used: 2, least: 0, most: 1 } });
});

test('a ballot with too few of a choice cannot be sent, unless a subject is recused', () => {
  const more = { limits: [{ choices: ['好'], least: 2, most: 2 }] };
  const round = roundOf(['a', 'b'], {}, [], more);
  const fault = draft.submitFault(round, marked(round, [9, 5]));
  assert.deepEqual(fault, { code: 'limit', limit: { choices: ['好'], used: 1, least: 2, most: 2 } });
  const recused = roundOf(['a', 'b'], {}, [1], more);
  assert.equal(draft.submitFault(recused, marked(recused, [9])), null);
});

test('names count in limits, are sent, and one that is only typed is not forgotten', () => {
  const form = { write_in: { as: '好', at_most: 2 } };
  const round = roundOf(['a'], form, [], { limits: [{ choices: ['好'], least: 0, most: 1 }] });
  const made = marked(round, [9]);
  assert.deepEqual(draft.ballotContent(round, made).write_ins, []);
  draft.writeInsOf(made).typed = ' 王五 ';
  assert.deepEqual(draft.submitFault(round, made), { code: 'name', name: '王五' });
  Object.assign(made.writeIns, { names: ['王五'], typed: '' });
  assert.equal(draft.submitFault(round, made).limit.used, 2);
  made.a.marks[0] = 5;
  assert.equal(draft.submitFault(round, made), null);
  assert.deepEqual(draft.ballotContent(round, made).write_ins, ['王五']);
  assert.equal(draft.isStarted({ writeIns: made.writeIns }), true);
});

test('a typed number is a mark, and text that is none stays to be corrected', () => {
  const round = roundOf(['a'], {}, [], { scales: [HUNDRED] });
  const made = {};
  const entry = draft.entryOf(made, round, 0);
  draft.typeNumber(round, entry, 0, '105');
  assert.deepEqual([entry.marks[0], entry.typed[0]], [draft.UNSET, '105']);
  assert.deepEqual(draft.faultsOf(round, made, 0), [{ code: 'number', at: 0, problem: 'range' }]);
  assert.equal(draft.isStarted(made), true);
  draft.typeNumber(round, entry, 0, '10');
  assert.deepEqual([entry.marks[0], entry.typed], [10, {}]);
  assert.equal(draft.submitFault(round, made), null);
});

test('an entry that breaks an agreement is incomplete, at the item to change', () => {
  const items = [{ title: '表决' }, { title: '分数' }];
  const agree = [{ item: 0, mark: 9, needs: 1, allowed: [[60, 100]] }];
  const round = roundOf(['a'], { items }, [], { scales: [TEN, HUNDRED], agree });
  const made = {};
  draft.entryOf(made, round, 0).marks = [9, 59];
  assert.deepEqual(draft.faultsOf(round, made, 0), [{ code: 'agree', agreement: 0, at: 1 }]);
  made.a.marks = [8, 59];
  assert.equal(draft.isComplete(round, made, 0), true);
});

test('a row of a sum that abstains in part is incomplete', () => {
  const items = [
    { title: '德', weight: '1' },
    { title: '能', weight: '1' },
  ];
  const round = roundOf(['a'], { items, score: 'sum' });
  const made = {};
  draft.entryOf(made, round, 0).marks = [9, null];
  assert.deepEqual(draft.faultsOf(round, made, 0), [{ code: 'partial', at: 1 }]);
  made.a.marks = [null, null];
  assert.equal(draft.isComplete(round, made, 0), true);
});

test('guidance counts the subjects in its bands', () => {
  const round = roundOf(['a', 'b', 'c'], {}, [], { guidance: { bands: ['一般', '差'], about: 1 } });
  assert.deepEqual(draft.guidanceOf(round, marked(round, [9, 5, 1])), { bands: ['一般', '差'], about: 1, used: 2 });
  assert.equal(draft.guidanceOf(roundOf(['a']), {}), null);
});

test('a ballot cannot be sent with an incomplete subject, or with notes of more than 48 KiB', () => {
  const round = roundOf(['a', 'b'], { notes: [{ key: 'why', title: '说明', max: 20000 }] });
  const made = marked(round, [9, draft.UNSET]);
  assert.deepEqual(draft.submitFault(round, made), { subject: 1, code: 'missing', items: ['总体'], at: 0 });
  made.b.marks[0] = 9;
  made.a.notes.why = '好'.repeat(16384);
  assert.equal(draft.submitFault(round, made), null);
  made.b.notes.why = 'x';
  assert.deepEqual(draft.submitFault(round, made), { code: 'bytes' });
});
