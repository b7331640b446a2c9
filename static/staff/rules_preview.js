// The results of made-up ballots, to see what the rules do. Takes a tally and counts nothing.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { toneOf } from '../shared/bands.js';
import { toPercent } from './rules_editor.js';

const pairs = (names) => names.map((name) => [name]);

// A grade always as its word; the tone is only its place among the bands.
export function grade(word, names) {
  if (!word) return el('span', { class: 'soft' }, '—');
  return el('span', { class: 'tag ' + toneOf(word, pairs(names)) + ' grade' }, word);
}

const percent = (share) => Math.round(Number(share) * 1000) / 10 + '%';

export function quotaLine(quota) {
  if (!quota) return null;
  return el(
    'p',
    { class: quota.met ? 'good' : 'warn' },
    t(quota.met ? 'quota.met' : 'quota.not', {
      band: quota.at_or_below,
      share: percent(quota.share),
      target: percent(quota.target),
    }),
    quota.nearest && quota.nearest.length ? ' ' + t('quota.nearest', { names: quota.nearest.join(t('list')) }) : '',
  );
}

// The rules as sentences, in the order in which they are used.
export function rulesInWords(rules) {
  const last = rules.bands.length - 1;
  const bands = rules.bands.map((band, i) =>
    t(i < last ? 'rule.band' : 'rule.rest', { name: band[0], floor: band[1] }),
  );
  const veto = rules.veto;
  const quota = rules.quota;
  return [
    bands.join(t('clauses')) + t('stop'),
    t('rule.decimals', { n: rules.decimals }),
    rules.trim ? t('rule.trim', { k: rules.trim, n: 2 * rules.trim + 2 }) : null,
    veto ? t('rule.veto', { bands: veto.bands.join(t('list')), over: toPercent(veto.over), grade: veto.grade }) : null,
    quota
      ? t('rule.quota', {
          band: quota.at_or_below,
          share: toPercent(quota.share),
          tolerance: toPercent(quota.tolerance),
        })
      : null,
  ].filter(Boolean);
}

// Where a person stood: [{part, subject}], parts whose scores are typed in included.
function standings(tally, person) {
  const same = (subject) => subject.name === person.name && subject.unit === person.unit;
  return tally.parts.reduce(
    (all, part) => all.concat(part.subjects.filter(same).map((subject) => ({ part, subject }))),
    [],
  );
}

function namesFor(stood, word) {
  const all = stood.map((one) => Object.keys(one.subject.bands || {}));
  return all.find((names) => names.includes(word)) || all[0] || [];
}

// The shares as a bar, and beside it the words with their counts.
function spread(subject) {
  const names = Object.keys(subject.bands);
  const tone = (name) => toneOf(name, pairs(names));
  return el(
    'div',
    { class: 'spread' },
    el(
      'div',
      { class: 'stack', 'aria-hidden': 'true' },
      names.map((name) => el('span', { class: tone(name), css: { '--part': subject.bands[name] } })),
    ),
    el(
      'p',
      { class: 'hint' },
      names.map((name) => el('span', { class: 'spread-word ' + tone(name) }, name + ' ' + subject.bands[name])),
    ),
  );
}

const stoodIn = (several) => (one) =>
  el(
    'div',
    { class: 'stood' },
    several ? el('p', {}, t('preview.part', { part: one.part.name, score: one.subject.score || '—' })) : null,
    one.subject.ballots ? spread(one.subject) : el('p', { class: 'hint' }, t('preview.entered')),
  );

function row(tally, r) {
  const stood = standings(tally, r.subject);
  return el(
    'tr',
    {},
    el('td', { class: 'number' }, r.rank === null ? '—' : r.rank),
    el(
      'th',
      { scope: 'row' },
      r.subject.name,
      r.subject.unit ? el('span', { class: 'hint under' }, r.subject.unit) : null,
    ),
    el('td', { class: 'wide-cell' }, stood.map(stoodIn(tally.parts.length > 1))),
    el('td', { class: 'number strong' }, r.score === null ? '—' : r.score),
    el('td', {}, grade(r.grade, namesFor(stood, r.grade))),
    el('td', {}, [...r.reasons, ...r.remarks].map((why) => why.text).join(t('clauses'))),
  );
}

const HEADS = ['rank', 'name', 'spread', 'score', 'grade', 'reasons'];

// rules: those of the document, to be told in words; without them only the results are shown.
export function previewTable(tally, rules) {
  const voters = tally.reconciliation.issued;
  return el(
    'section',
    { class: 'card block' },
    el('h2', {}, t('preview.title')),
    el('p', { class: 'soft' }, t('preview.why', { n: voters })),
    rules
      ? el(
          'ul',
          { class: 'sentences' },
          rulesInWords(rules).map((sentence) => el('li', {}, sentence)),
        )
      : null,
    quotaLine(tally.quota),
    el(
      'div',
      { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': t('preview.title') },
      el(
        'table',
        { class: 'table compact preview' },
        el(
          'thead',
          {},
          el(
            'tr',
            {},
            HEADS.map((name) => el('th', { scope: 'col' }, t('result.' + name))),
          ),
        ),
        el(
          'tbody',
          {},
          tally.results.map((r) => row(tally, r)),
        ),
      ),
    ),
  );
}
