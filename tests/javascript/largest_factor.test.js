import assert from 'node:assert/strict';
import { test } from 'node:test';
import { largestFactor } from '../../static/screen/largest_factor.js';

// {factor, tries} where everything up to `limit` fits.
function search(limit, options) {
  let tries = 0;
  const isLargeAt = (factor) => {
    tries += 1;
    return factor > limit;
  };
  return { factor: largestFactor(isLargeAt, Object.assign({ least: 0.2, most: 1, guess: null }, options)), tries };
}

const GRAIN = 0.8 / 64;

test('without a guess the factor is the largest that fits, to a grain', () => {
  for (let limit = 0.2; limit < 1; limit += 0.013) {
    const { factor, tries } = search(limit, {});
    assert.ok(factor <= limit && factor > limit - 1.02 * GRAIN && tries <= 7, `${limit}: ${factor} in ${tries}`);
  }
});

test('with one it fits, and is hardly an eighth smaller than it has to be', () => {
  for (let limit = 0.2; limit < 1; limit += 0.013) {
    for (const guess of [0.2, limit - 0.3, limit - 0.05, limit, limit + GRAIN, limit + 0.1, 1].filter(
      (g) => g >= 0.2,
    )) {
      const { factor } = search(limit, { guess });
      assert.ok(factor <= limit && factor > limit - 0.1251, `${limit} ${guess}: ${factor}`);
    }
  }
});

test('what was found for the one before takes two tries where it fits, and few where a little less does', () => {
  assert.deepEqual(search(0.61, { guess: 0.6 }), { factor: 0.6, tries: 2 });
  assert.ok(search(0.58, { guess: 0.6 }).tries <= 4);
  assert.equal(search(0.97, { guess: 0.9 }).tries, 1, 'there is no room for more');
});

test('there may be none that fits', () => {
  assert.deepEqual(search(0.1, {}), { factor: null, tries: 7 });
  assert.equal(search(0.1, { guess: 0.7 }).factor, null);
  assert.equal(search(0.1, { guess: 0.2 }).factor, null);
});
