import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { firstBroken } from '../../static/desk/log_chain.js';
import { sha256 } from '../../static/vendor/sha256.js';

// The server's answers from when the golden data folder was made.
const facts = JSON.parse(readFileSync(new URL('../data/v1/facts.json', import.meta.url), 'utf8'));
const meetings = [facts.certified, facts.joining, facts.running];
const copyOf = (log) => JSON.parse(JSON.stringify(log));

test('SHA-256 agrees with node:crypto at every length around a block', () => {
  const texts = ['', 'abc', '评议😀'].concat([55, 56, 63, 64, 65, 119, 120, 1000].map((length) => 'x'.repeat(length)));
  texts.forEach((text) => assert.equal(sha256(text), createHash('sha256').update(text).digest('hex'), text));
});

test('logs written by the server are intact', () => {
  meetings.forEach((meeting) => {
    assert.ok(meeting.log.length > 2);
    assert.equal(firstBroken(meeting.id, meeting.log), null);
  });
});

test('the log of another meeting is broken from its first line', () => {
  assert.equal(firstBroken(facts.joining.id, facts.certified.log), 1);
});

test('any changed line is found', () => {
  const { id, log } = facts.certified;
  log.forEach((line, at) => {
    const changed = copyOf(log);
    changed[at].detail = Object.assign({}, changed[at].detail, { added: true });
    assert.equal(firstBroken(id, changed), line.n);
  });
});

test('a removed line and two exchanged lines are found', () => {
  const { id, log } = facts.certified;
  const removed = copyOf(log);
  removed.splice(2, 1);
  assert.equal(firstBroken(id, removed), log[3].n);
  const exchanged = copyOf(log);
  [exchanged[1], exchanged[2]] = [exchanged[2], exchanged[1]];
  assert.equal(firstBroken(id, exchanged), log[2].n);
});

test('keys are in the order of code points, not of UTF-16 units', () => {
  const text = '["m",1,"t","desk","note",{"\uff5e":1,"\u{1f600}":[null,true,"好"]}]';
  const detail = { '\u{1f600}': [null, true, '好'], '\uff5e': 1 };
  const chain = createHash('sha256').update(text).digest('hex');
  assert.equal(firstBroken('m', [{ n: 1, at: 't', role: 'desk', act: 'note', detail, chain }]), null);
});
