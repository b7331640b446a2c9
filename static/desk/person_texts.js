// Texts about a person as the desk reads and saves them. What the server refuses stays in its dialog, with the reason.
import { t } from '../shared/i18n.js';
import { NoAnswer, reason } from '../staff/commands.js';
import { ask } from '../staff/dialogs.js';
import { el } from '../shared/dom.js';

const pathOf = (desk, id, kind) => desk.path('/subjects/' + encodeURIComponent(id) + '/' + kind);

export const loadText = (desk, id, kind) => desk.api.get(pathOf(desk, id, kind));

// The sentence of a refusal, or '' once the text is saved.
export async function saveText(desk, id, kind, body) {
  try {
    await desk.api.put(pathOf(desk, id, kind), body);
    return '';
  } catch (problem) {
    if (!problem.code && !(problem instanceof NoAnswer)) throw problem;
    return reason(problem);
  }
}

// Which of a person's subjects has a text of this kind; the first one where none has.
export function holderOf(desk, ids, kind) {
  const holders = desk.meeting.texts[kind];
  return ids.find((id) => holders.includes(id)) || ids[0];
}

export const hasText = (desk, ids, kind) => desk.meeting.texts[kind].some((id) => ids.includes(id));

// Opens a text in a dialog until it is saved or given up. formOf(body) returns {content, check(), value()}; given: a body to
// begin with, instead of what is stored.
export async function editText(desk, { id, kind, title, formOf, given }) {
  desk.say('');
  let body = given;
  if (!body && !(await desk.perform(async () => (body = await loadText(desk, id, kind))))) return;
  let problem = '';
  let isTyped;
  do {
    const form = formOf(body);
    const line = el('p', { class: 'problem', role: 'alert' }, problem);
    const { content, check, value } = form;
    body = await ask({ title, yes: t('save'), content: [problem ? line : null, content], check, value });
    if (!body) return;
    isTyped = desk.watchTyping();
    problem = await saveText(desk, id, kind, body);
  } while (problem);
  await desk.attempt(desk.refresh);
  if (!isTyped()) desk.rebuild();
  desk.say(t('saved'), true);
}
