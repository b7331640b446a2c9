// The lines below the choices: guidance, limits and what to explain. They advise; submitFault decides.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { guidanceOf, limitsOf } from './ballot_draft.js';
import { joinList, limitText } from './ballot_text.js';

function guidanceLine(round, draft) {
  const guidance = guidanceOf(round, draft);
  if (!guidance) return null;
  const { about, used } = guidance;
  const bands = joinList(guidance.bands);
  return el(
    'p',
    {},
    round.subjects.length > 1 ? t('guide.used', { bands, about, used }) : t('guide', { bands, about }),
  );
}

function limitLine(limit, problem) {
  const { used, most } = limit;
  const choices = joinList(limit.choices);
  if (used > most) {
    const text = limitText(limit);
    return text === problem ? null : el('p', { class: 'problem' }, text);
  }
  const count = el('strong', {}, t('limit', { choices, used, most }));
  return el('p', {}, count, ' ', t('limit.note', { choices, most }));
}

// A limit does not bind a ballot on a single subject.
function reminderLine({ choices, share }) {
  return el('p', {}, t('limit.remind', { choices: joinList(choices), share }));
}

function explainLine(round) {
  const { explain, notes } = round.form;
  return (explain || []).length && notes.length ? el('p', {}, t('explain.note', { words: joinList(explain) })) : null;
}

// problem: the sentence shown as an alert now, which is not repeated here.
export function guidanceLines(round, draft, reviewing, problem) {
  const limits =
    round.subjects.length > 1
      ? limitsOf(round, draft).map((limit) => limitLine(limit, problem))
      : round.form.limits.map(reminderLine);
  return [guidanceLine(round, draft), ...limits, reviewing ? null : explainLine(round)].filter((line) => line);
}
