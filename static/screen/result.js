// What was published: one subject's mean and bars, or all subjects of a round, or of a meeting that held them back.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { basisOf, groupsOf } from '../shared/bands.js';
import { barRows } from '../shared/chart.js';
import { isPlain, oneList, overview, rowsOf } from './tables.js';
import { focusOf, roundHead } from './round.js';
import { bandFor, foot, grade, head, line, middle, say, tallyTable, turnoutOf } from './components.js';

function itemList(subject, form) {
  if (form.items.length < 2) return null;
  const titles = {};
  form.items.forEach((item) => {
    titles[item.key] = item.title;
  });
  return el(
    'ul',
    { class: 'item-means' },
    subject.items.map((item) =>
      el('li', {}, el('span', {}, titles[item.key]), el('strong', {}, item.mean === null ? '–' : item.mean)),
    ),
  );
}

// Where too many low marks lower the grade that the score would reach: the reason, or none.
function veto(state, named) {
  const result = (state.results || []).find(
    (each) => each.subject.name === named.name && each.subject.unit === named.unit,
  );
  const why = result && result.reasons.find((reason) => reason.code === 'veto');
  return why ? el('p', { class: 'about why' }, why.text) : null;
}

function meanCard(subject, round, tally, lowered) {
  const none = subject.score === null;
  return el(
    'div',
    { class: 'mean-card' },
    el('p', { class: 'mean' }, none ? '–' : subject.score),
    none
      ? null
      : el(
          'p',
          { class: 'reached' },
          lowered ? el('span', { class: 'about' }, t('by.score')) : null,
          grade(bandFor(subject.score, round.bands), round.bands),
        ),
    lowered,
    el(
      'p',
      { class: 'about' },
      subject.ballots ? t('base.' + basisOf(tally, subject), { n: subject.ballots, k: tally.trim }) : t('nobody'),
    ),
    subject.abstained ? el('p', { class: 'about' }, t('abstained', { n: subject.abstained })) : null,
  );
}

function shares(groups) {
  return el(
    'p',
    { class: 'figures shares' },
    groups.map((group) =>
      el('span', { class: 'share' }, el('span', { class: group.tone }, group.name), ' ', el('strong', {}, group.share)),
    ),
  );
}

function returned(state, round, tally) {
  const turnout = turnoutOf(state, round);
  return turnout && turnout.issued
    ? t('returned', { issued: turnout.issued, cast: turnout.cast })
    : t('collected', { cast: tally.ballots });
}

function reveal(state, round, tally, named) {
  const subject = tally.subjects.find((each) => each.id === named.id);
  const groups = groupsOf(subject, round.form, round.bands);
  const bars = el('div', { class: 'chart' }, barRows(groups), itemList(subject, round.form));
  const base = el(
    'p',
    { class: 'right' },
    t('shares', { n: subject.ballots }),
    el('br'),
    returned(state, round, tally),
  );
  return el(
    'section',
    { class: 'scene result' },
    roundHead(state, round, t('published')),
    el(
      'div',
      { class: 'reveal' },
      meanCard(subject, round, tally, veto(state, named)),
      bars,
      tallyTable(named.name, groups),
    ),
    foot(shares(groups), base, state),
  );
}

function published(state) {
  return state.rounds.filter((round) => round.state === 'published');
}

function tallyOf(state, round) {
  return state.tallies.find((each) => each.round === round.id && each.state === 'published');
}

// The rounds a result is asked of: the subject's, else the latest published; held results are all published at once.
export function resultRounds(state) {
  const done = published(state).filter((round) => tallyOf(state, round));
  const asked = state.view.subject
    ? done.filter((round) => round.subjects.some((subject) => subject.id === state.view.subject))
    : done;
  return !state.view.subject && state.meeting.show === 'held' ? asked : asked.slice(-1);
}

function oneRound(state, round) {
  const named = focusOf(state, round);
  if (named) return reveal(state, round, tallyOf(state, round), named);
  return el(
    'section',
    { class: 'scene tight' },
    head(t('published'), t('many', { part: round.part, n: round.subjects.length }), round.form.title),
    overview(oneList(round, tallyOf(state, round))),
    foot(null, el('p', { class: 'right' }, t('shares.each')), state),
  );
}

// Subjects of one form stand under the same heads, so each part has boards of its own.
function partList(state, part, rounds, titled) {
  const own = rounds.filter((round) => round.part === part.name);
  const tallies = own.map((round) => tallyOf(state, round));
  const rows = own.reduce((list, round, i) => list.concat(rowsOf(round, tallies[i])), []);
  return {
    title: titled ? part.name : '',
    rows,
    form: own[0].form,
    bands: own[0].bands,
    plain: tallies.every(isPlain),
  };
}

function manyRounds(state, rounds) {
  const parts = state.parts.filter((part) => rounds.some((round) => round.part === part.name));
  const lists = parts.map((part) => partList(state, part, rounds, parts.length > 1));
  const persons = new Set(
    rounds.reduce((all, round) => all.concat(round.subjects.map((each) => JSON.stringify([each.name, each.unit]))), []),
  );
  const about = line([parts.length === 1 ? rounds[0].form.title : '', t('all.count', { n: persons.size })]);
  return el(
    'section',
    { class: 'scene tight' },
    head(t('published'), state.meeting.title, about),
    overview(lists),
    foot(null, el('p', { class: 'right' }, t('shares.each')), state),
  );
}

export function resultScene(state) {
  const rounds = resultRounds(state);
  if (!rounds.length)
    return {
      node: el(
        'section',
        { class: 'scene' },
        head(t('unpublished'), state.meeting.title, ''),
        middle(say('closed.text')),
      ),
    };
  return { node: rounds.length === 1 ? oneRound(state, rounds[0]) : manyRounds(state, rounds) };
}
