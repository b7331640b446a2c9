// People and cards as they are typed, and when the attendance is asked for.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { absentOf, isAttendanceAsked, sumOf, wholeNumber } from '../../static/desk/attendance_numbers.js';
import { cardGroups, isSpareAsked } from '../../static/desk/card_groups.js';

test('full-width digits and blanks are a number, anything else is none', () => {
  assert.deepEqual(['36', ' ３６ ', '0', '', '3.5', '-1', '三'].map(wholeNumber), [36, 36, 0, null, null, null, null]);
});

test('absent are those expected who are not present', () => {
  assert.equal(absentOf(38, 30), 8);
  assert.equal(absentOf(38, 40), 0);
  assert.equal(absentOf(null, 30), null);
  assert.equal(absentOf(38, null), null);
  assert.equal(sumOf([3, null, 4]), 7);
});

const asked = (changes) =>
  Object.assign(
    { phase: 'live', rounds: [], attendance: { present: null }, reconciliation: { quorum: { needed: 12 } } },
    changes,
  );

test('the attendance is asked for before the first round of the real meeting, where a quorum is needed', () => {
  assert.equal(isAttendanceAsked(asked()), true);
  assert.equal(isAttendanceAsked(asked({ phase: 'rehearsal' })), false);
  assert.equal(isAttendanceAsked(asked({ rounds: [{ state: 'open' }] })), false);
  assert.equal(isAttendanceAsked(asked({ attendance: { present: 0 } })), false);
  assert.equal(isAttendanceAsked(asked({ reconciliation: { quorum: null } })), false);
});

const cards = (group) => Object.assign({ group: '全体', printed: 9, void: 0, unused: 3, spare: null }, group);
const held = (group, changes) =>
  Object.assign({ phase: 'live', rounds: [{ state: 'closed' }], card_groups: [cards(group)] }, changes);

test('spare cards are asked for once a round has closed and some cards never came in', () => {
  assert.equal(isSpareAsked(held()), true);
  assert.equal(isSpareAsked(held({ spare: 0 })), false);
  assert.equal(isSpareAsked(held({ unused: 0 })), false);
  assert.equal(isSpareAsked(held({}, { rounds: [{ state: 'open' }, { state: 'voided' }] })), false);
  assert.equal(isSpareAsked(held({}, { phase: 'certified' })), false);
  assert.deepEqual(cardGroups(held({ printed: 0 })), []);
});
