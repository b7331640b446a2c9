import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupsOf } from '../../static/shared/chart.js';
import { fractionText, gradeTone, passLine, voteBars, wordCounts } from '../../static/shared/votes.js';

const WORDS = ['满意', '基本满意', '不满意'];
const ROUND = {
  form: { items: [{ key: 'mark' }, { key: 'vote', abstain: true }] },
  scales: [{ marks: null, step: '1' }, { marks: WORDS.map((word, i) => [i, word, word]) }],
  scale_of: [0, 1],
  bands: [],
};
const decideOf = (of) => ({
  item: 'vote',
  base: 'expected',
  rules: [{ grade: '通过', of, over: '0.5' }, { grade: '未通过' }],
});
const SUBJECT = {
  items: [{ key: 'mark' }, { key: 'vote', counts: [6, 4, 2], abstained: 3 }],
  votes: { count: 10, basis: 'expected', base: 20, needed: 11 },
};

test('a threshold is written as people say it', () => {
  assert.deepEqual(['0.5', '2/3', '0.8', '0.333', '1', '0.75'].map(fractionText), [
    '1/2',
    '2/3',
    '4/5',
    '33.3%',
    '100%',
    '3/4',
  ]);
});

test('the words of the item that decides have its counts, or 0 before the first tally', () => {
  const counts = (subject) => wordCounts(ROUND, decideOf(['满意']), subject).map((one) => one.count);
  assert.deepEqual(counts(SUBJECT), [6, 4, 2]);
  assert.deepEqual(counts(null), [0, 0, 0]);
});

test('every bar is a share of the base, and the one word that decides has the line', () => {
  const bars = voteBars(ROUND, decideOf(['满意']), SUBJECT);
  assert.deepEqual(
    bars.map((bar) => [bar.words, bar.count, bar.fills.map((fill) => fill.share), bar.isDecisive]),
    [
      [['满意'], 6, [0.3], true],
      [['基本满意'], 4, [0.2], false],
      [['不满意'], 2, [0.1], false],
      [null, 3, [0.15], false],
    ],
  );
  assert.equal(passLine(SUBJECT.votes), 0.55);
});

test('words that decide together have a bar of their own before the others', () => {
  const [first, second] = voteBars(ROUND, decideOf(['满意', '基本满意']), SUBJECT);
  assert.deepEqual([first.words, first.count, first.isDecisive], [['满意', '基本满意'], 10, true]);
  assert.deepEqual(
    first.fills.map((fill) => fill.share),
    [0.3, 0.2],
  );
  assert.equal(second.isDecisive, false);
});

test('without a base the bars are shares of all ballots and there is no line', () => {
  const unknown = { ...SUBJECT, votes: { count: 6, base: null, needed: null } };
  assert.equal(voteBars(ROUND, decideOf(['满意']), unknown)[0].fills[0].share, 6 / 15);
  assert.equal(passLine(unknown.votes), null);
});

test('grades have the colours of their order', () => {
  assert.deepEqual(
    ['通过', '未通过'].map((grade) => gradeTone(grade, decideOf(['满意']))),
    ['good', 'poor'],
  );
});

test('a long scale is drawn by its classes, the highest first', () => {
  const round = {
    form: { items: [{ key: 'mark' }] },
    scales: [{ marks: null, step: '1', bands: [] }],
    scale_of: [0],
    bands: [],
  };
  const subject = {
    items: [
      {
        counts: null,
        classes: [
          ['0', '10', 1],
          ['10', '20', 4],
        ],
        shares: null,
      },
    ],
    bands: {},
    shares: {},
  };
  const [group, ...others] = groupsOf(subject, round);
  assert.deepEqual(
    group.bars.map((bar) => [bar.label, bar.count]),
    [
      ['10–20', 4],
      ['0–10', 1],
    ],
  );
  assert.deepEqual(others, []);
});
