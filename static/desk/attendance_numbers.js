// Numbers of people and cards as they are typed. Pure: no document and no words.
import { parseWhole } from '../staff/weights.js';

// null for anything but a whole number.
export function wholeNumber(text) {
  const number = parseWhole(text);
  return typeof number === 'number' ? number : null;
}

// Those expected who are not present; null while one of the two is unknown.
export const absentOf = (expected, present) =>
  expected === null || expected === undefined || present === null ? null : Math.max(0, expected - present);

// Unknown numbers count as 0.
export const sumOf = (numbers) => numbers.reduce((sum, number) => sum + (number || 0), 0);

// Before the first round of the real meeting, where so many of those expected must be present, while nobody has entered them.
export const isAttendanceAsked = ({ phase, rounds, attendance, reconciliation }) =>
  phase === 'live' && !rounds.length && attendance.present === null && reconciliation.quorum !== null;
