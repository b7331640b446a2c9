import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepsTaken } from '../../static/desk/rehearsal_steps.js';

const meeting = (counted = [], rounds = []) => ({ reconciliation: { rounds: counted }, rounds });
const turnout = (joined, stale = 0) => ({ joined, stale });
const taken = (steps) => Object.keys(steps).filter((key) => steps[key]);

test('a new meeting has taken no step', () => {
  assert.deepEqual(taken(stepsTaken({ turnout: null, checks: null }, meeting())), []);
  assert.deepEqual(taken(stepsTaken({ turnout: turnout(0), checks: null }, meeting())), []);
});

test('a phone that has left again was admitted', () => {
  assert.deepEqual(taken(stepsTaken({ turnout: turnout(1) }, meeting())), ['phones']);
  assert.deepEqual(taken(stepsTaken({ turnout: turnout(0, 1) }, meeting())), ['phones']);
});

test('after a restart the rounds still show what was tried', () => {
  const steps = stepsTaken({ turnout: turnout(0) }, meeting([{ phone: 2, paper: 1 }], [{ state: 'published' }]));
  assert.deepEqual(taken(steps), ['phones', 'round', 'paper', 'screen']);
});

test('a round on paper alone shows no phone, and a closed one no result', () => {
  const steps = stepsTaken({ turnout: turnout(0) }, meeting([{ phone: 0, paper: 1 }], [{ state: 'closed' }]));
  assert.deepEqual(taken(steps), ['paper']);
});

test('a reported self-test is a step', () => {
  assert.deepEqual(taken(stepsTaken({ checks: { phones: 1 } }, meeting())), ['checks']);
});
