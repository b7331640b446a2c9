import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isOtherZone, timeOfDay } from '../../static/shared/zone.js';
import { formatDateTime, formatMinute, today } from '../../static/staff/local_time.js';

function inZone(name, act) {
  const before = process.env.TZ;
  process.env.TZ = name;
  try {
    act();
  } finally {
    process.env.TZ = before;
  }
}

test("a time is the server's, and names its zone where the computer is in another", () => {
  inZone('Asia/Shanghai', () => {
    assert.equal(formatDateTime('2022-03-04T05:06:07+08:00'), '2022-03-04 05:06:07');
    assert.equal(formatMinute('2022-03-04T05:06:07+08:00'), '2022-03-04 05:06');
    assert.equal(formatDateTime('2022-03-04T05:06:07+00:00'), '2022-03-04 05:06:07 UTC+00:00');
    assert.equal(isOtherZone('UTC+08:00'), false);
    assert.equal(isOtherZone('UTC+05:45'), true);
  });
});

test('summer time counts as it was at that time', () => {
  inZone('America/New_York', () => {
    assert.equal(formatDateTime('2022-07-04T05:06:07-04:00'), '2022-07-04 05:06:07');
    assert.equal(formatDateTime('2022-12-04T05:06:07-05:00'), '2022-12-04 05:06:07');
    assert.equal(formatDateTime('2022-12-04T05:06:07-04:00'), '2022-12-04 05:06:07 UTC-04:00');
  });
  inZone('Asia/Kathmandu', () => assert.equal(isOtherZone('UTC+05:45'), false));
});

test("the time of day is the server's, and names its zone where the computer is in another", () => {
  const date = new Date('2022-12-04T23:30:15Z');
  inZone('Asia/Shanghai', () => {
    assert.equal(timeOfDay(date, 'UTC+08:00'), '07:30:15');
    assert.equal(timeOfDay(date, 'UTC+05:45'), '05:15:15 UTC+05:45');
    assert.equal(timeOfDay(date, 'UTC-05:00'), '18:30:15 UTC-05:00');
  });
});

test('today has the form of a date input', () => assert.match(today(), /^\d{4}-\d\d-\d\d$/));
