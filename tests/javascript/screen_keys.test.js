import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf, keysNow } from '../../static/screen/keys.js';
import { canShowJoin, emptyOverlay, toggleOverlay, viewOf } from '../../static/screen/overlay.js';

test('a letter is known by what it types or, where an input method takes it, by its key', () => {
  assert.equal(keyOf({ key: 'B', code: 'KeyB' }), 'b');
  assert.equal(keyOf({ key: 'Process', code: 'KeyB' }), 'b');
  assert.equal(keyOf({ key: 'ｂ', code: 'KeyB' }), 'b');
  assert.equal(keyOf({ key: 'и', code: 'KeyB' }), 'b');
  assert.equal(keyOf({ key: 'j', code: 'KeyC' }), 'j');
});

test('a question mark is one in every width and behind an input method', () => {
  assert.equal(keyOf({ key: '?', code: 'Minus', shiftKey: true }), '?');
  assert.equal(keyOf({ key: '？', code: 'Slash', shiftKey: true }), '?');
  assert.equal(keyOf({ key: 'Process', code: 'Slash', shiftKey: true }), '?');
  assert.equal(keyOf({ key: '/', code: 'Slash' }), '/');
});

test('other keys keep their names', () => {
  assert.equal(keyOf({ key: 'Escape', code: 'Escape' }), 'Escape');
  assert.equal(keyOf({ key: 'PageDown', code: 'PageDown' }), 'PageDown');
  assert.equal(keyOf({ key: 'Unidentified', code: '' }), 'Unidentified');
});

test('the keys of now are those of the table that work', () => {
  const table = [
    { key: 'a', when: () => true },
    { key: 'b', when: () => false },
  ];
  assert.deepEqual(
    keysNow(table).map(({ key }) => key),
    ['a'],
  );
});

const open = { meeting: { phase: 'live' }, ended: null, view: { view: 'agenda' } };
const certified = { meeting: { phase: 'certified' }, ended: null, view: { view: 'agenda' } };

test('an overlay is in front of the view of the chair, and a second press takes it away', () => {
  const overlay = emptyOverlay();
  assert.equal(viewOf(open, overlay), 'agenda');
  toggleOverlay(overlay, 'join');
  assert.equal(viewOf(open, overlay), 'join');
  toggleOverlay(overlay, 'black');
  assert.deepEqual([overlay.shows, viewOf(open, overlay)], ['black', 'agenda']);
  toggleOverlay(overlay, 'black');
  assert.equal(overlay.shows, null);
});

test('once certified there is nothing to join', () => {
  assert.equal(canShowJoin(certified), false);
  assert.equal(canShowJoin({ meeting: null, ended: null }), false);
  assert.equal(viewOf(certified, { shows: 'join' }), 'agenda');
});
