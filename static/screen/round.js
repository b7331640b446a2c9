// A round while it runs and when it has closed: bars only where they may be seen, else how many have voted.
import { el, fill, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { groupsOf } from '../shared/bands.js';
import { updateColumns } from '../shared/chart.js';
import { oneList, overview } from './tables.js';
import { clockBox, dateWords, foot, head, line, middle, placeOf, say, tallyTable, turnoutOf } from './components.js';

// The one subject a round's page is about: its only one, or the one the chair picked of several.
export function focusOf(state, round) {
  return (
    round.subjects.find((each) => each.id === state.view.subject) ||
    (round.subjects.length === 1 ? round.subjects[0] : null)
  );
}

function wordOf(state, round) {
  if (round.state === 'open' && round.paper_pending) return t('paper');
  return round.state === 'closed' && state.meeting.show !== 'live' ? t('held') : t(round.state);
}

function clockOf(round) {
  if (round.state !== 'open' || round.paper_pending) return null;
  return clockBox(round.left === null ? t('left.none') : t('left'));
}

export function roundHead(state, round, word) {
  const subject = focusOf(state, round);
  if (!subject)
    return head(word, t('many', { part: round.part, n: round.subjects.length }), round.form.title, clockOf(round));
  const items = round.form.items.length === 1 ? round.form.items[0].title : round.form.title;
  return head(line([word, placeOf(state, subject.id)]), subject.name, line([subject.unit, items]), clockOf(round));
}

function emptySubject(round) {
  const points = round.form.scale.choices
    ? round.form.scale.choices.length
    : round.form.scale.max - round.form.scale.min + 1;
  return { id: '', ballots: 0, abstained: 0, bands: {}, items: [{ counts: new Array(points).fill(0) }] };
}

function oneChart(round, subject) {
  const chart = el('div', { class: 'chart' });
  const hidden = el('div', {});
  return {
    node: el('div', { class: 'live' }, chart, hidden),
    update(tally) {
      const counts = tally && tally.subjects.find((each) => each.id === subject.id);
      const groups = groupsOf(counts || emptySubject(round), round.form, round.bands);
      updateColumns(chart, groups, true);
      fill(hidden, tallyTable(subject.name, groups));
    },
  };
}

function allChart(round) {
  const node = el('div', { class: 'live' });
  let shown = null;
  return {
    node,
    update(tally) {
      if (tally === shown) return;
      shown = tally;
      fill(node, overview(oneList(round, tally)));
    },
  };
}

function shareOf(turnout) {
  return turnout && turnout.issued ? Math.min(1, turnout.cast / turnout.issued) : 0;
}

function note(round, subject, tally) {
  if (!tally) return t('first');
  const counts = subject && tally.subjects.find((each) => each.id === subject.id);
  const base = counts ? t('base.all', { n: counts.ballots }) : t('shares.each');
  return line([base, round.state === 'open' ? t('steps') : '']);
}

function turnoutFoot(round, subject) {
  const cast = el('strong', {});
  const of = el('span', {});
  const counted = el('strong', {});
  const bar = el('span', {});
  const about = el('p', { class: 'right' });
  const words = el(
    'p',
    { class: 'figures' },
    t('cast') + ' ',
    cast,
    ' ',
    of,
    el('span', { class: 'counted' }, t('join.dot') + t('counted') + ' ', counted),
  );
  return {
    node: foot([words, el('div', { class: 'bar' }, bar)], about),
    update(turnout, tally) {
      write(cast, turnout ? turnout.cast : '–');
      write(of, t('of', { n: turnout ? turnout.issued : '–' }));
      write(counted, tally ? tally.counted : 0);
      bar.style.setProperty('--share', shareOf(turnout));
      write(about, note(round, subject, tally));
    },
  };
}

function plainTurnout(key) {
  const cast = el('p', { class: 'huge' });
  const of = el('p', { class: 'huge-about' });
  const bar = el('span', {});
  const figure = el('div', {}, cast, of, el('div', { class: 'bar' }, bar));
  return {
    node: middle(figure, key ? say(key) : null),
    update(turnout) {
      figure.hidden = !turnout;
      if (!turnout) return;
      write(cast, turnout.cast);
      write(of, t('turnout', { cast: turnout.cast, issued: turnout.issued }));
      bar.style.setProperty('--share', shareOf(turnout));
    },
  };
}

// Bars grow while the vote is open only in `live`; what was seen once stays until the chair goes on.
function showsBars(state, round, subject) {
  const counted = state.tallies.some((tally) => tally.round === round.id);
  if (round.state === 'open') return state.meeting.show === 'live' && Boolean(subject || counted);
  return counted && (round.state === 'published' || (round.state === 'closed' && state.meeting.show === 'live'));
}

function under(state, round) {
  if (round.paper_pending) return 'paper.text';
  if (round.state === 'open')
    return state.meeting.show === 'live' ? 'first' : state.meeting.show === 'held' ? 'held.show' : 'closed.show';
  if (round.state === 'closed') return state.meeting.show === 'held' ? 'held.text' : 'closed.text';
  return null;
}

function withBars(state, round, subject) {
  const chart = subject ? oneChart(round, subject) : allChart(round);
  const below = turnoutFoot(round, subject);
  const node = el(
    'section',
    { class: 'scene round' + (subject ? '' : ' tight') },
    roundHead(state, round, wordOf(state, round)),
    chart.node,
    below.node,
  );
  return {
    node,
    update(now) {
      const tally = now.tallies.find((each) => each.round === round.id) || null;
      chart.update(tally);
      below.update(turnoutOf(now, round), tally);
    },
  };
}

function withTurnout(state, round) {
  const plain = plainTurnout(under(state, round));
  return {
    node: el('section', { class: 'scene round' }, roundHead(state, round, wordOf(state, round)), plain.node),
    update(now) {
      plain.update(turnoutOf(now, round));
    },
  };
}

function beforeAny(meeting) {
  return {
    node: el(
      'section',
      { class: 'scene' },
      head(t('none'), meeting.title, line([meeting.organisation, dateWords(meeting.date)])),
      middle(say('none.text')),
    ),
  };
}

export function roundScene(state) {
  const { round, meeting } = state;
  if (!round) return beforeAny(meeting);
  if (round.state === 'voided')
    return {
      node: el(
        'section',
        { class: 'scene round' },
        roundHead(state, round, wordOf(state, round)),
        middle(say('voided.text'), el('p', { class: 'about' }, t('voided.next'))),
      ),
    };
  const subject = focusOf(state, round);
  return showsBars(state, round, subject) ? withBars(state, round, subject) : withTurnout(state, round);
}
