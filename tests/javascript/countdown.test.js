import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { Countdown } from '../../static/voter/countdown.js';

let now = 0;

beforeEach((context) => {
  now = 0;
  context.mock.method(performance, 'now', () => now);
});

test('the last ten seconds are announced once', () => {
  const countdown = new Countdown();
  countdown.start(30000, true);
  assert.equal(countdown.announcement(), null);
  now = 20000;
  assert.equal(countdown.isEnding(), true);
  assert.equal(countdown.announcement(), 'warn');
  now = 25000;
  assert.equal(countdown.announcement(), null);
});

test('added time withdraws the warning', () => {
  const countdown = new Countdown();
  countdown.start(12000, true);
  now = 5000;
  assert.equal(countdown.announcement(), 'warn');
  countdown.start(67000, false);
  assert.equal(countdown.announcement(), 'withdraw');
  assert.equal(countdown.left(), 67000);
});

test('a voter who joins in the last seconds is not warned', () => {
  const countdown = new Countdown();
  countdown.start(4000, true);
  assert.equal(countdown.announcement(), null);
});

test('a round without a limit never ends', () => {
  const countdown = new Countdown();
  countdown.start(null, true);
  assert.equal(countdown.left(), null);
  assert.equal(countdown.isEnding(), false);
});
