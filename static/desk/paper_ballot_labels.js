// A paper ballot in words: marks as they are read out, names of questions, refusals. No DOM.
import { knows, t } from '../shared/i18n.js';
import { reason } from '../staff/commands.js';
import { isRecused, isZeroTen, markName, markOf } from './paper_ballot_draft.js';

// '' if the question is not answered.
export function answerText(round, entry, question) {
  if (isRecused(entry, question)) return t('paper.recused');
  const mark = markOf(entry, question);
  if (mark === undefined) return '';
  if (mark === null) return t('paper.abstained');
  const name = markName(round, mark);
  return round.form.scale.choices ? name : t('paper.points', { n: mark, word: name });
}

export function questionName(round, question) {
  const { name } = question.subject;
  return round.form.items.length > 1 ? t('paper.place', { name, item: question.item.title }) : name;
}

function scaleHint(form) {
  const { choices, min, max } = form.scale;
  if (choices) return choices.map((choice, i) => i + 1 + ' ' + choice[0]).join('　');
  return t(isZeroTen(form) ? 'paper.scale.ten' : 'paper.scale', { min, max });
}

// Which keys this form accepts.
export function keysHint(form) {
  const abstain = form.items.some((item) => item.abstain) ? t('paper.dash') : '';
  return [scaleHint(form), abstain, t('paper.star'), t('paper.moves')].filter(Boolean).join('　');
}

// The place named by a bad_ballot: scores[2][0], notes[1] …
function fieldOf(round, problem) {
  const match = /^(scores|notes)\[(\d+)\]/.exec(problem.field || '');
  const index = match ? Number(match[2]) : -1;
  return round.subjects[index] ? { list: match[1], index } : null;
}

function badBallotText(round, entry, problem) {
  const place = fieldOf(round, problem);
  if (!place) return reason(problem);
  const { name } = round.subjects[place.index];
  if (place.list === 'notes') return t('refused.explain', { name });
  return t(entry.recused[place.index] ? 'refused.unrecused' : 'refused.recused', { name });
}

// Why the server refused the ballot and what to do, in this page's language.
export function refusalText(round, entry, problem) {
  if (problem.code === 'bad_ballot') return badBallotText(round, entry, problem);
  return knows('refused.' + problem.code) ? t('refused.' + problem.code) : reason(problem);
}
