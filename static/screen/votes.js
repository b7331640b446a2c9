// One subject of a part that is decided by votes: the bars of its words with the pass line, the share, and the outcome once it
// may be seen. Counts nothing.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import {
  awaitSentence,
  basisName,
  figureSentence,
  joinVoteWords,
  ruleSentence,
  shareSentence,
  verdict,
} from '../shared/vote_sentences.js';
import { voteChart } from '../shared/vote_chart.js';
import { otherMeans, passLine, voteBars } from '../shared/votes.js';
import { hiddenTable } from './components.js';
import { decideOf, firstKey, resultOf } from './selectors.js';
import { joinWords } from './texts.js';

// What the votes have decided, null while the round is open.
export function verdictOf(state, round, subject) {
  const result = round.state === 'open' ? null : resultOf(state, subject.id);
  return verdict(result, decideOf(state, round), state.meeting.groups);
}

export function verdictNode(shown) {
  if (!shown) return null;
  return el('strong', { class: (shown.tone === 'waits' ? 'waits ' : 'grade ') + shown.tone }, shown.text);
}

// While a number of people is missing there is no share; the verdict or this says which number.
function baseText(state, votes, shown) {
  if (votes.base !== null) return t('vote.of', { basis: basisName(votes.basis), n: votes.base });
  return shown ? '' : awaitSentence(votes.basis, state.meeting.groups);
}

function needText(votes) {
  return votes.needed === null ? '' : t('vote.needed', { n: votes.needed });
}

// Which rule gave the grade, if it is not the first one, whose numbers are in the card.
function laterReason(state, round, subject) {
  const result = round.state === 'open' ? null : resultOf(state, subject.id);
  const reasons = result ? result.reasons.filter((reason) => reason.code === 'votes') : [];
  return reasons.length > 1 ? reasons[reasons.length - 1].text : '';
}

function cardContent(state, round, counts) {
  const decide = decideOf(state, round);
  const { votes } = counts;
  const reason = laterReason(state, round, counts);
  const shown = verdictOf(state, round, counts);
  return [
    el('p', { class: 'vote-of' }, joinVoteWords(decide.rules[0].of || [])),
    el('p', { class: 'mean' }, votes.count),
    el('p', { class: 'vote-share' }, votes.base === null ? '' : shareSentence(votes)),
    el('p', { class: 'about' }, baseText(state, votes, shown)),
    el('p', { class: 'about' }, reason || ruleSentence(decide.rules[0], decide.base)),
    el('p', { class: 'about' }, reason ? '' : needText(votes)),
    el('p', { class: 'verdict' }, verdictNode(shown)),
  ];
}

function waitingContent(state, decide) {
  return [
    el('p', { class: 'about' }, ruleSentence(decide.rules[0], decide.base)),
    el('p', { class: 'about' }, t(firstKey(state))),
  ];
}

function barLabel(bar) {
  return bar.words ? joinVoteWords(bar.words) : t('abstain');
}

// The counts for screen readers.
function voteTable(name, bars) {
  const row = (bar) => el('tr', {}, el('th', { scope: 'row' }, barLabel(bar)), el('td', {}, bar.count));
  const heads = [t('vote.word'), t('count')].map((head) => el('th', { scope: 'col' }, head));
  const table = el(
    'table',
    {},
    el('caption', {}, t('table', { name })),
    el('thead', {}, el('tr', {}, heads)),
    el('tbody', {}, bars.map(row)),
  );
  return hiddenTable(table);
}

function meansNode(round, decide, counts) {
  const means = otherMeans(round, decide, counts);
  if (!means.length) return null;
  const line = ({ title, mean }) => el('li', {}, el('span', {}, title), el('strong', {}, mean));
  return el('ul', { class: 'item-means', data: { fit: '' } }, means.map(line));
}

// {node, update(state, tally)}; without a tally all counts are 0.
export function votesPanel(state, round, subject) {
  const decide = decideOf(state, round);
  const card = el('div', { class: 'mean-card votes' });
  const table = el('div', {});
  const means = el('div', {});
  let needed = null;
  const lineText = () => t('vote.line', { n: needed });
  const chart = voteChart(voteBars(round, decide, null), barLabel, lineText);
  chart.node.dataset.fit = '';
  return {
    node: el('div', { class: 'reveal' }, card, el('div', { class: 'chart' }, chart.node, means), table),
    update(latest, tally) {
      const counts = tally && tally.subjects.find((each) => each.id === subject.id);
      const bars = voteBars(round, decide, counts);
      needed = counts ? counts.votes.needed : null;
      chart.update(bars, counts ? passLine(counts.votes) : null);
      fill(table, voteTable(subject.label, bars));
      fill(means, counts ? meansNode(round, decide, counts) : null);
      fill(card, counts ? cardContent(latest, round, counts) : waitingContent(latest, decide));
    },
  };
}

// "应到 38 · 实到 30 · 收回 30 · 有效票 28", without numbers that nobody has entered.
export function basesText(counts) {
  const names = ['expected', 'present', 'returned', 'valid'];
  const known = names.filter((name) => counts.bases[name] !== null);
  const others = [
    counts.invalid ? t('vote.invalid', { n: counts.invalid }) : '',
    counts.recused ? t('vote.recused', { n: counts.recused }) : '',
  ];
  return joinWords(
    known.map((name) => t('basis.n', { basis: t('basis.' + name), n: counts.bases[name] })).concat(others),
  );
}

// The named shares of a tally's subject, or null.
export function figuresNode(counts) {
  if (!counts.figures || !counts.figures.length) return null;
  return el(
    'p',
    { class: 'figures shares' },
    counts.figures.map((figure) => el('span', { class: 'share' }, figureSentence(figure))),
  );
}
