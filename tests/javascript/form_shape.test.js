import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  formWords,
  freshKey,
  isSameForm,
  itemWords,
  normalForm,
  valuedItems,
  wordedItems,
} from '../../static/staff/form_shape.js';

const PANEL = {
  id: 'panel',
  title: '评审表',
  scale: { min: 0, max: 100 },
  items: [
    { key: 'vote', title: '表决', scale: { choices: ['同意', '不同意'] } },
    { key: 'mark', title: '评分' },
    {
      key: 'grade',
      title: '等次',
      scale: {
        choices: [
          ['优', '95'],
          ['同意', '80'],
        ],
      },
    },
  ],
};

test('a form as the server writes it equals the shipped one', () => {
  const shipped = {
    id: 'motion',
    title: '表决票',
    scale: { choices: ['赞成'] },
    items: [{ key: 'vote', title: '表决' }],
  };
  const written = Object.assign({}, shipped, {
    items: [{ key: 'vote', title: '表决', weight: '1', abstain: false }],
    notes: [],
    limits: [],
    explain: [],
  });
  assert.ok(isSameForm(shipped, written));
  assert.ok(!isSameForm(shipped, Object.assign({}, written, { title: '票' })));
});

test('what is not at its default stays in the normal form', () => {
  const form = normalForm({
    id: 'f',
    title: '表',
    scale: { min: 0, max: 10, step: '0.5' },
    items: [{ key: 'a', title: '项', weight: '0', abstain: true, about: '说明' }],
    notes: [{ key: 'n', title: '意见' }],
    score: 'sum',
  });
  assert.deepEqual(form.scale, { min: 0, max: 10, step: '0.5' });
  assert.deepEqual(form.items, [{ key: 'a', title: '项', weight: '0', abstain: true, about: '说明' }]);
  assert.deepEqual(form.notes, [{ key: 'n', title: '意见', max: 500 }]);
  assert.equal(form.score, 'sum');
});

test('a form without a scale has that of its first item', () => {
  const scale = { choices: ['是', '否'] };
  assert.deepEqual(normalForm({ id: 'f', title: '表', items: [{ key: 'a', title: '项', scale }] }).scale, scale);
});

test('a fresh key is none of the others', () => {
  assert.equal(freshKey('item', []), 'item1');
  assert.equal(freshKey('item', ['vote', 'item3']), 'item4');
  assert.equal(freshKey('item', ['a', 'item2', 'item4']), 'item5');
});

test('words and items are found by the scale of each item', () => {
  const keys = (items) => items.map((item) => item.key);
  assert.deepEqual(itemWords(PANEL, PANEL.items[0]), ['同意', '不同意']);
  assert.deepEqual(formWords(PANEL), ['同意', '不同意', '优']);
  assert.deepEqual(keys(wordedItems(PANEL)), ['vote', 'grade']);
  assert.deepEqual(keys(valuedItems(PANEL)), ['mark', 'grade']);
});
