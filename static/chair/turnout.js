// Ballots received, phones that have come in, that have not voted and that are disconnected. Shows the server's counts.
import { t } from '../shared/i18n.js';
import { $, write } from '../shared/dom.js';

const NONE = { round: null, cast: 0, joined: 0, stale: 0, paper: 0, waiting: 0, total: 0, expected: null };

function turnoutOf(state) {
  return state.turnout || NONE;
}

// A turnout of another round tells nothing about this one, except that a round just opened has no ballots; else null.
function castOf(turnout, round) {
  if (turnout.round === round.id) return turnout.cast;
  return round.state === 'open' ? 0 : null;
}

// The number of phones that have come in and not voted. Just after the opening the server's count is not here yet.
export function waitingPhones(state, round) {
  const turnout = turnoutOf(state);
  return turnout.round === round.id ? turnout.waiting : turnout.joined;
}

export const hasBallots = (state, round) => castOf(turnoutOf(state), round) > 0;

// What the ballots are shown against: the phones that have come in, and the paper ballots cast or announced.
const totalOf = (turnout, round) => (turnout.round === round.id ? turnout.total : turnout.joined);

function scoreText(tally) {
  const [subject] = tally.subjects;
  if (tally.subjects.length !== 1 || subject.score === null) return '';
  return ' · ' + t('score.' + subject.basis, { score: subject.score, k: tally.trim });
}

function drawCounted(tally) {
  $('#counted').hidden = !tally;
  if (tally) write($('#counted'), t('counted', { n: tally.counted }) + scoreText(tally));
}

// round: the one that the page is about, or null before the first.
export function drawTurnout(state, round) {
  const turnout = turnoutOf(state);
  const { joined, stale, paper } = turnout;
  const all = round ? totalOf(turnout, round) : turnout.expected || 0;
  const count = round ? castOf(turnout, round) : joined;
  const hasPaper = round && turnout.round === round.id && paper;
  write($('#cast'), count === null ? '–' : count);
  write($('#of'), t(round ? 'of.cast' : all ? 'of.joined' : 'of.joined.any', { n: all }));
  // A bar is about ballots: full of arrivals, it would look like a vote that is over.
  $('#gauge').parentNode.hidden = !round;
  $('#gauge').style.setProperty('--share', all ? Math.min(1, count / all) : 0);
  write($('#phones'), t('phones', { n: joined - stale }) + (hasPaper ? ' · ' + t('paper.in', { n: paper }) : ''));
  write($('#stale'), t('stale', { n: stale }));
  $('#stale').classList.toggle('warn', stale > 0);
  drawCounted(round && state.tallies.get(round.id));
}
