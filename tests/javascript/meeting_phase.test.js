import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasUnpublished, isUnfinished } from '../../static/desk/meeting_phase.js';

const meeting = (...rounds) => ({ rounds });

test('a closed round whose tally may not be seen is unpublished', () => {
  assert.ok(!hasUnpublished(meeting({ state: 'closed', shows_tally: true })));
  assert.ok(hasUnpublished(meeting({ state: 'closed', shows_tally: false })));
  assert.ok(!hasUnpublished(meeting({ state: 'published', shows_tally: true })));
  assert.ok(!hasUnpublished(meeting({ state: 'voided', shows_tally: false })));
});

test('an open round is unfinished', () => {
  assert.ok(isUnfinished(meeting({ state: 'open' })));
  assert.ok(!isUnfinished(meeting({ state: 'closed', shows_tally: true }, { state: 'voided' })));
});
