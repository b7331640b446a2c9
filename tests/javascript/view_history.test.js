import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ViewHistory } from '../../static/chair/view_history.js';

test('back gives the view before the last, which is remembered when it is shown', () => {
  const history = new ViewHistory();
  ['join', 'agenda', 'round'].forEach((view) => history.remember({ view }));
  assert.deepEqual(history.earlier(), { view: 'agenda' });
  history.back();
  history.remember({ view: 'agenda' });
  assert.deepEqual(history.earlier(), { view: 'join' });
});

test('a view that is shown again before the way back is forgotten leaves no detour', () => {
  const history = new ViewHistory();
  ['join', 'ranking', 'blank', 'ranking'].forEach((view) => history.remember({ view }));
  history.back();
  assert.deepEqual(history.earlier(), { view: 'join' });
});

test('the same view twice is one step', () => {
  const history = new ViewHistory();
  history.remember({ view: 'join' });
  history.remember({ view: 'result', subject: 'a' });
  history.remember({ view: 'result', subject: 'a' });
  assert.deepEqual(history.earlier(), { view: 'join' });
});

test('there is no way back from the first view', () => {
  const history = new ViewHistory();
  assert.equal(history.earlier(), null);
  history.remember({ view: 'join' });
  assert.equal(history.earlier(), null);
});
