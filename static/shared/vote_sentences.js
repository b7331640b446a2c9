// Sentences about votes, the same on screen, chair and desk. Their words are in the catalogue's [votes].
import { t } from './i18n.js';
import { fractionText, gradeTone } from './votes.js';

export const joinVoteWords = (words) => words.join(t('words.plus'));

// A base by its name: "应到", or the words that it counts.
export const basisName = (basis) =>
  Array.isArray(basis) ? t('basis.words', { words: joinVoteWords(basis) }) : t('basis.' + basis);

// "17/38，44.74%"; without a base, the count alone.
export function shareSentence({ count, base, share }) {
  if (base === null || base === undefined) return String(count);
  return share === null ? count + '/' + base : t('votes.share', { count, base, share });
}

// "赞成超过应到的 1/2 为“通过”"; for seats "赞成超过实到的 1/2，得票多的 3 名“当选”".
export function ruleSentence(rule, base) {
  const bound = rule.over !== undefined ? 'over' : rule.at_least !== undefined ? 'at_least' : 'any';
  const limit = bound === 'any' ? '' : fractionText(rule[bound]);
  const words = joinVoteWords(rule.of || []);
  const condition = t('rule.' + bound, { words, basis: basisName(base), limit });
  return t(rule.seats ? 'rule.seats' : 'rule.grade', { condition, grade: rule.grade, seats: rule.seats });
}

// What has to be entered or done before there is a result: one of `awaits` (DECIDE §5). groups: of the meeting.
export function awaitSentence(name, groups) {
  const [, at] = /^groups\[(\d+)\]/.exec(name) || [];
  return at === undefined ? t('await.' + name) : t('await.group', { group: groups[at] ? groups[at].name : '' });
}

// "满意率 30/38，78.95%（占应到）".
export const figureSentence = (figure) =>
  t('figure', { name: figure.name, share: shareSentence(figure), basis: basisName(figure.basis) });

// Seats of an outcome: "应选 3 名，当选 2 名，空缺 1 名".
export const seatsSentence = ({ grade, seats, filled, open }) =>
  t(open ? 'seats.open' : 'seats.full', { grade, seats, filled, open });

// What the votes on a subject have decided, from its result: {text, tone}, with the tone 'waits' where something is missing; null
// where nothing is known.
export function verdict(result, decide, groups) {
  if (!result) return null;
  if (result.remarks.some((remark) => remark.code === 'again')) return { text: t('vote.again'), tone: 'mid' };
  if (result.grade) return { text: result.grade, tone: gradeTone(result.grade, decide) };
  const [missing] = result.awaits;
  if (missing) return { text: awaitSentence(missing, groups), tone: 'waits' };
  const remark = result.remarks.find((one) => ['contradicted', 'no_base'].includes(one.code));
  return remark ? { text: remark.text, tone: 'waits' } : null;
}
