// How many of the paper ballots that a round waits for have been entered. State in, DOM out.
import { t } from '../shared/i18n.js';
import { $, write } from '../shared/dom.js';

// The largest total seen of a round: its two numbers come in different messages, and a ballot is in neither for a moment.
let seen = { round: null, total: 0 };

export function paperProgress(round, turnout) {
  const entered = turnout && turnout.round === round.id ? turnout.paper : 0;
  const before = seen.round === round.id ? seen.total : 0;
  seen = { round: round.id, total: Math.max(before, entered + round.paper_pending) };
  return { entered: seen.total - round.paper_pending, total: seen.total };
}

export function drawPaperProgress(state, round) {
  const isAwaited = Boolean(round && round.state === 'open' && round.paper_pending);
  $('#paper-progress').hidden = !isAwaited;
  if (!isAwaited) return;
  const { entered, total } = paperProgress(round, state.turnout);
  write($('#paper-count'), t('paper.progress', { n: entered, total }));
  $('#paper-gauge').style.setProperty('--share', entered / total);
}
