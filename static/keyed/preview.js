// The results of made-up ballots, to see what the rules do. Takes a tally and counts nothing.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';

export const TONES = ['good', 'fair', 'mid', 'poor'];

// A grade always as its word; the tone is only its place among the bands.
export function grade(word, bands) {
  if (!word) return el('span', { class: 'soft' }, '—');
  const at = bands.indexOf(word);
  const tone = TONES[at < 0 ? 3 : Math.round((at * 3) / Math.max(1, bands.length - 1))];
  return el('span', { class: 'tag ' + tone + ' grade' }, word);
}

const percent = (share) => Math.round(Number(share) * 1000) / 10 + '%';

export function quotaLine(quota) {
  if (!quota) return null;
  return el(
    'p',
    { class: quota.met ? 'good' : 'mid' },
    t(quota.met ? 'quota.met' : 'quota.not', {
      band: quota.at_or_below,
      share: percent(quota.share),
      target: percent(quota.target),
    }),
    quota.nearest && quota.nearest.length ? ' ' + t('quota.nearest', { names: quota.nearest.join(t('list')) }) : '',
  );
}

export function previewTable(tally) {
  const bands = tally.results.map((r) => r.grade).filter((g, i, all) => g && all.indexOf(g) === i);
  const head = ['rank', 'name', 'unit', 'score', 'grade', 'reasons'];
  return el(
    'section',
    { class: 'card block' },
    el('h2', {}, t('preview.title')),
    el('p', { class: 'soft' }, t('preview.why')),
    quotaLine(tally.quota),
    el(
      'div',
      { class: 'scroll' },
      el(
        'table',
        { class: 'table compact' },
        el(
          'thead',
          {},
          el(
            'tr',
            {},
            head.map((name) => el('th', { scope: 'col' }, t('result.' + name))),
          ),
        ),
        el(
          'tbody',
          {},
          tally.results.map((r) =>
            el(
              'tr',
              {},
              el('td', { class: 'number' }, r.rank === null ? '—' : r.rank),
              el('td', {}, r.subject.name),
              el('td', {}, r.subject.unit),
              el('td', { class: 'number' }, r.score === null ? '—' : r.score),
              el('td', {}, grade(r.grade, bands)),
              el('td', {}, r.reasons.map((why) => why.text).join(t('clauses'))),
            ),
          ),
        ),
      ),
    ),
  );
}
