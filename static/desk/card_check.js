// Asks the server about a card before anything is typed: a card that cannot vote is named at once.
import { t } from '../shared/i18n.js';
import { blankEntry } from './paper_ballot_draft.js';
import { refusalText } from './paper_ballot_labels.js';

// Resolves to {recused: indexes of the subjects that the card may not score, isUnchecked: the server does not say whether it has
// voted}, or to {problem, code}: why its ballot cannot be entered.
export async function checkCard(desk, round, token) {
  try {
    const { recused } = await desk.run({ t: 'card', round: round.id, token });
    return { recused, isUnchecked: false };
  } catch (problem) {
    if (problem.code === 'checked_often') return { recused: [], isUnchecked: true };
    const isUsed = problem.code === 'already_voted';
    return { code: problem.code, problem: isUsed ? t('paper.used') : refusalText(round, blankEntry(round), problem) };
  }
}

// What to know about a card while its ballot is entered.
export function cardNote(round, { recused, isUnchecked }) {
  if (isUnchecked) return t('paper.checked');
  const names = recused.map((i) => round.subjects[i].label);
  return names.length ? t('paper.recuses', { names: names.join(t('list')) }) : '';
}
