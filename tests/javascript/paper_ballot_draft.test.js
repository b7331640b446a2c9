import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as draft from '../../static/desk/paper_ballot_draft.js';

const at = (subjectIndex, itemIndex) => ({ subjectIndex, itemIndex });

const bandOf = (mark) => (mark >= 9 ? '好' : mark >= 5 ? '一般' : '差');
const MARKS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((mark) => [mark, String(mark), bandOf(mark)]);

const TEN = { marks: MARKS, low: 1, high: 10, step: '1', decimals: 0, bands: [] };
const numbers = (low, high, step = '1', decimals = 0) => ({ marks: null, low, high, step, decimals, bands: [] });

// more: fields of the round; its `scales` are those of its items.
function roundOf(names, form, more) {
  const items = (form && form.items) || [{ title: '总体' }];
  const round = {
    part: '上述',
    bands: [['好'], ['一般'], ['差']],
    limits: [],
    agree: [],
    scales: items.map(() => TEN),
  };
  return Object.assign(round, more, {
    subjects: names.map((id) => ({ id, name: id })),
    scale_of: items.map((item, i) => i),
    form: Object.assign({ items }, form),
  });
}

const answer = (text, scale, item, subjects = ['a']) =>
  draft.parseAnswer(roundOf(subjects, {}, { scales: [scale || TEN] }), { item: item || {}, itemIndex: 0 }, text);

test('rows are numbered as the subjects in their part, or as the items if the part has one subject', () => {
  const parts = [{ name: '上述', subjects: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] }];
  const round = draft.withRowNumbers(roundOf(['c', 'a']), parts);
  assert.deepEqual(round.rows, [3, 1]);
  assert.equal(draft.rowNumber(round, at(0, 0)), 3);
  const alone = draft.withRowNumbers(roundOf(['a']), [{ name: '上述', subjects: [{ id: 'a' }] }]);
  assert.equal(draft.rowNumber(alone, at(0, 4)), 5);
});

test('questions come subject by subject', () => {
  const round = roundOf(['a', 'b'], { items: [{}, {}] });
  assert.deepEqual(
    draft.questionsOf(round).map((question) => [question.subjectIndex, question.itemIndex]),
    [
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ],
  );
});

test('digits are points, and 0 is ten on a scale from 1 to 10', () => {
  assert.deepEqual(answer('7'), { mark: 7 });
  assert.deepEqual(answer('１０'), { mark: 10 });
  assert.deepEqual(answer('0'), { mark: 10 });
  assert.deepEqual(answer('0', numbers(0, 10)), { mark: 0 });
  assert.deepEqual(answer('0', numbers(1, 5)), { problem: 'paper.range' });
  assert.deepEqual(answer('0', numbers(2, 20, '0.5', 1)), { mark: 20 });
  assert.deepEqual(answer('11'), { problem: 'paper.range' });
});

test('on a scale of choices, 1 is the first', () => {
  const words = {
    marks: [
      [0, '好', '好'],
      [1, '差', '差'],
    ],
  };
  assert.deepEqual(answer('1', words), { mark: 0 });
  assert.deepEqual(answer('3', words), { problem: 'paper.range' });
  assert.deepEqual(answer('0', words), { problem: 'paper.range' });
  assert.deepEqual(answer('1.5', words), { problem: 'paper.digits' });
});

test('a number on a long scale is typed with its decimals', () => {
  assert.deepEqual(answer('9.25', numbers(0, 1000, '0.01', 2)), { mark: 925 });
  assert.deepEqual(answer('8.4', numbers(0, 40, '0.5', 1)), { problem: 'paper.step' });
  assert.deepEqual(answer('21', numbers(0, 20)), { problem: 'paper.range' });
});

test('a slash makes a line invalid, but not the only one of a ballot', () => {
  assert.deepEqual(answer('/', TEN, {}, ['a', 'b']), { invalid: true });
  assert.deepEqual(answer('', TEN, {}, ['a', 'b']), { problem: 'paper.empty.line' });
  assert.deepEqual(answer('/', TEN), { problem: 'paper.digits' });
});

test('a dash abstains where the item allows it, a star recuses, anything else is wrong', () => {
  assert.deepEqual(answer('-', null, { abstain: true }), { abstain: true });
  assert.deepEqual(answer('-'), { problem: 'paper.noabstain' });
  assert.deepEqual(answer('*'), { recuse: true });
  assert.deepEqual(answer(''), { problem: 'paper.empty' });
  assert.deepEqual(answer('', null, { abstain: true }), { problem: 'paper.empty.abstain' });
  assert.deepEqual(answer('7.5'), { problem: 'paper.step' });
});

test('an entry is shown as the keys that mean it', () => {
  const round = roundOf(['a', 'b', 'c', 'd']);
  const entry = draft.blankEntry(round);
  const all = draft.questionsOf(round);
  draft.setAnswer(entry, all[0], { mark: 10 });
  draft.setAnswer(entry, all[1], { abstain: true });
  draft.setAnswer(entry, all[2], { recuse: true });
  assert.deepEqual(
    all.map((question) => draft.keysFor(round, entry, question)),
    ['10', '-', '*', ''],
  );
  assert.deepEqual(
    all.map((question) => draft.isAnswered(entry, question)),
    [true, true, true, false],
  );
  draft.setAnswer(entry, all[2], { mark: 1 });
  assert.equal(draft.keysFor(round, entry, all[2]), '1');
  draft.setAnswer(entry, all[2], { invalid: true });
  assert.equal(draft.keysFor(round, entry, all[2]), '/');
});

test('a copy does not change with its original', () => {
  const round = roundOf(['a']);
  const entry = draft.blankEntry(round);
  const copied = draft.copyEntry(entry);
  draft.setAnswer(entry, at(0, 0), { mark: 3 });
  assert.equal(copied.marks[0][0], undefined);
});

test('two entries differ if a mark differs or only one of them is recused', () => {
  const round = roundOf(['a', 'b', 'c']);
  const entries = [draft.blankEntry(round), draft.blankEntry(round)];
  const [a, b, c] = draft.questionsOf(round);
  entries.forEach((entry) => draft.setAnswer(entry, a, { mark: 5 }));
  entries.forEach((entry, i) => draft.setAnswer(entry, b, { mark: 5 + i }));
  draft.setAnswer(entries[0], c, { recuse: true });
  draft.setAnswer(entries[1], c, { mark: 1 });
  assert.deepEqual(draft.differences(round, entries[0], entries[1]), [b, c]);
});

test('two entries differ if only one of them has an invalid line, and not by marks below it', () => {
  const round = roundOf(['a', 'b']);
  const entries = [draft.blankEntry(round), draft.blankEntry(round)];
  const [a, b] = draft.questionsOf(round);
  entries.forEach((entry, i) => draft.setAnswer(entry, a, { mark: 5 + i, invalid: true }));
  draft.setAnswer(entries[0], b, { mark: 5 });
  draft.setAnswer(entries[1], b, { invalid: true });
  assert.deepEqual(draft.differences(round, entries[0], entries[1]), [b]);
});

test('names are the same in any order and spelling of blanks', () => {
  const round = roundOf(['a'], { write_in: { as: '好', at_most: 2 } });
  const entries = [draft.blankEntry(round), draft.blankEntry(round)];
  entries[0].names = ['王 五', '李四', ''];
  entries[1].names = ['李四', '王五'];
  assert.equal(draft.haveSameNames(entries[0], entries[1]), true);
  assert.deepEqual(draft.ballotFields(round, entries[0], false).write_ins, ['王 五', '李四']);
  assert.deepEqual(draft.ballotFields(round, entries[0], true).write_ins, []);
  entries[1].names = ['李四'];
  assert.equal(draft.haveSameNames(entries[0], entries[1]), false);
});

test('an invalid line is sent as such, and a ballot without a valid one is told from others', () => {
  const round = roundOf(['a', 'b']);
  const entry = draft.blankEntry(round);
  draft.setAnswer(entry, at(0, 0), { mark: 8 });
  draft.setAnswer(entry, at(1, 0), { invalid: true });
  assert.deepEqual(draft.ballotFields(round, entry, false).scores, [[8], 'invalid']);
  assert.equal(draft.isAllInvalid(entry), false);
  draft.setAnswer(entry, at(0, 0), { invalid: true });
  assert.equal(draft.isAllInvalid(entry), true);
});

test('rows that break an agreement are named', () => {
  const items = [{ title: '表决' }, { title: '分数' }];
  const agree = [{ item: 0, mark: 9, needs: 1, allowed: [[60, 100]] }];
  const round = roundOf(['a', 'b'], { items }, { scales: [TEN, numbers(0, 100)], agree });
  const entry = draft.blankEntry(round);
  entry.marks = [
    [9, 60],
    [9, 59],
  ];
  assert.deepEqual(draft.brokenRows(round, entry), [{ subject: 1, agreements: [0], isPartial: false }]);
});

test('a limit of the round is broken above its number of subjects', () => {
  const round = roundOf(['a', 'b', 'c'], {}, { limits: [{ choices: ['好'], least: 0, most: 1 }] });
  const entry = draft.blankEntry(round);
  draft.setAnswer(entry, at(0, 0), { mark: 9 });
  assert.deepEqual(draft.brokenLimits(round, entry), []);
  draft.setAnswer(entry, at(1, 0), { mark: 10 });
  assert.deepEqual(draft.brokenLimits(round, entry), [{ choices: ['好'], used: 2, least: 0, most: 1 }]);
});

test('a mark that requires a reason needs a note on its subject', () => {
  const round = roundOf(['a', 'b'], { explain: ['差'] });
  const entry = draft.blankEntry(round);
  draft.setAnswer(entry, at(0, 0), { mark: 1 });
  draft.setAnswer(entry, at(1, 0), { mark: 9 });
  entry.notes = [{ subject: 1, text: '好' }];
  assert.deepEqual(draft.missingReasons(round, entry), [0]);
  entry.notes = [{ subject: 0, text: ' ' }];
  assert.deepEqual(draft.missingReasons(round, entry), [0]);
  entry.notes = [{ subject: 0, text: '迟到' }];
  assert.deepEqual(draft.missingReasons(round, entry), []);
});

test('recused subjects are sent without marks and notes, and a spoiled ballot has none at all', () => {
  const round = roundOf(['a', 'b']);
  const entry = draft.blankEntry(round);
  draft.setAnswer(entry, at(0, 0), { mark: 8 });
  draft.setAnswer(entry, at(1, 0), { recuse: true });
  entry.notes = [
    { subject: 0, text: '很好' },
    { subject: 0, text: ' ' },
    { subject: 1, text: '不送' },
  ];
  assert.deepEqual(draft.ballotFields(round, entry, false), {
    scores: [[8], null],
    notes: [{ subject: 0, text: '很好' }],
  });
  assert.deepEqual(draft.ballotFields(round, entry, true), { scores: [null, null], notes: [] });
});

test('a nonce is 16 random bytes', () => {
  assert.equal(draft.newNonce().length, 16);
  assert.notDeepEqual(draft.newNonce(), draft.newNonce());
});

test('a new ballot starts with its first entry, and a spoiled one with its review', () => {
  const round = roundOf(['a']);
  assert.equal(draft.newBallot(round, 'T', false).stage, 'first');
  assert.equal(draft.newBallot(round, 'T', true).stage, 'review');
});

test('settling two entries opens only the differences again', () => {
  const round = roundOf(['a', 'b']);
  const ballot = Object.assign(draft.newBallot(round, 'T', false), { second: draft.blankEntry(round) });
  const [a, b] = draft.questionsOf(round);
  [ballot.first, ballot.second].forEach((entry) => draft.setAnswer(entry, a, { mark: 5 }));
  draft.setAnswer(ballot.first, b, { mark: 1 });
  draft.setAnswer(ballot.second, b, { mark: 2 });
  const { entry, questions } = draft.unsettled(ballot);
  assert.deepEqual(questions, [b]);
  assert.deepEqual(entry.marks, [[5], [undefined]]);
  assert.deepEqual(ballot.first.marks, [[5], [1]]);
});

test('a ballot is sent with its own nonce every time', () => {
  const round = Object.assign(roundOf(['a']), { id: 'r' });
  const ballot = draft.newBallot(round, 'T', true);
  const command = draft.ballotCommand(ballot);
  assert.deepEqual(command, draft.ballotCommand(ballot));
  assert.deepEqual(command, {
    t: 'paper',
    round: 'r',
    token: 'T',
    nonce: ballot.nonce,
    scores: [null],
    notes: [],
    spoiled: true,
  });
});

test('a subject that the card may not score is filled in as recused, in both entries', () => {
  const round = Object.assign(roundOf(['a', 'b']), { id: 'r' });
  const ballot = draft.newBallot(round, 'T', false, { recused: [1], isUnchecked: false });
  assert.deepEqual(ballot.first.recused, [false, true]);
  const [a, b] = draft.questionsOf(round);
  assert.equal(draft.keysFor(round, ballot.first, b), '*');
  draft.setAnswer(ballot.first, a, { mark: 5 });
  assert.deepEqual(draft.ballotCommand(ballot).scores[1], null);
});
