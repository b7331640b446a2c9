// The votes of the round that the page is about, at a glance: the share and the outcome of each subject. Shows the server's counts.
import { $, el, fill } from '../shared/dom.js';
import { ruleSentence, seatsSentence, shareSentence, verdict } from '../shared/vote_sentences.js';
import { voteTrack } from '../shared/vote_chart.js';
import { passLine, voteBars } from '../shared/votes.js';
import { outcomeOf, partOf, resultOf } from '../staff/meeting_state.js';

const kindOf = ({ tone }) => 'vote-verdict ' + (tone === 'waits' ? 'warn' : tone);

function subjectLine(state, round, part, subject, tally) {
  const counts = tally.subjects.find((one) => one.id === subject.id);
  const shown = round.state === 'open' ? null : verdict(resultOf(state, subject.id), part.decide, state.meeting.groups);
  const bar = voteBars(round, part.decide, counts).find((one) => one.isDecisive);
  return el(
    'li',
    {},
    el(
      'p',
      { class: 'vote-head' },
      el('span', { class: 'vote-name' }, subject.label),
      shown ? el('strong', { class: kindOf(shown) }, shown.text) : null,
    ),
    bar ? voteTrack(bar, passLine(counts.votes)) : null,
    el('p', { class: 'meta' }, shareSentence(counts.votes)),
  );
}

// The most votes first, once they have decided.
function inOrder(state, round) {
  const rank = (subject) => (resultOf(state, subject.id) || {}).rank || round.subjects.length + 1;
  return round.state === 'open' ? round.subjects : round.subjects.slice().sort((a, b) => rank(a) - rank(b));
}

export function drawVotes(state, round) {
  const part = round && partOf(state, round);
  const tally = round && state.tallies.get(round.id);
  const isShown = Boolean(part && part.decide && tally);
  $('#votes').hidden = !isShown;
  if (!isShown) return;
  const found = round.state === 'open' ? null : outcomeOf(state, part);
  fill(
    $('#votes'),
    el('p', { class: 'meta' }, ruleSentence(part.decide.rules[0], part.decide.base)),
    found && found.outcome ? el('p', { class: 'seats' }, seatsSentence(found.outcome)) : null,
    el(
      'ul',
      { class: 'vote-list' },
      inOrder(state, round).map((subject) => subjectLine(state, round, part, subject, tally)),
    ),
  );
}
