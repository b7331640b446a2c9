// A paper ballot in words: marks as they are read out, names of places, refusals as the desk says them. No DOM.
import { knows, t } from '../shared/i18n.js';
import { reason } from '../staff/commands.js';
import { tenByZero, word } from './paper_ballot_draft.js';

export function spelled(round, entry, q) {
  if (entry.recused[q.s]) return t('paper.recused');
  const mark = entry.marks[q.s][q.i];
  if (mark === undefined) return '';
  if (mark === null) return t('paper.abstained');
  const said = word(round, mark);
  return round.form.scale.choices ? said : t('paper.points', { n: mark, word: said });
}

export const placeOf = (round, q) =>
  round.form.items.length > 1 ? t('paper.place', { name: q.subject.name, item: q.item.title }) : q.subject.name;

// Which keys there are, for this form.
export function hint(form) {
  const choices = form.scale.choices;
  const range = choices
    ? choices.map((choice, i) => i + 1 + ' ' + choice[0]).join('　')
    : t(tenByZero(form) ? 'paper.scale.ten' : 'paper.scale', { min: form.scale.min, max: form.scale.max });
  const abstain = form.items.some((item) => item.abstain) ? t('paper.dash') : '';
  return [range, abstain, t('paper.star'), t('paper.moves')].filter(Boolean).join('　');
}

// The place that a bad_ballot names: scores[2][0], notes[1] …
function fieldOf(round, problem) {
  const found = /^(scores|notes)\[(\d+)\]/.exec(problem.field || '');
  return found && round.subjects[Number(found[2])] ? { list: found[1], s: Number(found[2]) } : null;
}

function badBallot(round, entry, problem) {
  const at = fieldOf(round, problem);
  if (!at) return reason(problem);
  const name = round.subjects[at.s].name;
  if (at.list === 'notes') return t('refused.explain', { name });
  return t(entry.recused[at.s] ? 'refused.unrecused' : 'refused.recused', { name });
}

// Why the server did not take a ballot, in this page's language and with what to do.
export function refusal(round, entry, problem) {
  if (problem.code === 'bad_ballot') return badBallot(round, entry, problem);
  return knows('refused.' + problem.code) ? t('refused.' + problem.code) : reason(problem);
}
