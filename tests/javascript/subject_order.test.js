import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byNumber, drawLots, isSameOrder, numbersProblem, secureRandom } from '../../static/desk/subject_order.js';

const people = (...ids) => ids.map((id) => ({ id }));
const ids = (subjects) => subjects.map(({ id }) => id).join('');
const first = () => 0;

test('a draw moves only those who may move, among their places', () => {
  const drawn = drawLots(people('a', 'x', 'b', 'c'), ({ id }) => id !== 'x', first);
  assert.equal(ids(drawn), 'bxca');
});

test('a draw loses nobody and can give every order equally often', () => {
  const counts = new Map();
  for (let i = 0; i < 6; i += 1) {
    const choices = [i % 3, Math.floor(i / 3)];
    const order = ids(
      drawLots(
        people('a', 'b', 'c'),
        () => true,
        () => choices.shift(),
      ),
    );
    counts.set(order, (counts.get(order) || 0) + 1);
  }
  assert.equal(counts.size, 6, 'each of the 6 ways that chance can fall gives another order');
});

test('random numbers are whole and below the limit', () => {
  const drawn = new Set(Array.from({ length: 200 }, () => secureRandom(3)));
  assert.deepEqual(Array.from(drawn).sort(), [0, 1, 2]);
});

test('numbers sort, and whoever has none follows in the old order', () => {
  assert.equal(ids(byNumber(people('a', 'b', 'c', 'd'), ['', '10', '', '2'])), 'dbac');
});

test('numbers that give no order are named', () => {
  assert.equal(numbersProblem(['', '']), 'order.none');
  assert.equal(numbersProblem(['1', 'x']), 'order.whole');
  assert.equal(numbersProblem(['1', '01']), 'order.twice');
  assert.equal(numbersProblem(['2', '', '1']), null);
});

test('an order is compared by ids', () => {
  assert.ok(isSameOrder(people('a', 'b'), people('a', 'b')));
  assert.ok(!isSameOrder(people('a', 'b'), people('b', 'a')));
});
