import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDateTime, today } from '../../static/staff/local_time.js';

test('an ISO time is shown as the local date and time with two digits each', () => {
  assert.equal(formatDateTime('2022-03-04T05:06:07'), '2022-03-04 05:06:07');
});

test('today has the form of a date input', () => assert.match(today(), /^\d{4}-\d\d-\d\d$/));
