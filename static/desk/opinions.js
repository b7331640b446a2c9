// 综合评价意见 about a person: 肯定成绩, 主要问题, 努力方向, with the 点评要点 of the meeting in sight while one writes.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { field, localized } from '../staff/form_controls.js';
import { labelOf } from './decisions.js';
import { editText, hasText, holderOf, loadText } from './person_texts.js';
import { lengthOf, proseField } from './prose_field.js';
import { rowButton } from './table.js';

const MOST = 1000;

const linesOf = (text) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

export const commentLine = ({ by, text }) => (by ? by + t('colon') : '') + text;

const commentNodes = (comments) =>
  comments.length
    ? el(
        'details',
        {},
        localized('summary', 'opinion.comments'),
        el(
          'ul',
          { class: 'dots' },
          comments.map((comment) => el('li', {}, commentLine(comment))),
        ),
      )
    : null;

function formOf(opinion, facts, comments) {
  const strengths = proseField('opinion.strengths', opinion.strengths, MOST, 4);
  const problems = el('textarea', { rows: '5', value: opinion.problems.join('\n') });
  const direction = proseField('opinion.direction', opinion.direction, MOST, 4);
  const isTooLong = () =>
    strengths.isTooLong() || direction.isTooLong() || lengthOf(linesOf(problems.value).join('')) > MOST;
  return {
    content: [
      el('p', { class: 'soft' }, facts),
      commentNodes(comments),
      strengths.node,
      field('opinion.problems', problems, 'opinion.problems.hint'),
      direction.node,
    ],
    check: () => (isTooLong() ? t('prose.long', { most: MOST }) : ''),
    value: () => ({ strengths: strengths.value(), problems: linesOf(problems.value), direction: direction.value() }),
  };
}

async function edit(desk, result, ids) {
  const name = labelOf(desk, result, ids);
  const decided = result.decided && result.decided.grade;
  const facts =
    result.votes && !decided
      ? t('result.outcome') + t('colon') + (result.grade || '—')
      : t('opinion.grades', { proposed: result.grade || '—', decided: decided || t('result.undecided') });
  let comments = [];
  const isRead = await desk.perform(async () => {
    comments = await loadText(desk, holderOf(desk, ids, 'comments'), 'comments');
  });
  if (!isRead) return;
  await editText(desk, {
    id: holderOf(desk, ids, 'opinion'),
    kind: 'opinion',
    title: t('opinion.title', { name }),
    formOf: (opinion) => formOf(opinion, facts, comments),
    linesOf: ({ strengths, problems, direction }) => [strengths].concat(problems, direction),
  });
}

export function opinionButton(desk, result, ids) {
  const key = hasText(desk, ids, 'opinion') ? 'opinion.change' : 'opinion.write';
  return rowButton(key, labelOf(desk, result, ids), () => edit(desk, result, ids), !ids.length);
}
