// What the check of a roster found, in sentences. No DOM.
import { lang, t } from '../shared/i18n.js';
import { joinSentences } from './joined_sentences.js';
import { looseProblems } from './roster_rows.js';

// A problem is a sentence, or has one in Chinese and those of other languages by tag.
export function problemText(problem) {
  if (typeof problem === 'string') return problem;
  return problem[lang()] || problem.message;
}

function placedText(problem) {
  return (Number.isInteger(problem.line) ? t('roster.at', { line: problem.line }) : '') + problemText(problem);
}

export function checkSummary(answer, isValid) {
  if (isValid) {
    const remarks = (answer.remarks || []).map(problemText);
    return joinSentences([problemText(answer.summary), t('roster.good'), ...remarks]);
  }
  const heading = answer.rows.length ? [problemText(answer.summary), t('roster.bad')] : [];
  return joinSentences([...heading, ...looseProblems(answer).map(placedText)]);
}
