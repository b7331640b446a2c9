// The lines below the choices: guidance, limits and what to explain. They advise; submitFault decides.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { isLimitBroken, isOver } from '../shared/ballot_conditions.js';
import { joinList, limitProblem, limitRule } from '../shared/ballot_sentences.js';
import { firstIncomplete, guidanceOf, limitsOf } from './ballot_draft.js';

function guidanceLine(round, draft) {
  const guidance = guidanceOf(round, draft);
  if (!guidance || !guidance.about) return null; // of a few subjects it may be none
  const words = { bands: joinList(guidance.bands), about: guidance.about, used: guidance.used };
  return el('p', {}, t(round.subjects.length > 1 ? 'guide.used' : 'guide', words));
}

// isShort: whether too few are a fault by now. problem: the sentence shown as an alert, which is not repeated here.
function limitLine(limit, isShort, problem) {
  if (isOver(limit) || (isShort && isLimitBroken(limit))) {
    const text = limitProblem(limit);
    return text === problem ? null : el('p', { class: 'problem' }, text);
  }
  const { used, least, most } = limit;
  const values = { choices: joinList(limit.choices), used, of: most === null ? least : most };
  const count = el('strong', { class: 'count' }, t('limit', values));
  return el('p', {}, count, ' ', t('limit.rule', { rule: limitRule(limit) }));
}

// A limit does not bind a ballot on a single subject.
function reminderLine({ choices, share }) {
  return share ? el('p', {}, t('limit.remind', { choices: joinList(choices), share })) : null;
}

function explainLine(round) {
  const { explain, notes } = round.form;
  return (explain || []).length && notes.length ? el('p', {}, t('explain.note', { words: joinList(explain) })) : null;
}

// problem: the sentence shown as an alert now.
export function guidanceLines(round, draft, reviewing, problem) {
  const isShort = firstIncomplete(round, draft) === undefined;
  const limits = round.limits.length
    ? limitsOf(round, draft).map((limit) => limitLine(limit, isShort, problem))
    : round.form.limits.map(reminderLine);
  return [guidanceLine(round, draft), ...limits, reviewing ? null : explainLine(round)].filter((line) => line);
}
