// How many have voted or are online, and how the room's phones are. Draws what it is told.
import { t } from '../shared/i18n.js';
import { basisOf } from '../shared/bands.js';
import { $, write } from '../shared/dom.js';

const NONE = { round: null, cast: 0, issued: 0, joined: 0, stale: 0, paper: 0, expected: null };

const turnoutOf = (state) => state.turnout || NONE;

// What is told of another round says nothing of this one: one just opened has no ballots yet, of an older one it is unknown.
const castOf = (turnout, round) => (turnout.round === round.id ? turnout.cast : round.state === 'open' ? 0 : null);

export function outstanding(state, round) {
  const turnout = turnoutOf(state);
  return Math.max(0, turnout.issued - castOf(turnout, round));
}

function drawCounted(tally) {
  $('#counted').hidden = !tally;
  if (!tally) return;
  const one = tally.subjects.length === 1 ? tally.subjects[0] : null;
  write(
    $('#counted'),
    t('counted', { n: tally.counted }) +
      (one && one.score !== null ? ' · ' + t('score.' + basisOf(tally, one), { score: one.score, k: tally.trim }) : ''),
  );
}

// round: the one that the page is about, or null before it.
export function drawTurnout(state, round) {
  const turnout = turnoutOf(state);
  const of = round ? turnout.issued : turnout.expected || turnout.issued;
  const n = round ? castOf(turnout, round) : turnout.joined;
  write($('#cast'), n === null ? '–' : n);
  write($('#of'), t(round ? 'of.cast' : 'of.joined', { n: of || 0 }));
  $('#gauge').style.setProperty('--share', of ? Math.min(1, n / of) : 0);
  write(
    $('#phones'),
    t('phones', { n: turnout.joined }) +
      (round && turnout.round === round.id && turnout.paper ? ' · ' + t('paper.in', { n: turnout.paper }) : ''),
  );
  write($('#stale'), t('stale', { n: turnout.stale }));
  $('#stale').classList.toggle('warn', turnout.stale > 0);
  drawCounted(round && state.tallies.get(round.id));
}
