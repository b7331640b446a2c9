import assert from 'node:assert/strict';
import { test } from 'node:test';

// What the module asks of a page.
globalThis.document = { documentElement: { dataset: {} } };
globalThis.localStorage = { getItem: () => 'en', setItem: () => {} };
const { joinSentences, setLang, t, use } = await import('../../static/shared/i18n.js');

test('sentences follow each other without a space in Chinese and with one in English', () => {
  setLang('zh');
  assert.equal(joinSentences(['不能为空，请填写。', '', '与前面的一项重复。']), '不能为空，请填写。与前面的一项重复。');
  setLang('en');
  assert.equal(
    joinSentences(['', 'Must not be empty.', 'Repeats an earlier one.']),
    'Must not be empty. Repeats an earlier one.',
  );
});

test('a word follows the number that it depends on', () => {
  use({ zh: { left: '还有 {n} 张' }, en: { left: '{n} {n:ballot is|ballots are} still out' } });
  setLang('en');
  assert.equal(t('left', { n: 1 }), '1 ballot is still out');
  assert.equal(t('left', { n: 0 }), '0 ballots are still out');
  assert.equal(t('left', { n: '21' }), '21 ballots are still out');
  assert.throws(() => t('left', {}), /no value for n/);
});
