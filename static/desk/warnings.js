// The server's warnings about the meeting: several take one line, which opens. Below them, when the meeting will be deleted.
import { el, fill } from '../shared/dom.js';
import { lang, t } from '../shared/i18n.js';
import { button } from '../staff/form_controls.js';
import { formatDateTime } from '../staff/local_time.js';

let drawn = '';

function warningList(warnings) {
  if (warnings.length < 2) return warnings.map((warning) => el('p', { class: 'banner slim' }, warning));
  return el(
    'details',
    { class: 'banner slim folded' },
    el(
      'summary',
      {},
      el('strong', {}, t('warnings.count', { n: warnings.length })),
      el('span', { class: 'first' }, warnings[0]),
    ),
    el(
      'ul',
      { class: 'dots' },
      warnings.map((warning) => el('li', {}, warning)),
    ),
  );
}

// The meeting will be deleted by itself, or by the person who is asked.
function deletionBanner({ at, due, hours }, deleteNow) {
  const sentence = t(due ? 'deletion.due' : 'deletion.soon', { at: formatDateTime(at), hours });
  const now = button('deletion.now', () => deleteNow(), 'small danger');
  return el('p', { class: 'banner', id: 'deletion' }, sentence, ' ', now);
}

// meeting: the API's answer, or null. Only what has changed is drawn: a list that somebody has opened stays open.
export function drawWarnings(node, meeting, deleteNow) {
  const { warnings, deletion } = meeting || { warnings: [], deletion: null };
  const content = JSON.stringify([lang(), warnings, deletion]);
  if (content === drawn) return;
  drawn = content;
  fill(node, warningList(warnings), deletion ? deletionBanner(deletion, deleteNow) : null);
}
