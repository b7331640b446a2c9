import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inNewLanguage } from '../../static/staff/band_names.js';
import { speakIn } from './page_languages.js';

const bandsOf = (names) => Object.fromEntries(names.map((name, place) => ['band.' + place, name]));
speakIn({ zh: bandsOf(['好', '较好', '一般', '差']), en: bandsOf(['Excellent', 'Good', 'Fair', 'Poor']) });

test('a document in another language names the default bands in that language, or no rule would find them', () => {
  const rules = {
    bands: null,
    veto: { bands: ['一般', '差'], over: '0.1', grade: '差' },
    quota: { at_or_below: '较好', share: '0.4' },
    rank: ['score', 'count:好'],
    off: { veto: { bands: ['差'], grade: '差' } },
    decimals: 3,
  };
  const parts = [{ form: { guidance: { bands: ['差'], about: 2 } } }, { form: 'secretary' }];
  const doc = inNewLanguage({ language: 'en', wording: 1, rules, parts }, { language: 'zh' });
  assert.deepEqual(doc, {
    language: 'en',
    rules: {
      bands: null,
      veto: { bands: ['Fair', 'Poor'], over: '0.1', grade: 'Poor' },
      quota: { at_or_below: 'Good', share: '0.4' },
      rank: ['score', 'count:Excellent'],
      off: { veto: { bands: ['Poor'], grade: 'Poor' } },
      decimals: 3,
    },
    parts: [{ form: { guidance: { bands: ['Poor'], about: 2 } } }, { form: 'secretary' }],
  });
});

test('bands that a meeting has of its own keep their names', () => {
  const rules = {
    bands: [
      ['好', '9'],
      ['差', '0'],
    ],
    veto: { bands: ['差'], over: '0.1', grade: '差' },
  };
  assert.deepEqual(inNewLanguage({ language: 'en', rules }, { language: 'zh' }).rules, rules);
});
