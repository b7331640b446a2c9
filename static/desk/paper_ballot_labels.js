// A paper ballot in words: marks as they are read out, names of questions, refusals. No DOM.
import { knows, t } from '../shared/i18n.js';
import { hasWords, scaleOf } from '../shared/bands.js';
import { agreementText, limitProblem, markText, rangeText } from '../shared/ballot_sentences.js';
import { reason } from '../staff/commands.js';
import {
  brokenLimits,
  brokenRows,
  isAllInvalid,
  isInvalid,
  isRecused,
  isZeroTen,
  markOf,
  pointOf,
  wordsOf,
} from './paper_ballot_draft.js';

// '' if the question is not answered.
export function answerText(round, entry, question) {
  if (isRecused(entry, question)) return t('paper.recused');
  if (isInvalid(entry, question)) return t('paper.invalid');
  const mark = markOf(entry, question);
  if (mark === undefined) return '';
  if (mark === null) return t('abstain');
  return markText(round, question.itemIndex, pointOf(round, question.itemIndex, mark));
}

export function questionName(round, question) {
  const { name } = question.subject;
  return round.form.items.length > 1 ? t('paper.place', { name, item: question.item.title }) : name;
}

// What is wrong with what was typed for a question: problem of parseAnswer.
export function problemText(round, question, problem) {
  const scale = scaleOf(round, question.itemIndex);
  if (!hasWords(scale)) return t(problem, { range: rangeText(scale), step: scale.step });
  return t(problem === 'paper.range' ? 'paper.range.words' : problem);
}

function scaleHint(round, item) {
  const scale = scaleOf(round, item);
  if (hasWords(scale))
    return wordsOf(round, item)
      .map((word, i) => i + 1 + ' ' + word)
      .join('　');
  return isZeroTen(scale) ? t('paper.scale.ten', { range: rangeText(scale) }) : rangeText(scale);
}

// The scale of all items, or each scale with the items that have it.
function scaleHints(round) {
  if (round.scales.length === 1) return scaleHint(round, 0);
  const hints = round.scales.map((scale, at) => {
    const items = round.form.items.filter((item, i) => round.scale_of[i] === at).map((item) => item.title);
    return items.join(t('list')) + t('colon') + scaleHint(round, round.scale_of.indexOf(at));
  });
  return hints.join(t('paper.semicolon'));
}

// Which keys this form accepts, in lines.
export function keysHint(round) {
  const abstain = round.form.items.some((item) => item.abstain) ? t('paper.dash') : '';
  const invalid = round.subjects.length > 1 ? t('paper.slash') : '';
  const keys = [abstain, t('paper.star'), invalid, t('paper.moves')].filter(Boolean).join('　');
  return round.scales.length === 1 ? [scaleHints(round) + '　' + keys] : [scaleHints(round), keys];
}

// The place named by a bad_ballot: scores[2][0], notes[1] …
function fieldOf(round, problem) {
  const match = /^(scores|notes)\[(\d+)\]/.exec(problem.field || '');
  const index = match ? Number(match[2]) : -1;
  return round.subjects[index] ? { list: match[1], index } : null;
}

// The conditions that a row breaks, as sentences.
const rowProblems = (round, { agreements, isPartial }) => [
  ...agreements.map((at) => agreementText(round, at)),
  ...(isPartial ? [t('fault.partial')] : []),
];

// What a ballot breaks, as sentences that name the line.
export function ballotProblems(round, entry) {
  const ofRow = (row) => rowProblems(round, row).map((text) => round.subjects[row.subject].label + t('colon') + text);
  return [
    ...brokenLimits(round, entry).map((limit) => t('paper.limit', { limit: limitProblem(limit) })),
    ...[].concat(...brokenRows(round, entry).map(ofRow)),
    ...(isAllInvalid(entry) ? [t('paper.allinvalid')] : []),
  ];
}

// A row that breaks no condition is refused because of a recusal.
function badBallotText(round, entry, problem) {
  const place = fieldOf(round, problem);
  if (!place) return reason(problem);
  const { name } = round.subjects[place.index];
  if (place.list === 'notes') return t('refused.explain', { name });
  if (entry.recused[place.index]) return t('refused.unrecused', { name });
  const problems = ballotProblems(round, entry);
  return problems.length ? problems.join(' ') : t('refused.recused', { name });
}

// Why the server refused the ballot and what to do, in this page's language.
export function refusalText(round, entry, problem) {
  if (problem.code === 'bad_ballot') return badBallotText(round, entry, problem);
  return knows('refused.' + problem.code) ? t('refused.' + problem.code) : reason(problem);
}
