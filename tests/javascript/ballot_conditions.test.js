import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as conditions from '../../static/shared/ballot_conditions.js';

const WORDS = {
  marks: [
    [0, '赞成', '赞成'],
    [1, '反对', '反对'],
  ],
};
const HUNDRED = {
  marks: null,
  low: 0,
  high: 100,
  step: '1',
  decimals: 0,
  bands: [
    [60, '合格'],
    [0, '不合格'],
  ],
};

const choices = [
  ['赞成', '1'],
  ['反对', '0'],
];

// A vote and a mark.
function roundOf(more, form) {
  const items = [
    { title: '表决', weight: '1', scale: { choices } },
    { title: '分数', weight: '1', scale: { min: 0, max: 100 } },
  ];
  const round = { scales: [WORDS, HUNDRED], scale_of: [0, 1], bands: [['合格'], ['不合格']], agree: [], limits: [] };
  return Object.assign(round, more, { form: Object.assign({ items, agree: [] }, form) });
}

const agreement = (more) => Object.assign({ item: 0, mark: 0, needs: 1, allowed: [[60, 100]] }, more);
const broken = (one, row) => conditions.brokenAgreements(roundOf({ agree: [one] }), row).length > 0;

test('an agreement binds a row with its choice, once both items are marked', () => {
  assert.equal(broken(agreement(), [0, 59]), true);
  assert.equal(broken(agreement(), [0, 60]), false);
  assert.equal(broken(agreement(), [1, 59]), false);
  assert.equal(broken(agreement(), [0, -1]), false);
  assert.equal(broken(agreement(), [0, undefined]), false);
  assert.equal(broken(agreement(), [-1, 59]), false);
  assert.equal(broken(agreement(), [0, null]), true);
});

test('an agreement may be about an abstention, or ask for one', () => {
  assert.equal(broken(agreement({ mark: null }), [null, 59]), true);
  assert.equal(broken(agreement({ allowed: null }), [0, 60]), true);
  assert.equal(broken(agreement({ allowed: null }), [0, null]), false);
});

test('an agreement is described by its bounds, or by the words that are left', () => {
  const needs = (bounds) => ({ agree: [{ needs: bounds }] });
  const key = (one, bounds) => conditions.describeAgreement(roundOf({ agree: [one] }, needs(bounds)), 0).key;
  assert.equal(key(agreement(), { at_least: '60' }), 'agree.at_least');
  assert.equal(key(agreement(), { below: '60' }), 'agree.below');
  assert.equal(key(agreement(), { at_least: '60', below: '90' }), 'agree.between');
  assert.equal(key(agreement({ allowed: null }), { none: true }), 'agree.none');
  const words = { item: 1, mark: null, needs: 0, allowed: [[1, 1]] };
  const described = conditions.describeAgreement(roundOf({ agree: [words] }, needs({ below: '1' })), 0);
  assert.deepEqual(described.words, ['反对']);
  assert.deepEqual([described.key, described.choice], ['agree.words', null]);
});

test('only a sum has whole rows and a running total', () => {
  assert.equal(conditions.isPartialSum(roundOf({}, { score: 'sum' }), [0, null]), true);
  assert.equal(conditions.isPartialSum(roundOf({}, { score: 'sum' }), [null, null]), false);
  assert.equal(conditions.isPartialSum(roundOf({}), [0, null]), false);
  assert.deepEqual(conditions.sumOfRow(roundOf({}, { score: 'sum' }), [0, 80]), { sum: '81', most: '101' });
  assert.equal(conditions.sumOfRow(roundOf({}), [0, 80]), null);
});

test('a limit counts each row once, and every name that is written in as its choice', () => {
  const limits = [{ choices: ['赞成'], least: 1, most: 2 }];
  const round = roundOf({ limits }, { write_in: { as: '赞成', at_most: 2 } });
  const [limit] = conditions.limitsOfRows(
    round,
    [
      [0, 70],
      [1, 20],
      [0, 10],
    ],
    1,
  );
  assert.deepEqual(limit, { choices: ['赞成'], used: 3, least: 1, most: 2 });
  assert.equal(conditions.isLimitBroken(limit), true);
  assert.equal(conditions.limitsOfRows(round, [[1, 70], null], 0)[0].least, 0);
  assert.equal(conditions.isLimitBroken(conditions.limitsOfRows(round, [[1, 70]], 0)[0]), true);
  assert.equal(conditions.isLimitBroken({ used: 9, least: 1, most: null }), false);
});

test('bands of a long scale are counted as words are', () => {
  const rows = [[0, 60], [1, 59], null];
  assert.equal(conditions.countNamed(roundOf({}), rows, ['不合格']), 1);
  assert.deepEqual(conditions.namesOfRow(roundOf({}), [0, 100]), ['赞成', '合格']);
});

test('a limit is stated by what it allows', () => {
  const key = (least, most) => conditions.limitKey({ least, most });
  assert.deepEqual(
    [key(0, 3), key(2, null), key(2, 2), key(1, 3)],
    ['limit.most', 'limit.least', 'limit.exactly', 'limit.between'],
  );
});
