import assert from 'node:assert/strict';
import { test } from 'node:test';
import { padded } from '../../static/shared/padding.js';
import { decode, encode } from '../../static/vendor/msgpack.js';

const SIZE = 4096;
const CAST = { t: 'cast', round: 'r1', nonce: new Uint8Array(16), scores: [[9]] };
const castOf = (text) => Object.assign({ notes: [{ subject: 0, key: 'problems', text }] }, CAST);

test('a message of any length gets exactly the size, also where a header of msgpack grows', () => {
  const shortest = encode(castOf('')).length;
  for (let length = 0; shortest + length <= SIZE - 10; length += 1) {
    const frame = padded(encode(castOf('a'.repeat(length))), SIZE);
    assert.equal(frame.length, SIZE, `a note of ${length} characters`);
  }
});

test('the server reads what was encoded, and the padding as bytes', () => {
  const { pad, ...message } = decode(padded(encode(castOf('意见')), SIZE));
  assert.deepEqual(message, castOf('意见'));
  assert.ok(pad instanceof Uint8Array && pad.every((byte) => byte === 0));
});

test('a message without room for the padding is sent as it is', () => {
  const frame = encode(castOf('a'.repeat(SIZE)));
  assert.equal(padded(frame, SIZE), frame);
});
