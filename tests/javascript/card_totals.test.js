// How many cards are offered for printing, against the people expected.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardTotals, spareFor, suggestion } from '../../static/desk/card_totals.js';

const meeting = (groups, expected, cards = {}) => ({
  document: { groups, expected },
  card_groups: groups.map(({ name }) => Object.assign({ group: name, printed: 0, void: 0 }, cards[name])),
});

test('a group without cards is offered one for each person and some spare ones', () => {
  const totals = cardTotals(meeting([{ name: '代表', size: 40 }], 60));
  assert.deepEqual(suggestion(totals, '代表'), { people: 40, spare: 2 });
});

test('where there is one group without a size, everybody expected gets a card', () => {
  const totals = cardTotals(meeting([{ name: '全体' }], 100));
  assert.deepEqual(suggestion(totals, '全体'), { people: 100, spare: 5 });
});

test('of several groups without sizes nobody knows how many cards they need', () => {
  const totals = cardTotals(meeting([{ name: '甲' }, { name: '乙', size: 8 }], 20));
  assert.equal(suggestion(totals, '甲'), null);
  assert.deepEqual(
    totals.map(({ expected, missing }) => [expected, missing]),
    [
      [null, null],
      [8, 8],
    ],
  );
});

test('once there are cards only the missing ones are offered, void ones are not counted', () => {
  const one = (printed, voided) =>
    cardTotals(meeting([{ name: '甲', size: 10 }], 10, { 甲: { printed, void: voided } }));
  assert.deepEqual(suggestion(one(12, 5), '甲'), { people: 3, spare: 0 });
  assert.equal(suggestion(one(12, 2), '甲'), null);
  assert.equal(one(12, 0)[0].missing, 0);
});

test('at least two cards are spare, one in twenty, and no more than twenty', () => {
  assert.deepEqual([1, 30, 41, 400, 5000].map(spareFor), [2, 2, 3, 20, 20]);
});
