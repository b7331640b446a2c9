// The server's warnings about the meeting: several take one line, which opens.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';

export function warningList(warnings) {
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
