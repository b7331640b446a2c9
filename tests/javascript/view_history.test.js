import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ViewHistory } from '../../static/chair/view_history.js';

test('back gives the view before the last, which is remembered when it is shown', () => {
  const history = new ViewHistory();
  ['join', 'agenda', 'round'].forEach((view) => history.remember({ view }));
  assert.deepEqual(history.back(), { view: 'agenda' });
  history.remember({ view: 'agenda' });
  assert.deepEqual(history.back(), { view: 'join' });
});

test('the same view twice is one step', () => {
  const history = new ViewHistory();
  history.remember({ view: 'join' });
  history.remember({ view: 'result', subject: 'a' });
  history.remember({ view: 'result', subject: 'a' });
  assert.deepEqual(history.back(), { view: 'join' });
});

test('there is no way back from the first view', () => {
  const history = new ViewHistory();
  assert.equal(history.back(), null);
  history.remember({ view: 'join' });
  assert.equal(history.back(), null);
});
