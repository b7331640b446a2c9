import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { clock, countdown, endOf, leftOf, minutes } from '../../static/shared/time.js';

test('minutes count the second that has begun and never fall below zero', () => {
  assert.equal(minutes(0), '0:00');
  assert.equal(minutes(1), '0:01');
  assert.equal(minutes(59_001), '1:00');
  assert.equal(minutes(605_000), '10:05');
  assert.equal(minutes(-5), '0:00');
});

test('no limit has no end and nothing left', () => {
  assert.equal(endOf(null), null);
  assert.equal(endOf(undefined), null);
  assert.equal(leftOf(null), null);
});

test('what is left shrinks to zero and stays there', (context) => {
  let now = 1000;
  context.mock.method(performance, 'now', () => now);
  const end = endOf(500);
  assert.equal(leftOf(end), 500);
  now = 1400;
  assert.equal(leftOf(end), 100);
  now = 9000;
  assert.equal(leftOf(end), 0);
});

test('a countdown shows at once, at every change of the second, and not after stop', (context) => {
  let now = 0;
  context.mock.method(performance, 'now', () => now);
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const advance = (ms) => {
    now += ms;
    context.mock.timers.tick(ms);
  };
  const show = mock.fn();
  const running = countdown(2300, show);
  advance(300);
  advance(1000);
  running.stop();
  advance(1000);
  assert.deepEqual(
    show.mock.calls.map((call) => call.arguments[0]),
    [2300, 2000, 1000],
  );
});

test('a countdown ends at zero', (context) => {
  let now = 0;
  context.mock.method(performance, 'now', () => now);
  context.mock.timers.enable({ apis: ['setTimeout'] });
  const show = mock.fn();
  countdown(1000, show);
  now = 1000;
  context.mock.timers.tick(1000);
  context.mock.timers.tick(5000);
  assert.deepEqual(
    show.mock.calls.map((call) => call.arguments[0]),
    [1000, 0],
  );
});

test('the time of day has two digits each', () => {
  assert.equal(clock(new Date(2025, 0, 2, 3, 4, 5)), '03:04:05');
});
