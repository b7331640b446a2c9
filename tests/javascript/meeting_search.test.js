import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findMeetings } from '../../static/admin/meeting_search.js';

const MEETINGS = [
  { title: '2026年度述职评议会', organisation: '临江镇', date: '2026-03-05' },
  { title: 'Speech Contest', organisation: '', date: '2025-12-20' },
];
const found = (query) => findMeetings(MEETINGS, query).map((meeting) => meeting.date);

test('a meeting is found by words of its title and organisation, in any order and case', () => {
  assert.deepEqual(found('述职'), ['2026-03-05']);
  assert.deepEqual(found('临江 述职'), ['2026-03-05']);
  assert.deepEqual(found('CONTEST ｓｐｅｅｃｈ'), ['2025-12-20']);
  assert.deepEqual(found('临江 contest'), []);
});

test('a date is found as people write it', () => {
  ['2026-03-05', '20260305', '2026/3/5', '2026.3.5', '2026年3月5日', '2026年3月', '2026-03', '3月5日'].forEach(
    (query) => assert.deepEqual(found(query), ['2026-03-05'], query),
  );
});

test('nothing typed finds every meeting in its order', () => {
  assert.deepEqual(found('  '), ['2026-03-05', '2025-12-20']);
});
