// 上年结果: a meeting that is made from last year's archive may have last year's scores and grades beside its own at once.
import { lang, t } from '../shared/i18n.js';
import { api as connectTo } from '../shared/api.js';
import { NoAnswer, reason } from '../staff/commands.js';
import { el } from '../shared/dom.js';
import { checkbox, labelledCheckbox, localized } from '../staff/form_controls.js';

const ZIP_SIGNATURE = 'PK';

// The archive that a new meeting is copied from, as long as this page is open; null for a document alone.
export async function archiveIn(content) {
  if (!(content instanceof Blob)) return null;
  const start = await new Response(content.slice(0, ZIP_SIGNATURE.length)).text();
  return start === ZIP_SIGNATURE ? content : null;
}

// Returns {node, isWanted()}.
export function lastYearOffer(isWanted) {
  const box = checkbox(Boolean(isWanted));
  const hint = localized('p', 'copied.past.why', { class: 'hint' });
  return {
    node: el('section', { class: 'card block' }, labelledCheckbox('copied.past', box), hint),
    isWanted: () => box.checked,
  };
}

// Resolves to a sentence: who has results now, or why nobody has. The desk asks about those who are not matched.
export async function loadLastYear(archive, created) {
  const desk = connectTo(created.keys.desk, lang);
  try {
    const path = '/api/meetings/' + created.id + '/last-year';
    const { people } = await desk.post(path, new Blob([archive], { type: 'application/zip' }));
    const matched = people.filter(({ past }) => past !== null).length;
    const all = people.length;
    const text = matched < all ? t('copied.past.some', { n: matched, all }) : t('copied.past.all');
    return { text, isGood: true };
  } catch (problem) {
    if (!problem.code && !(problem instanceof NoAnswer)) throw problem;
    return { text: t('copied.past.not', { problem: reason(problem) }), isGood: false };
  }
}
