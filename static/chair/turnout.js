// Ballots received, phones connected and phones with a poor connection. Shows the server's counts.
import { t } from '../shared/i18n.js';
import { $, write } from '../shared/dom.js';

const NONE = { round: null, cast: 0, issued: 0, joined: 0, stale: 0, paper: 0, expected: null };

function turnoutOf(state) {
  return state.turnout || NONE;
}

// A turnout of another round tells nothing about this one, except that a round just opened has no ballots; else null.
function castOf(turnout, round) {
  if (turnout.round === round.id) return turnout.cast;
  return round.state === 'open' ? 0 : null;
}

// The number of cards whose ballots have not arrived.
export function outstanding(state, round) {
  const turnout = turnoutOf(state);
  return Math.max(0, turnout.issued - castOf(turnout, round));
}

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
  const all = (round ? turnout.issued : turnout.expected || turnout.issued) || 0;
  const count = round ? castOf(turnout, round) : joined;
  const hasPaper = round && turnout.round === round.id && paper;
  write($('#cast'), count === null ? '–' : count);
  write($('#of'), t(round ? 'of.cast' : 'of.joined', { n: all }));
  $('#gauge').style.setProperty('--share', all ? Math.min(1, count / all) : 0);
  write($('#phones'), t('phones', { n: joined }) + (hasPaper ? ' · ' + t('paper.in', { n: paper }) : ''));
  write($('#stale'), t('stale', { n: stale }));
  $('#stale').classList.toggle('warn', stale > 0);
  drawCounted(round && state.tallies.get(round.id));
}
