// A round while it is open and after it has closed: bars where they may be seen, else the turnout.
import { el, fill, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { groupsOf, updateColumns } from '../shared/chart.js';
import { marksOf } from '../shared/bands.js';
import { centred, largeText, roundClock, sceneFoot, sceneHead, tallyTable } from './components.js';
import { focusOf, turnoutOf } from './selectors.js';
import { overview, roundLists } from './tables.js';
import { dateText, joinWords, positionText } from './texts.js';

function stateText(state, round) {
  if (round.state === 'open' && round.paper_pending) return t('paper');
  return round.state === 'closed' && state.meeting.show !== 'live' ? t('held') : t(round.state);
}

function clockOf(round) {
  if (round.state !== 'open' || round.paper_pending) return null;
  return roundClock(round.left === null ? t('left.none') : t('left'));
}

export function roundHead(state, round, text) {
  const { form, part, subjects } = round;
  const subject = focusOf(state, round);
  if (!subject) return sceneHead(text, t('many', { part, n: subjects.length }), form.title, clockOf(round));
  const item = form.items.length === 1 ? form.items[0].title : form.title;
  const position = joinWords([text, positionText(state, subject.id)]);
  return sceneHead(position, subject.name, joinWords([subject.unit, item]), clockOf(round));
}

function emptyCounts(round) {
  return {
    id: '',
    ballots: 0,
    abstained: 0,
    bands: {},
    shares: {},
    items: [{ counts: marksOf(round).map(() => 0), shares: [] }],
  };
}

function countsOf(tally, subject) {
  return tally && tally.subjects.find((each) => each.id === subject.id);
}

function subjectChart(round, subject) {
  const chart = el('div', { class: 'chart' });
  const table = el('div', {});
  return {
    node: el('div', { class: 'live' }, chart, table),
    update(tally) {
      const counts = countsOf(tally, subject) || emptyCounts(round);
      const groups = groupsOf(counts, round);
      updateColumns(chart, groups, true);
      fill(table, tallyTable(subject.name, groups));
    },
  };
}

function overviewChart(round) {
  const node = el('div', { class: 'live' });
  let shown = null;
  return {
    node,
    update(tally) {
      if (tally === shown) return;
      shown = tally;
      fill(node, overview(roundLists(round, tally)));
    },
  };
}

function shareOf(turnout) {
  return turnout && turnout.issued ? Math.min(1, turnout.cast / turnout.issued) : 0;
}

function baseText(round, subject, tally) {
  if (!tally) return t('first');
  const counts = subject && countsOf(tally, subject);
  const base = counts ? t('base.all', { n: counts.ballots }) : t('shares.each');
  return joinWords([base, round.state === 'open' ? t('steps') : '']);
}

function turnoutFoot(round, subject) {
  const cast = el('strong', {});
  const issued = el('span', {});
  const counted = el('strong', {});
  const bar = el('span', {});
  const base = el('p', { class: 'right' });
  const countedPart = el('span', { class: 'counted' }, t('join.dot') + t('counted') + ' ', counted);
  const figures = el('p', { class: 'figures' }, t('cast') + ' ', cast, ' ', issued, countedPart);
  return {
    node: sceneFoot([figures, el('div', { class: 'bar' }, bar)], base),
    update(turnout, tally) {
      write(cast, turnout ? turnout.cast : '–');
      write(issued, t('of', { n: turnout ? turnout.issued : '–' }));
      write(counted, tally ? tally.counted : 0);
      bar.style.setProperty('--share', shareOf(turnout));
      write(base, baseText(round, subject, tally));
    },
  };
}

function turnoutPanel(key) {
  const cast = el('p', { class: 'huge' });
  const about = el('p', { class: 'huge-about' });
  const bar = el('span', {});
  const figures = el('div', {}, cast, about, el('div', { class: 'bar' }, bar));
  return {
    node: centred(figures, key ? largeText(key) : null),
    update(turnout) {
      figures.hidden = !turnout;
      if (!turnout) return;
      write(cast, turnout.cast);
      write(about, t('turnout', { cast: turnout.cast, issued: turnout.issued }));
      bar.style.setProperty('--share', shareOf(turnout));
    },
  };
}

// A round on one subject has empty bars until its first tally.
function hasBars(state, round, subject) {
  const isCounted = state.tallies.some((tally) => tally.round === round.id);
  return round.shows_tally && (isCounted || (round.state === 'open' && subject !== null));
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
  const chart = subject ? subjectChart(round, subject) : overviewChart(round);
  const foot = turnoutFoot(round, subject);
  return {
    node: roundSection(state, round, subject ? '' : ' tight', chart.node, foot.node),
    update(latest) {
      const tally = latest.tallies.find((each) => each.round === round.id) || null;
      chart.update(tally);
      foot.update(turnoutOf(latest, round), tally);
    },
  };
}

function turnoutScene(state, round) {
  const panel = turnoutPanel(explanation(state, round));
  return {
    node: roundSection(state, round, '', panel.node),
    update(latest) {
      panel.update(turnoutOf(latest, round));
    },
  };
}

function voidedScene(state, round) {
  const text = centred(largeText('voided.text'), el('p', { class: 'about' }, t('voided.next')));
  return { node: roundSection(state, round, '', text) };
}

function beforeFirstScene({ title, organisation, date }) {
  const head = sceneHead(t('none'), title, joinWords([organisation, dateText(date)]));
  return { node: el('section', { class: 'scene' }, head, centred(largeText('none.text'))) };
}

export function roundScene(state) {
  const { round, meeting } = state;
  if (!round) return beforeFirstScene(meeting);
  if (round.state === 'voided') return voidedScene(state, round);
  const subject = focusOf(state, round);
  return hasBars(state, round, subject) ? barScene(state, round, subject) : turnoutScene(state, round);
}
