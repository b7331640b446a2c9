import assert from 'node:assert/strict';
import { test } from 'node:test';

// What the module asks of a page.
globalThis.document = { documentElement: {} };
globalThis.localStorage = { getItem: () => null, setItem: () => {} };
const { joinSentences, setLang } = await import('../../static/shared/i18n.js');

test('sentences follow each other without a space in Chinese and with one in English', () => {
  setLang('zh');
  assert.equal(joinSentences(['不能为空，请填写。', '', '与前面的一项重复。']), '不能为空，请填写。与前面的一项重复。');
  setLang('en');
  assert.equal(
    joinSentences(['', 'Must not be empty.', 'Repeats an earlier one.']),
    'Must not be empty. Repeats an earlier one.',
  );
});
