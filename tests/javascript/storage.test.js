import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
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

test('the next card on the phone sees nothing of the one before', () => {
  storage.adoptCode(TOKEN);
  storage.saveDraft('r', { a: {} });
  storage.markCounted('old');
  storage.adoptCode('8GG6ABM941J9DG45');
  assert.deepEqual(storage.draftOf('r'), {});
  assert.equal(storage.isCounted('old'), false);
});

test('drafts of earlier rounds are removed, but not one whose ballot is unanswered', () => {
  storage.adoptCode('1111222233334444');
  ['old', 'pending', 'now'].forEach((round) => storage.saveDraft(round, { [round]: 1 }));
  storage.saveBallot({ round: 'pending', frozen: true });
  storage.removeOldDrafts('now', []);
  assert.deepEqual(storage.draftOf('old'), {});
  assert.deepEqual(storage.draftOf('pending'), { pending: 1 });
  assert.deepEqual(storage.draftOf('now'), { now: 1 });
});

test('what was typed in a voided round waits until its subject is opened again', () => {
  storage.adoptCode('5555666677778888');
  storage.saveDraft('first', { a: 1, b: 2 });
  storage.setAsideVoided('first');
  assert.deepEqual(storage.earlierDrafts('second'), { a: 1, b: 2 });
  storage.removeOldDrafts('second', ['a']);
  assert.deepEqual(storage.earlierDrafts('third'), { b: 2 });
});
