// Texts about a person as the desk reads and saves them. What the server refuses stays in its dialog, with the reason.
import { t } from '../shared/i18n.js';
import { NoAnswer, reason } from '../staff/commands.js';
import { ask } from '../staff/dialogs.js';
import { localized } from '../staff/form_controls.js';
import { el } from '../shared/dom.js';

const pathOf = (desk, id, kind) => desk.path('/subjects/' + encodeURIComponent(id) + '/' + kind);

export const loadText = (desk, id, kind) => desk.api.get(pathOf(desk, id, kind));

// {body, version}, for a change of it.
export const readText = (desk, id, kind) => desk.api.read(pathOf(desk, id, kind));

const isKnown = (problem) => problem.code || problem instanceof NoAnswer;

// Replaces that version. {problem: the sentence of a refusal, or '', isStale: somebody else has changed the text meanwhile}
export async function saveText(desk, id, kind, body, version) {
  try {
    await desk.api.put(pathOf(desk, id, kind), body, version);
    return { problem: '', isStale: false };
  } catch (problem) {
    if (!isKnown(problem)) throw problem;
    return { problem: reason(problem), isStale: problem.code === 'stale' };
  }
}

// Which of a person's subjects has a text of this kind; the first one where none has.
export function holderOf(desk, ids, kind) {
  const holders = desk.meeting.texts[kind];
  return ids.find((id) => holders.includes(id)) || ids[0];
}

export const hasText = (desk, ids, kind) => desk.meeting.texts[kind].some((id) => ids.includes(id));

// What is shown above a form whose content was not saved: why, and what somebody else has saved meanwhile, if so.
export function elsewhereNotice(problem, lines) {
  if (!problem) return null;
  const others = lines && lines.filter(Boolean).map((line) => el('p', {}, line));
  return el(
    'div',
    { class: 'elsewhere' },
    el('p', { class: 'problem', role: 'alert' }, problem),
    others &&
      el('div', { class: 'card' }, localized('h3', 'elsewhere.saved'), others.length ? others : t('elsewhere.none')),
  );
}

// Opens a text in a dialog until it is saved or given up. formOf(body) returns {content, check(), value()}; linesOf(body): the
// text to read; given: a body to begin with, instead of what is stored. What somebody else has saved meanwhile is shown above
// what was typed, and replaced only by saving again.
export async function editText(desk, { id, kind, title, formOf, linesOf, given }) {
  desk.say('');
  let stored;
  const load = () => desk.perform(async () => (stored = await readText(desk, id, kind)));
  if (!(await load())) return;
  let body = given || stored.body;
  let notice = null;
  let isTyped;
  for (;;) {
    const { content, check, value } = formOf(body);
    body = await ask({ title, yes: t('save'), content: [notice, content], check, value });
    if (!body) return;
    isTyped = desk.watchTyping();
    const { problem, isStale } = await saveText(desk, id, kind, body, stored.version);
    if (!problem) break;
    const isRead = isStale && (await load());
    notice = elsewhereNotice(isRead ? t('elsewhere') : problem, isRead && linesOf(stored.body));
  }
  await desk.attempt(desk.refresh);
  if (!isTyped()) desk.rebuild();
  desk.say(t('saved'), true);
}
