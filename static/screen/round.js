// A round while it is open and after it has closed: bars where they may be seen, else the turnout.
import { el, fill, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { groupsOf, updateColumns } from '../shared/chart.js';
import { marksOf } from '../shared/bands.js';
import { ruleSentence } from '../shared/vote_sentences.js';
import {
  centred,
  itemMeans,
  joinedNodes,
  largeText,
  roundClock,
  roundingText,
  sceneFoot,
  sceneHead,
  subjectHead,
  tallyTable,
} from './components.js';
import { writeCount } from './motion.js';
import { seatField } from './seats.js';
import { decideOf, firstKey, focusOf, turnoutOf } from './selectors.js';
import { overview, roundPages } from './tables.js';
import { dateText, joinWords, positionText, sharesText } from './texts.js';
import { basesText, votesPanel } from './votes.js';
import { seatsText } from './votes_table.js';

function stateText(state, round) {
  if (round.state === 'open' && round.paper_pending) return t('paper');
  const { show } = state.meeting;
  if (round.state !== 'closed' || show === 'live') return t(round.state);
  return t(show === 'held' ? 'held' : 'awaiting');
}

function clockOf(round) {
  if (round.state !== 'open' || round.paper_pending) return null;
  return roundClock(round.left === null ? t('left.none') : t('left'));
}

// A part that is decided as a whole is named by itself, with its rule.
function manyHead(state, round, text) {
  const { form, part, subjects } = round;
  const decide = decideOf(state, round);
  if (!decide) return sceneHead(text, t('many', { part, n: subjects.length }), form.title, clockOf(round));
  const count = t(decide.rules.some((rule) => rule.seats) ? 'vote.candidates' : 'vote.many', { n: subjects.length });
  const rule = ruleSentence(decide.rules[0], decide.base);
  return sceneHead(joinWords([text, seatsText(state, round)]), part, joinWords([count, rule]), clockOf(round));
}

export function roundHead(state, round, text) {
  const { form } = round;
  const subject = focusOf(state, round);
  if (!subject) return manyHead(state, round, text);
  const item = form.items.length === 1 ? form.items[0].title : form.title;
  const position = joinWords([text, positionText(state, subject.id)]);
  const about = round.decide ? round.part : item;
  return subjectHead(position, subject.name, joinedNodes([subject.unit, about]), clockOf(round));
}

function emptyCounts(round) {
  const [item] = round.form.items.map((one, i) => marksOf(round, i).map(() => 0));
  return { id: '', ballots: 0, abstained: 0, bands: {}, shares: {}, items: [{ counts: item, shares: [] }] };
}

function countsOf(tally, subject) {
  return tally && tally.subjects.find((each) => each.id === subject.id);
}

function subjectChart(round, subject) {
  const chart = el('div', { class: 'chart' });
  const table = el('div', {});
  const means = el('div', {});
  const note = el('p', { class: 'note' });
  return {
    node: el('div', { class: 'live' }, chart, means, note, table),
    update(tally) {
      const counts = countsOf(tally, subject) || emptyCounts(round);
      const groups = groupsOf(counts, round);
      updateColumns(chart, groups, true);
      fill(means, groups.length ? null : itemMeans(counts, round.form));
      write(note, roundingText([counts], round));
      fill(table, tallyTable(subject.label, groups));
    },
  };
}

function overviewChart(round) {
  const node = el('div', { class: 'live' });
  let shown = [];
  return {
    node,
    update(tally, state) {
      const latest = [tally, state.results, state.outcomes];
      if (latest.every((one, i) => one === shown[i])) return;
      shown = latest;
      fill(node, overview(roundPages(state, round, tally)));
    },
  };
}

// The subjects of a round as far as its tally is released.
function chartOf(state, round, subject) {
  if (!subject) return overviewChart(round);
  if (!round.decide) return subjectChart(round, subject);
  const panel = votesPanel(state, round, subject);
  return { node: panel.node, update: (tally, latest) => panel.update(latest, tally) };
}

function shareOf(turnout) {
  return turnout && turnout.total ? Math.min(1, turnout.cast / turnout.total) : 0;
}

function baseText(state, round, subject, tally) {
  if (!tally) return t(firstKey(state));
  const counts = subject && countsOf(tally, subject);
  if (round.decide) return round.state === 'open' ? t('steps') : basesText(counts || tally.subjects[0]);
  const base = counts ? t('base.all', { n: counts.ballots }) : sharesText([round]);
  return joinWords([base, round.state === 'open' ? t('steps') : '']);
}

// Room for the greatest number, so that nothing moves aside when one gets longer. Before the round has a turnout, of an earlier one.
function digitsOf(turnout) {
  return String(Math.max(10, turnout ? turnout.total : 0, turnout ? turnout.issued : 0, turnout ? turnout.joined : 0))
    .length;
}

function turnoutFoot(round, subject, lastTurnout) {
  const cast = el('strong', {});
  const total = el('span', { class: 'of' });
  const counted = el('strong', {});
  const bar = el('span', {});
  const base = el('div', { class: 'right base' });
  const countedPart = el('span', { class: 'counted' }, t('join.dot') + t('counted') + ' ', counted);
  const css = { '--digits': digitsOf(lastTurnout) };
  const figures = el('p', { class: 'figures', css }, t('cast') + ' ', cast, ' ', total, countedPart);
  return {
    node: sceneFoot([figures, el('div', { class: 'bar' }, bar)], base),
    update(latest, tally) {
      const turnout = turnoutOf(latest, round);
      writeCount(cast, turnout ? turnout.cast : '–');
      write(total, t('of', { n: turnout ? turnout.total : '–' }));
      writeCount(counted, tally ? tally.counted : 0);
      bar.style.setProperty('--share', shareOf(turnout));
      const text = baseText(latest, round, subject, tally);
      // Another paragraph, since one of another length would shift.
      if (text !== base.textContent) fill(base, el('p', {}, text));
    },
  };
}

// How many have voted, as a number and as seats, with the sentence about when results are shown.
function turnoutPanel(round, key) {
  const cast = el('p', { class: 'huge' });
  const about = el('p', { class: 'huge-about' });
  const seats = seatField();
  const why = key ? el('p', { class: 'about' }, t(key)) : null;
  const card = el('div', { class: 'mean-card turnout' }, cast, about, why);
  const node = el('div', { class: 'reveal' }, card, seats.node);
  return {
    node,
    update(latest) {
      const turnout = turnoutOf(latest, round);
      node.classList.toggle('unknown', !turnout);
      if (key === 'first') write(why, t(firstKey(latest)));
      if (!turnout) return;
      writeCount(cast, turnout.cast);
      write(about, t('turnout', { cast: turnout.cast, total: turnout.total }));
      seats.update(turnout.cast, turnout.total);
    },
  };
}

// A round on one subject has empty bars until its first tally, unless its scale is too long for a bar for each mark.
export function hasBars(state, round, subject) {
  const isCounted = state.tallies.some((tally) => tally.round === round.id);
  const hasEmptyBars = round.state === 'open' && subject !== null && (round.decide || marksOf(round, 0).length > 0);
  return round.shows_tally && (isCounted || hasEmptyBars);
}

// The key of the sentence below the turnout, or null.
function explanation(state, round) {
  const { show } = state.meeting;
  if (round.paper_pending) return 'paper.text';
  if (round.too_few) return 'few.text';
  if (round.state === 'closed') return show === 'held' ? 'held.text' : 'closed.text';
  if (round.state !== 'open') return null;
  if (show === 'live') return 'first';
  return show === 'held' ? 'held.show' : 'closed.show';
}

function roundSection(state, round, css, ...content) {
  return el('section', { class: 'scene round' + css }, roundHead(state, round, stateText(state, round)), content);
}

function barScene(state, round, subject) {
  const chart = chartOf(state, round, subject);
  const foot = turnoutFoot(round, subject, state.turnout);
  return {
    node: roundSection(state, round, subject ? '' : ' tight', chart.node, foot.node),
    update(latest) {
      const tally = latest.tallies.find((each) => each.round === round.id) || null;
      chart.update(tally, latest);
      foot.update(latest, tally);
    },
  };
}

function turnoutScene(state, round) {
  const panel = turnoutPanel(round, explanation(state, round));
  return {
    node: roundSection(state, round, '', panel.node),
    update: panel.update,
  };
}

function voidedScene(state, round) {
  const text = centred(largeText('voided.text'), el('p', { class: 'about' }, t('voided.next')));
  return { node: roundSection(state, round, '', text) };
}

function beforeFirstScene({ title, organisation, date }) {
  const head = sceneHead(t('none'), title, joinedNodes([organisation, dateText(date)]));
  return { node: el('section', { class: 'scene' }, head, centred(largeText('none.text'))) };
}

export function roundScene(state) {
  const { round, meeting } = state;
  if (!round) return beforeFirstScene(meeting);
  if (round.state === 'voided') return voidedScene(state, round);
  const subject = focusOf(state, round);
  return hasBars(state, round, subject) ? barScene(state, round, subject) : turnoutScene(state, round);
}
