import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasUnpublished, isLocked, isUnfinished } from '../../static/desk/meeting_phase.js';

const meeting = (phase, show, ...rounds) => ({ phase, document: { show }, rounds });

test('a document is locked by the first round after the rehearsal', () => {
  assert.ok(!isLocked(meeting('rehearsal', 'live', { state: 'closed' })));
  assert.ok(!isLocked(meeting('live', 'live')));
  assert.ok(isLocked(meeting('live', 'live', { state: 'closed' })));
});

test('a closed round is published at once only in a live show without confirmation', () => {
  assert.ok(!hasUnpublished(meeting('live', 'live', { state: 'closed' })));
  assert.ok(hasUnpublished(meeting('live', 'live', { state: 'closed', too_few: true })));
  assert.ok(hasUnpublished(meeting('live', 'held', { state: 'closed' })));
  assert.ok(!hasUnpublished(meeting('live', 'held', { state: 'published' })));
});

test('an open round is unfinished', () => {
  assert.ok(isUnfinished(meeting('live', 'live', { state: 'open' })));
  assert.ok(!isUnfinished(meeting('live', 'live', { state: 'closed' }, { state: 'voided' })));
});
