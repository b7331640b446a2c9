// The fingerprint of a certified meeting, the same as on the screen, on the papers and in the archive.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { inFours } from './codes.js';
import { isCertified } from './meeting_phase.js';

// null before certification, because the fingerprint changes with every round.
export function fingerprint(desk) {
  if (!isCertified(desk.meeting)) return null;
  const holder = el('section', { class: 'card print-mark' }, el('p', { class: 'soft' }, t('loading')));
  desk.attempt(async () => {
    const tally = await desk.api.get(desk.path('/tally.json'));
    fill(
      holder,
      el('h2', { class: 'soft' }, t('print.head')),
      el('code', { id: 'fingerprint' }, inFours(tally.fingerprint)),
      el('p', { class: 'hint' }, t('print.why')),
    );
  });
  return holder;
}
