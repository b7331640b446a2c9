import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  mixedScales,
  normalizeNumber,
  parseWhole,
  areRostersKnown,
  rosterShares,
  rostersOf,
  shares,
  total,
} from '../../static/staff/weights.js';

test('full-width digits and a Chinese full stop are read as a number', () => {
  assert.equal(normalizeNumber(' ０．３ '), '0.3');
  assert.equal(normalizeNumber('0。3'), '0.3');
});

test('a whole number is a number, anything else stays as typed', () => {
  assert.equal(parseWhole('１２'), 12);
  assert.equal(parseWhole('1.5'), '1.5');
  assert.equal(parseWhole('-3'), '-3');
  assert.equal(parseWhole(''), '');
});

test('shares are in per cent to one place', () => {
  assert.deepEqual(shares(['30', '30', '40']), ['30%', '30%', '40%']);
  assert.deepEqual(shares(['1', '1', '1']), ['33.3%', '33.3%', '33.3%']);
});

test('an invalid weight has no share', () => {
  assert.deepEqual(shares(['0.5', '', '0', 'x', '-1', '0.5']), ['50%', '', '', '', '', '50%']);
  assert.deepEqual(shares([]), []);
});

test('a total of decimals is exact', () => {
  assert.equal(total(['0.1', '0.2']), '0.3');
  assert.equal(total(['0.35', '0.35', '0.3']), '1');
});

test('there is no total if one weight is invalid', () => {
  assert.equal(total(['0.5', '']), '');
  assert.equal(total([]), '');
});

test('a fraction next to percentages is found, a ratio is not', () => {
  assert.deepEqual(mixedScales(['40', '0.3', '30']), [1]);
  assert.deepEqual(mixedScales(['2', '1', '0.5']), []);
  assert.deepEqual(mixedScales(['0.5', '10']), []);
  assert.deepEqual(mixedScales(['0.5', '10.1']), [0]);
  assert.deepEqual(mixedScales(['0', '', 'x', '40']), []);
});

const part = (weight, names, more) => Object.assign({ weight, subjects: names.map((name) => ({ name })) }, more);

test('parts that share a person are one roster, also by way of a third part', () => {
  assert.deepEqual(
    rostersOf([part('1', ['a']), part('1', ['b']), part('1', ['c']), part('1', ['b', 'a'])]),
    [0, 0, 2, 0],
  );
  const namesakes = [
    { name: 'a', unit: 'x' },
    { name: 'a', unit: 'y' },
  ].map((subject) => ({ subjects: [subject] }));
  assert.deepEqual(rostersOf(namesakes), [0, 1]);
});

test('parts that are decided by votes are apart, even where the rules join all others', () => {
  assert.deepEqual(rostersOf([part('1', ['a']), part('1', ['a'], { decide: {} }), part('1', ['b'])], true), [0, 1, 0]);
});

test('a part has its share within its roster', () => {
  const parts = [part('0.7', ['a', 'b']), part('0.3', ['c']), part('0.1', ['b'])];
  assert.deepEqual(rosterShares(parts), ['87.5%', '100%', '12.5%']);
  assert.deepEqual(rosterShares(parts, true), ['63.6%', '27.3%', '9.1%']);
});

test('which parts are one roster is known once all have persons, if several are scored and not ranked together', () => {
  const parts = [part('0.7', ['a']), part('0.3', [])];
  assert.equal(areRostersKnown(parts, false), false);
  assert.equal(areRostersKnown(parts, true), true);
  assert.equal(areRostersKnown([part('1', []), part('1', [], { decide: {} })], false), true);
  assert.equal(areRostersKnown([part('0.7', ['a']), part('0.3', ['b'])], false), true);
});
