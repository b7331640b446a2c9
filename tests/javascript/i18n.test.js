import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lang, setLang, suggestLang, t } from '../../static/shared/i18n.js';
import { joinSentences } from '../../static/staff/joined_sentences.js';
import { speakIn } from './page_languages.js';

const WORDS = { zh: { 'sentence.space': '' }, 'zh-Hant': { 'sentence.space': '' }, en: { 'sentence.space': ' ' } };

test('sentences follow each other without a space in Chinese and with one in English', () => {
  speakIn(WORDS, 'zh');
  assert.equal(joinSentences(['不能为空，请填写。', '', '与前面的一项重复。']), '不能为空，请填写。与前面的一项重复。');
  setLang('en');
  assert.equal(
    joinSentences(['', 'Must not be empty.', 'Repeats an earlier one.']),
    'Must not be empty. Repeats an earlier one.',
  );
});

test("a page begins in the language that somebody has chosen, else the browser's, else its first", () => {
  assert.equal(speakIn(WORDS, 'zh-Hant', 'en').root.lang, 'zh-Hant');
  assert.equal(speakIn(WORDS, null, 'en').root.lang, 'en');
  assert.equal(speakIn(WORDS).root.lang, 'zh-CN');
  assert.equal(speakIn(WORDS, 'a language that is gone', 'en').root.lang, 'en');
});

test('a language whose sentences are not here yet is the one that is wanted', () => {
  const page = speakIn({ en: {} }, 'zh-Hant', 'en');
  assert.deepEqual([page.wanted, page.root.lang, page.menu.value], ['zh-Hant', 'en', 'en']);
});

test('a meeting suggests its language unless somebody has chosen one, and none that the page does not speak', () => {
  speakIn(WORDS, null, 'en');
  suggestLang('zh-Hant');
  assert.equal(lang(), 'zh-Hant');
  suggestLang('fr');
  assert.equal(lang(), 'zh-Hant');
  speakIn(WORDS, 'en');
  suggestLang('zh-Hant');
  assert.equal(lang(), 'en');
});

test('a word follows the number that it depends on', () => {
  speakIn({ zh: { left: '还有 {n} 张' }, en: { left: '{n} {n:ballot is|ballots are} still out' } }, 'en');
  assert.equal(t('left', { n: 1 }), '1 ballot is still out');
  assert.equal(t('left', { n: 0 }), '0 ballots are still out');
  assert.equal(t('left', { n: '21' }), '21 ballots are still out');
  assert.throws(() => t('left', {}), /no value for n/);
});
