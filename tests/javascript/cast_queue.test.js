import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { CastQueue } from '../../static/voter/cast_queue.js';
import { draftOf, saveDraft } from '../../static/voter/stored_drafts.js';
import * as storage from '../../static/voter/storage.js';

const CONTENT = { scores: [[9]], notes: [] };

let sent;
let isOnline;
let reconnects;
let queue;

// Every test has a round of its own, because the page's storage outlives a queue.
let rounds = 0;
let round;

beforeEach((context) => {
  context.mock.timers.enable({ apis: ['setTimeout'] });
  rounds += 1;
  round = 'round' + rounds;
  sent = [];
  isOnline = true;
  reconnects = 0;
  const connection = {
    send(message, size) {
      if (isOnline) sent.push(Object.assign({ size }, message));
      return isOnline;
    },
    reconnect() {
      reconnects += 1;
      queue.sendAll();
    },
  };
  storage.pendingBallots().forEach((ballot) => storage.removeRound(ballot.round));
  queue = new CastQueue(
    () => connection,
    () => {},
  );
});

function submit() {
  queue.submit({ id: round, cast_size: 4096 }, CONTENT, '张三');
}

function nonces() {
  return sent.map((message) => storage.hexOf(message.nonce));
}

function refuse(code, fields) {
  const refusal = { t: 'refused', round, nonce: sent[sent.length - 1].nonce, code };
  queue.acceptRefusal(Object.assign(refusal, fields), round);
}

test('a ballot is sent at once and waits for its receipt', () => {
  submit();
  assert.deepEqual(
    sent.map(({ t, round, scores, notes, size }) => ({ t, round, scores, notes, size })),
    [{ t: 'cast', round, scores: [[9]], notes: [], size: 4096 }],
  );
  assert.equal(queue.isSending(round), true);
  assert.equal(queue.isSlow, false);
  queue.acceptReceipt({ t: 'receipt', round });
  assert.equal(queue.isSending(), false);
  assert.equal(storage.isCounted(round), true);
});

test('without an answer the same ballot goes out again over a new connection, ever more patiently', (context) => {
  submit();
  context.mock.timers.tick(5000);
  assert.equal(reconnects, 1);
  assert.equal(queue.isSlow, true);
  context.mock.timers.tick(7400);
  assert.equal(reconnects, 1);
  context.mock.timers.tick(100);
  assert.equal(reconnects, 2);
  assert.equal(new Set(nonces()).size, 1);
  assert.deepEqual(
    sent.map(({ size }) => size),
    [4096, 4096, 4096],
  );
});

test('a ballot submitted offline is sent when the connection is back', () => {
  isOnline = false;
  submit();
  assert.equal(queue.isSlow, true);
  isOnline = true;
  queue.sendAll();
  assert.equal(sent.length, 1);
});

test('a refused nonce is replaced', () => {
  submit();
  refuse('new_nonce');
  assert.equal(new Set(nonces()).size, 2);
  assert.equal(queue.isSending(round), true);
});

test('an invalid ballot can be changed and is sent with its nonce', () => {
  submit();
  refuse('bad_ballot');
  assert.equal(queue.isSending(round), false);
  assert.equal(queue.refusalOf(round), 'bad_ballot');
  assert.equal(queue.isRefusedForGood(round), false);
  submit();
  assert.equal(queue.refusalOf(round), undefined);
  assert.equal(new Set(nonces()).size, 1);
});

test('a final refusal leaves nothing of the ballot on the phone', () => {
  submit();
  saveDraft(round, { a: { marks: [9], notes: {} } });
  refuse('a code of a later server', { final: true });
  assert.equal(queue.isRefusedForGood(round), true);
  assert.equal(queue.refusalOf(round), 'a code of a later server');
  assert.equal(storage.ballotOf(round), null);
  assert.deepEqual(draftOf(round), {});
});

test('the final refusal of an earlier round is announced by its name', () => {
  submit();
  const { nonce } = sent[0];
  queue.acceptRefusal({ t: 'refused', round, nonce, code: 'round_closed', final: true }, 'another round');
  assert.equal(queue.missed, '张三');
  assert.equal(queue.refusalOf(round), undefined);
});

test('a refusal of another nonce is ignored', () => {
  submit();
  refuse('round_closed', { nonce: new Uint8Array(16), final: true });
  assert.equal(queue.isSending(round), true);
});

test('any other refusal is retried after one to three seconds', (context) => {
  submit();
  refuse('not_recorded');
  assert.equal(queue.refusalOf(round), 'not_recorded');
  context.mock.timers.tick(999);
  assert.equal(sent.length, 1);
  context.mock.timers.tick(2001);
  assert.equal(sent.length, 2);
});
