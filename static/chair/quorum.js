// Whether enough people are present for the next vote: a hint, and a question before the vote. The chair decides; nothing is blocked.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask } from '../staff/dialogs.js';
import { openRound, upNext } from '../staff/meeting_state.js';

// In a rehearsal and in a meeting without a quorum nothing is missing.
const isMissed = ({ meeting }) => meeting.phase === 'live' && meeting.quorum_met === false;

// The desk is asked for the number before the first round only.
const isUnknown = ({ meeting, rounds }) =>
  meeting.phase === 'live' && !rounds.length && meeting.quorum_needed !== null && meeting.quorum_met === null;

// A sentence while a vote is still to come, or ''.
export function quorumHint(state) {
  if (openRound(state) || !upNext(state).length) return '';
  const { present, quorum_needed: needed } = state.meeting;
  if (isMissed(state)) return t('present.few', { present, needed });
  return isUnknown(state) ? t('present.unknown', { needed }) : '';
}

// Asks before a vote while too few are present, once for each number that the desk has entered.
export class QuorumQuestion {
  constructor(state) {
    Object.assign(this, { state, accepted: null });
  }

  // Resolves to whether the vote may begin.
  async ask() {
    const { expected, present, quorum_needed: needed } = this.state.meeting;
    if (!isMissed(this.state) || this.accepted === present) return true;
    const isSure = await ask({
      title: t('present.few.title'),
      yes: t('present.few.yes'),
      rests: true,
      content: [el('p', {}, t('present.few.why', { expected, present, needed }))],
    });
    if (isSure) this.accepted = present;
    return Boolean(isSure);
  }
}
