import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deadlineIn, formatMinutes, now, timeLeft } from '../../static/shared/time.js';

test('a duration counts the second that has begun and never falls below zero', () => {
  assert.equal(formatMinutes(0), '0:00');
  assert.equal(formatMinutes(1), '0:01');
  assert.equal(formatMinutes(59_001), '1:00');
  assert.equal(formatMinutes(605_000), '10:05');
  assert.equal(formatMinutes(-5), '0:00');
});

test('without a limit there is no deadline and no time left', () => {
  assert.equal(deadlineIn(null), null);
  assert.equal(deadlineIn(undefined), null);
  assert.equal(timeLeft(null), null);
});

test('the time left falls to zero and stays there', (context) => {
  let now = 1000;
  context.mock.method(performance, 'now', () => now);
  const deadline = deadlineIn(500);
  assert.equal(timeLeft(deadline), 500);
  now = 1400;
  assert.equal(timeLeft(deadline), 100);
  now = 9000;
  assert.equal(timeLeft(deadline), 0);
});

// Both clocks, moved by hand.
function clocks(context) {
  const time = { wall: 1.7e12, steady: 1000 };
  context.mock.method(Date, 'now', () => time.wall);
  context.mock.method(performance, 'now', () => time.steady);
  now();
  return time;
}

test('a sleep during which the steady clock stood still has passed too', (context) => {
  const time = clocks(context);
  const deadline = deadlineIn(300000);
  time.wall += 100000;
  assert.equal(timeLeft(deadline), 200000);
  time.wall += 1000;
  time.steady += 1000;
  assert.equal(timeLeft(deadline), 199000);
});

test('a sleep during which both clocks went on counts once', (context) => {
  const time = clocks(context);
  const deadline = deadlineIn(300000);
  time.wall += 100000;
  time.steady += 100000;
  assert.equal(timeLeft(deadline), 200000);
});

test('a wall clock that is set back or corrected by little changes nothing', (context) => {
  const time = clocks(context);
  const deadline = deadlineIn(300000);
  time.wall -= 3600000;
  assert.equal(timeLeft(deadline), 300000);
  time.wall += 1500;
  assert.equal(timeLeft(deadline), 300000);
  time.wall += 5000;
  time.steady += 5000;
  assert.equal(timeLeft(deadline), 295000);
});
