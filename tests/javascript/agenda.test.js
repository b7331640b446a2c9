import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeIndex, placedItems, placesFor, withItem, withItems } from '../../static/desk/agenda_places.js';
import { entriesWith, entryAfterCurrent, shownItem } from '../../static/screen/selectors.js';
import { agendaOrder } from '../../static/shared/agenda_order.js';
import { emptyState, focusOn, itemDue, nextStep } from '../../static/staff/meeting_state.js';

const subjects = ['甲', '乙', '丙'].map((name, i) => ({ id: 's' + (i + 1), name, label: name }));
const parts = [{ name: '上述', subjects }];
const sent = (id, before, state, part = '上述') => ({ id, title: id, minutes: null, part, before, state });
const ITEMS = [sent('a1', 's1', 'waiting'), sent('a2', 's3', 'waiting'), sent('a3', null, 'waiting', null)];

const idOf = ({ subject, item }) => (item || subject).id;

test('items come before the subjects that the server names, and at the end', () => {
  assert.deepEqual(agendaOrder(parts, ITEMS).map(idOf), ['a1', 's1', 's2', 'a2', 's3', 'a3']);
});

function chairState(changes, item) {
  const progress = { states: {}, upcoming: ['s1'], speakers: ['s1', 's2', 's3'], items: ITEMS, item };
  const meeting = { show: 'live' };
  return Object.assign(emptyState(), { meeting, parts, progress, view: { view: 'agenda', subject: null } }, changes);
}

test('an item that is due comes before the round, unless somebody was called or is timed', () => {
  assert.equal(nextStep(chairState({}, 'a1')), 'item');
  assert.deepEqual(focusOn(chairState({}, 'a1')), { subjects: [], round: null });
  assert.equal(nextStep(chairState({}, null)), 'open');
  assert.equal(nextStep(chairState({ view: { view: 'agenda', subject: 's2' } }, 'a1')), 'open');
  assert.equal(nextStep(chairState({ timer: { kind: 'report' } }, 'a1')), 'open');
});

test('while an item is on it is ended next, and the one after it is due although it is timed', () => {
  const state = chairState({ timer: { kind: 'item' } }, 'a2');
  state.progress.items = [sent('a1', 's1', 'on')].concat(ITEMS.slice(1));
  assert.equal(nextStep(state), 'item-end');
  assert.equal(itemDue(state).id, 'a2');
});

const AHEAD = [['s1'], ['s2'], ['s3']];

const screenState = (changes) =>
  Object.assign(
    { parts, agenda: { items: ITEMS, item: 'a1', ahead: AHEAD }, view: { subject: null }, timer: null },
    changes,
  );

test('the screen is about the item that is on, or the next one while nobody is called or timed', () => {
  const on = { items: [sent('a3', null, 'on', null)], item: null };
  assert.equal(shownItem(screenState({ agenda: on })).isOn, true);
  assert.equal(shownItem(screenState()).item.id, 'a1');
  assert.equal(shownItem(screenState({ view: { subject: 's1' } })), null);
  assert.equal(shownItem(screenState({ timer: { kind: 'report' } })), null);
});

test('after a person comes an item that has not begun, else the next person; people keep their numbers', () => {
  const [, second, third] = subjects;
  const after = (state, current) => entryAfterCurrent(state, [current]);
  const begun = { items: [sent('a1', 's1', 'passed'), sent('a2', 's3', 'waiting')], item: 'a2', ahead: AHEAD };
  assert.equal(after(screenState({ agenda: begun }), second).item.id, 'a2');
  assert.equal(after(screenState(), second).item.id, 'a1', 'an item that was passed over still waits');
  const passed = screenState({ agenda: { items: [sent('a2', 's3', 'passed')], item: null, ahead: AHEAD } });
  assert.equal(after(passed, second).subject, third);
  assert.equal(after(passed, third), null);
  assert.deepEqual(
    entriesWith(screenState(), 's1').map(({ number }) => number),
    [undefined, 1, 2, undefined, 3, undefined],
  );
});

const STORED = [
  { id: 'a1', title: '讲话', part: '上述', place: 1 },
  { id: 'a2', title: '休息', part: '上述', place: 3 },
  { id: 'a3', title: '总结' },
];

test('items that are moved among the people get the places of those who follow', () => {
  const entries = withItems('上述', subjects, STORED);
  assert.deepEqual(
    entries.map(({ id }) => id),
    ['a1', 's1', 's2', 'a2', 's3'],
  );
  const [first, ...others] = entries;
  const moved = placedItems('上述', others.concat(first), STORED);
  assert.deepEqual(
    moved.map(({ id, place }) => [id, place]),
    [
      ['a3', undefined],
      ['a2', 3],
      ['a1', null],
    ],
  );
  assert.deepEqual(
    withItems('上述', subjects, moved).map(({ id }) => id),
    ['s1', 's2', 'a2', 's3', 'a1'],
  );
});

test('an item goes to the chosen place, also before another item, and is found there again', () => {
  const places = placesFor(parts, STORED);
  assert.deepEqual(
    places.map(({ label }) => label),
    ['讲话', '甲', '乙', '休息', '丙', null, '总结', null],
  );
  assert.equal(placeIndex(places, STORED, undefined), places.length - 1);
  const added = withItem(STORED, { title: '致辞' }, places[0]);
  assert.deepEqual(
    added.map(({ title }) => title),
    ['致辞', '讲话', '休息', '总结'],
  );
  for (const item of STORED) {
    const own = placesFor(parts, STORED, item.id);
    const same = withItem(STORED, item, own[placeIndex(own, STORED, item)]);
    assert.deepEqual(withItems('上述', subjects, same), withItems('上述', subjects, STORED));
  }
});
