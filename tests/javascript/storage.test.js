import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import * as drafts from '../../static/voter/stored_drafts.js';
import * as storage from '../../static/voter/storage.js';

const TOKEN = '8GG6ABM941J9DG4N';
const JOIN = '8GG6ABM9';

beforeEach(() => storage.saveIdentity({}));

test('a join code that admits nobody gives the earlier identity back', () => {
  storage.adoptCode(TOKEN);
  storage.adoptCode(JOIN);
  assert.equal(storage.identity().token, undefined);
  assert.equal(storage.restoreIdentity(), true);
  assert.equal(storage.identity().token, TOKEN);
  assert.equal(storage.restoreIdentity(), false);
});

test('the join code that a phone has used does not replace its token', () => {
  storage.adoptCode(JOIN);
  storage.saveToken(TOKEN, 'meeting');
  storage.adoptCode(JOIN);
  assert.deepEqual(storage.identity(), { token: TOKEN, meeting: 'meeting', join: JOIN });
});

test('a link replaces a token only by the one it has, a newer join code of one that joined, or where there is none', () => {
  const other = '8GG6ABM941J9DG45';
  const replaced = () => [TOKEN, other, JOIN].map(storage.replacesToken);
  assert.deepEqual(replaced(), [false, false, false]);
  storage.adoptCode(TOKEN);
  assert.deepEqual(replaced(), [false, true, true]);
  storage.adoptCode(JOIN);
  assert.deepEqual(replaced(), [false, true, false], 'the card may still come back');
  storage.saveToken(TOKEN, 'meeting');
  assert.deepEqual(replaced(), [false, true, false]);
});

test('a second join code before the first has admitted the phone gives the card back too', () => {
  storage.adoptCode(TOKEN);
  storage.adoptCode(JOIN);
  storage.adoptCode('8GG6ABM8');
  assert.equal(storage.restoreIdentity(), true);
  assert.equal(storage.identity().token, TOKEN);
});

const noted = (text) => ({ marks: [-1], notes: { problems: text } });

test('the next card on the phone sees nothing of the one before', () => {
  storage.adoptCode(TOKEN);
  drafts.saveDraft('r', { a: noted('一') });
  storage.markCounted('old');
  storage.adoptCode('8GG6ABM941J9DG45');
  assert.deepEqual(drafts.draftOf('r'), {});
  assert.equal(storage.isCounted('old'), false);
});

test('drafts of earlier rounds are removed, but not one whose ballot is unanswered', () => {
  storage.adoptCode('1111222233334444');
  ['old', 'pending', 'now'].forEach((round) => drafts.saveDraft(round, { a: noted(round) }));
  storage.saveBallot({ round: 'pending', frozen: true });
  drafts.removeOldDrafts('now', []);
  assert.deepEqual(drafts.draftOf('old'), {});
  assert.deepEqual(drafts.draftOf('pending'), { a: noted('pending') });
  assert.deepEqual(drafts.draftOf('now'), { a: noted('now') });
});

test('what was typed in a voided round waits until its subject is opened again', () => {
  storage.adoptCode('5555666677778888');
  drafts.saveDraft('first', { a: noted('一'), b: noted('二'), writeIns: { names: ['甲'], typed: '' } });
  drafts.setAsideVoided('first');
  assert.deepEqual(drafts.draftOf('first'), {});
  assert.deepEqual(drafts.earlierDrafts('second'), { a: noted('一'), b: noted('二') });
  drafts.removeOldDrafts('second', ['a']);
  assert.deepEqual(drafts.earlierDrafts('third'), { b: noted('二') });
});

test('nothing of a counted round stays', () => {
  storage.adoptCode('5555666677778888');
  drafts.saveDraft('counted', { a: noted('一') });
  storage.saveBallot({ round: 'counted', frozen: true });
  storage.markCounted('counted');
  assert.deepEqual(drafts.draftOf('counted'), {});
  assert.equal(storage.ballotOf('counted'), null);
});
