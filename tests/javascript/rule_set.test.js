import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultBands, fromPercent, toPercent } from '../../static/staff/rule_set.js';
import { speakIn } from './page_languages.js';

const bandsOf = (names) => Object.fromEntries(names.map((name, place) => ['band.' + place, name]));

test('the default bands are in the language of the meeting, but not in that of earlier English ones', () => {
  speakIn({ zh: bandsOf(['好', '较好', '一般', '差']), en: bandsOf(['Excellent', 'Good', 'Fair', 'Poor']) });
  const names = (doc) => defaultBands(doc).map(([name]) => name);
  assert.deepEqual(names({ language: 'zh' }), ['好', '较好', '一般', '差']);
  assert.deepEqual(names({ language: 'en' }), ['Excellent', 'Good', 'Fair', 'Poor']);
  assert.deepEqual(names({ language: 'en', wording: 2 }), ['Excellent', 'Good', 'Fair', 'Poor']);
  assert.deepEqual(names({ language: 'en', wording: 1 }), ['好', '较好', '一般', '差']);
  assert.deepEqual(names({ language: 'zh-Hant', band_names: ['甲', '乙', '丙', '丁'] }), ['甲', '乙', '丙', '丁']);
  assert.deepEqual(
    defaultBands({}).map(([, floor]) => floor),
    ['9', '7', '4', '0'],
  );
});

test('a percentage becomes a decimal and back without rounding', () => {
  const pairs = [
    ['10', '0.1'],
    ['12.5', '0.125'],
    ['5', '0.05'],
    ['100', '1'],
    ['0.3', '0.003'],
    ['66.6666666666666666', '0.666666666666666666'],
  ];
  pairs.forEach(([percent, decimal]) => {
    assert.equal(fromPercent(percent), decimal);
    assert.equal(toPercent(decimal), percent);
  });
});

test('a percent sign and full-width digits are accepted', () => {
  assert.equal(fromPercent('４０%'), '0.4');
  assert.equal(toPercent('0.40'), '40');
});

test('a text that is not a number stays as it is', () => {
  ['ten', '', '-5', '1/3'].forEach((text) => assert.equal(fromPercent(text), text));
  assert.equal(toPercent('2/3'), '2/3');
});
