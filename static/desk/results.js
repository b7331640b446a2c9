// 结果与决定: proposals with their reasons, and beside them what people decide, adjust, flag and enter.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { added, adjust, bandsOf, decide, flag, idsOf, put } from './additions.js';
import { button, w } from '../keyed/ask.js';
import { input } from '../keyed/groups.js';
import { entered } from '../keyed/meeting.js';
import { grade, quotaLine } from '../keyed/preview.js';

function table(desk, tally) {
  const bands = bandsOf(desk);
  const parts = tally.parts.map((part) => part.name);
  const line = (r) => {
    const ids = idsOf(desk, r.subject);
    const tool = (key, press) =>
      el(
        'button',
        {
          type: 'button',
          class: 'button small',
          'aria-label': t(key) + ' ' + r.subject.name,
          disabled: !ids.length,
          on: { click: () => press(desk, r, ids) },
        },
        t(key),
      );
    const flags = ids.length ? added(desk, 'flags', ids).value || [] : [];
    const change = (r.adjustments || []).map((one) => one.points + ' ' + one.reason).join(t('clauses'));
    return el(
      'tr',
      {},
      el('td', { class: 'number' }, r.rank === null ? '—' : r.rank),
      el(
        'td',
        { class: 'who' },
        r.subject.name,
        r.subject.unit ? el('span', { class: 'soft under' }, r.subject.unit) : null,
        flags.length ? el('span', { class: 'mid under' }, flags.join(t('list'))) : null,
      ),
      parts.map((part) => el('td', { class: 'number' }, r.parts[part] || '—')),
      el(
        'td',
        { class: 'number' },
        el('strong', {}, r.score === null ? '—' : r.score),
        change ? el('span', { class: 'soft under' }, change) : null,
      ),
      el(
        'td',
        {},
        grade(r.grade, bands),
        el('span', { class: 'soft under' }, r.reasons.map((why) => why.text).join(t('clauses'))),
      ),
      el(
        'td',
        {},
        r.decided
          ? [grade(r.decided.grade, bands), el('span', { class: 'soft under' }, r.decided.reason)]
          : el('span', { class: 'soft' }, t('result.undecided')),
      ),
      el(
        'td',
        {},
        el('div', { class: 'acts tight' }, tool('decide', decide), tool('adjust', adjust), tool('flag', flag)),
      ),
    );
  };
  const head = (key, kind) => w('th', 'result.' + key, { scope: 'col', class: kind || null });
  return el(
    'div',
    { class: 'card scroll flush' },
    el(
      'table',
      { class: 'table list top' },
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          head('rank', 'number'),
          head('name'),
          parts.map((part) => el('th', { scope: 'col', class: 'number' }, part)),
          head('score', 'number'),
          head('grade'),
          head('decided'),
          w('th', 'acts', { scope: 'col' }),
        ),
      ),
      el('tbody', {}, tally.results.map(line)),
    ),
  );
}

// Parts whose scores are typed in, one box a subject.
function enteredScores(desk) {
  const names = desk.meeting.document.parts.filter(entered).map((part) => part.name);
  const list = desk.meeting.subjects.filter((s) => names.includes(s.part));
  if (!list.length) return null;
  const line = (s) => {
    const old = desk.meeting.additions.entered[s.id];
    const score = input(null, old && typeof old === 'object' ? old.score : old, { inputmode: 'decimal', size: 6 });
    score.setAttribute('aria-label', s.name + ' ' + s.part);
    return el(
      'tr',
      {},
      el('td', {}, s.name),
      el('td', {}, s.part),
      el(
        'td',
        {},
        el(
          'div',
          { class: 'acts' },
          score,
          button('save', () => put(desk, s.id, 'entered', { score: score.value.trim() }), 'small'),
        ),
      ),
    );
  };
  return el(
    'section',
    { class: 'card block' },
    w('h2', 'entered.title'),
    el(
      'div',
      { class: 'scroll' },
      el(
        'table',
        { class: 'table list' },
        el(
          'thead',
          {},
          el(
            'tr',
            {},
            ['name', 'part', 'score'].map((key) => w('th', 'result.' + key, { scope: 'col' })),
          ),
        ),
        el('tbody', {}, list.map(line)),
      ),
    ),
  );
}

// Whether something is still open or held back, as far as this page knows; the server has the last word.
const unfinished = (desk) =>
  desk.meeting.rounds.some(
    (round) =>
      round.state === 'open' || (round.state === 'closed' && (round.confirm || desk.meeting.document.show !== 'live')),
  );

async function tallyOf(desk) {
  if (unfinished(desk)) return { tally: await desk.api.get(desk.path('/tally.json?draft=1')), draft: true };
  try {
    return { tally: await desk.api.get(desk.path('/tally.json')), draft: false };
  } catch (problem) {
    if (!['round_open', 'not_published'].includes(problem.code)) throw problem;
    return { tally: await desk.api.get(desk.path('/tally.json?draft=1')), draft: true };
  }
}

function build(desk) {
  const holder = el('div', { class: 'stack' }, el('p', { class: 'soft' }, t('loading')));
  desk.attempt(async () => {
    const got = await tallyOf(desk);
    fill(
      holder,
      got.draft ? w('p', 'result.draft', { class: 'banner' }) : null,
      quotaLine(got.tally.quota),
      got.tally.results.length ? table(desk, got.tally) : w('p', 'result.none', { class: 'soft' }),
      enteredScores(desk),
    );
  });
  return { node: holder };
}

export const section = { key: 'results', build };
