// The codes of paper ballots in the tab's storage.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { withCode, noCodes } from '../../static/desk/paper_codes.js';
import { forgetCodes, storeCodes, storedCodes } from '../../static/desk/stored_codes.js';

const values = new Map();
globalThis.document = { documentElement: { dataset: {} } };

beforeEach(() => {
  values.clear();
  globalThis.sessionStorage = {
    getItem: (name) => (values.has(name) ? values.get(name) : null),
    setItem: (name, text) => values.set(name, text),
    removeItem: (name) => values.delete(name),
  };
  globalThis.localStorage = { setItem: () => assert.fail('outlasts the tab') };
});

test('codes are kept by meeting, for the tab', () => {
  const codes = withCode(noCodes(), 'r1', 'B2');
  storeCodes('m1', codes);
  assert.deepEqual(storedCodes('m1'), codes);
  assert.deepEqual(storedCodes('m2'), noCodes());
  forgetCodes('m1');
  assert.equal(values.size, 0);
});

test('what is no list of codes counts as none', () => {
  for (const text of ['', '{', 'null', '[]', '{"all":"A1","round":"","used":[]}', '{"all":[1],"round":"","used":[]}']) {
    values.set('pingyi.codes.m1', text);
    assert.deepEqual(storedCodes('m1'), noCodes());
  }
});
