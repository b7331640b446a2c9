import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as draft from '../../static/desk/paper_ballot_draft.js';

const score = { min: 1, max: 10 };
const answer = (text, form, item) => draft.meaning(form || { scale: score }, item || {}, text);

function roundOf(names, form) {
  return {
    part: '上述',
    subjects: names.map((id) => ({ id })),
    form: Object.assign({ scale: score, items: [{ title: '总体' }] }, form),
    bands: [
      ['好', '9'],
      ['一般', '5'],
      ['差', '1'],
    ],
  };
}

test('a code is read from what is typed, with spaces, dashes and full-width letters, or from a scanned address', () => {
  const token = '8GG6ABM941J9DG4N';
  assert.deepEqual(draft.readCode('8gg6 abm9-41j9 dg4n'), { token });
  assert.deepEqual(draft.readCode('８ＧＧ６ABM941J9DG4N'), { token });
  assert.deepEqual(draft.readCode('https://vote.example/m#' + token), { token });
  assert.deepEqual(draft.readCode('8GG6'), { length: 4 });
});

test('a code is shown in fours', () => assert.equal(draft.grouped('8GG6ABM941J9DG4N'), '8GG6 ABM9 41J9 DG4N'));

test('rows have the number of the subject in its part, or of the item where a part has one subject', () => {
  const parts = [{ name: '上述', subjects: [{ id: 'a' }, { id: 'b' }, { id: 'c' }] }];
  const round = draft.numbered(roundOf(['c', 'a']), parts);
  assert.deepEqual(round.rows, [3, 1]);
  assert.equal(draft.rowOf(round, { s: 0, i: 0 }), 3);
  const alone = draft.numbered(roundOf(['a']), [{ name: '上述', subjects: [{ id: 'a' }] }]);
  assert.equal(draft.rowOf(alone, { s: 0, i: 4 }), 5);
});

test('questions come subject by subject', () => {
  const round = roundOf(['a', 'b'], { items: [{}, {}] });
  assert.deepEqual(
    draft.questions(round).map((q) => [q.s, q.i]),
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
  assert.deepEqual(answer('0', { scale: { min: 0, max: 10 } }), { mark: 0 });
  assert.deepEqual(answer('0', { scale: { min: 1, max: 5 } }), { wrong: 'paper.range' });
  assert.deepEqual(answer('11'), { wrong: 'paper.range' });
});

test('on a scale of choices, 1 is the first', () => {
  const form = { scale: { choices: [['好'], ['差']] } };
  assert.deepEqual(answer('1', form), { mark: 0 });
  assert.deepEqual(answer('3', form), { wrong: 'paper.range' });
  assert.deepEqual(answer('0', form), { wrong: 'paper.range' });
});

test('a dash abstains where the item allows it, a star recuses, anything else is wrong', () => {
  assert.deepEqual(answer('-', null, { abstain: true }), { abstain: true });
  assert.deepEqual(answer('-'), { wrong: 'paper.noabstain' });
  assert.deepEqual(answer('*'), { recuse: true });
  assert.deepEqual(answer(''), { wrong: 'paper.empty' });
  assert.deepEqual(answer('', null, { abstain: true }), { wrong: 'paper.empty.abstain' });
  assert.deepEqual(answer('7.5'), { wrong: 'paper.digits' });
});

test('what was put down is given back by its keys', () => {
  const round = roundOf(['a', 'b', 'c', 'd']);
  const entry = draft.blank(round);
  const all = draft.questions(round);
  draft.put(entry, all[0], { mark: 10 });
  draft.put(entry, all[1], { abstain: true });
  draft.put(entry, all[2], { recuse: true });
  assert.deepEqual(
    all.map((q) => draft.keys(round.form, entry, q)),
    ['10', '-', '*', ''],
  );
  assert.deepEqual(
    all.map((q) => draft.isDone(entry, q)),
    [true, true, true, false],
  );
  draft.put(entry, all[2], { mark: 1 });
  assert.equal(draft.keys(round.form, entry, all[2]), '1');
});

test('a copy does not change with its original', () => {
  const round = roundOf(['a']);
  const entry = draft.blank(round);
  const copied = draft.copy(entry);
  draft.put(entry, { s: 0, i: 0 }, { mark: 3 });
  assert.equal(copied.marks[0][0], undefined);
});

test('two entries differ where a mark differs, or one alone is recused', () => {
  const round = roundOf(['a', 'b', 'c']);
  const entries = [draft.blank(round), draft.blank(round)];
  const [a, b, c] = draft.questions(round);
  entries.forEach((entry) => draft.put(entry, a, { mark: 5 }));
  entries.forEach((entry, i) => draft.put(entry, b, { mark: 5 + i }));
  draft.put(entries[0], c, { recuse: true });
  draft.put(entries[1], c, { mark: 1 });
  assert.deepEqual(draft.differences(round, entries[0], entries[1]), [b, c]);
});

test('a mark has the word of its choice or of its band', () => {
  const round = roundOf(['a']);
  assert.deepEqual(
    [10, 9, 8, 5, 4].map((mark) => draft.word(round, mark)),
    ['好', '好', '一般', '一般', '差'],
  );
  assert.equal(draft.word(roundOf(['a'], { scale: { choices: [['优'], ['劣']] } }), 1), '劣');
});

test('a limit is broken above its share of the subjects, and holds for no single subject', () => {
  const form = { limits: [{ choices: ['好'], share: '1/3' }] };
  const round = roundOf(['a', 'b', 'c'], form);
  const entry = draft.blank(round);
  draft.put(entry, { s: 0, i: 0 }, { mark: 9 });
  assert.deepEqual(draft.broken(round, entry), []);
  draft.put(entry, { s: 1, i: 0 }, { mark: 10 });
  assert.deepEqual(draft.broken(round, entry), [{ choices: ['好'], count: 2, most: 1 }]);
  const alone = roundOf(['a'], form);
  const single = draft.blank(alone);
  draft.put(single, { s: 0, i: 0 }, { mark: 10 });
  assert.deepEqual(draft.broken(alone, single), []);
});

test('a mark that asks for a reason needs a note on its subject', () => {
  const round = roundOf(['a', 'b'], { explain: ['差'] });
  const entry = draft.blank(round);
  draft.put(entry, { s: 0, i: 0 }, { mark: 1 });
  draft.put(entry, { s: 1, i: 0 }, { mark: 9 });
  entry.notes = [{ subject: 1, text: '好' }];
  assert.deepEqual(draft.unexplained(round, entry), [0]);
  entry.notes = [{ subject: 0, text: ' ' }];
  assert.deepEqual(draft.unexplained(round, entry), [0]);
  entry.notes = [{ subject: 0, text: '迟到' }];
  assert.deepEqual(draft.unexplained(round, entry), []);
});

test('what is sent has no marks and notes of recused subjects, and a spoiled ballot has none at all', () => {
  const round = roundOf(['a', 'b']);
  const entry = draft.blank(round);
  draft.put(entry, { s: 0, i: 0 }, { mark: 8 });
  draft.put(entry, { s: 1, i: 0 }, { recuse: true });
  entry.notes = [
    { subject: 0, text: '很好' },
    { subject: 0, text: ' ' },
    { subject: 1, text: '不送' },
  ];
  assert.deepEqual(draft.wire(round, entry, false), { scores: [[8], null], notes: [{ subject: 0, text: '很好' }] });
  assert.deepEqual(draft.wire(round, entry, true), { scores: [null, null], notes: [] });
});

test('a nonce is 16 random bytes', () => {
  assert.equal(draft.nonce().length, 16);
  assert.notDeepEqual(draft.nonce(), draft.nonce());
});
