// The fingerprint of a certified meeting, the same as on the screen, on the papers and in the archive.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';

export const inFours = (text) => text.replace(/(.{4})(?=.)/g, '$1 ');

// Nothing before certification, for until then it changes with every round.
export function fingerprint(desk) {
  if (desk.meeting.phase !== 'certified') return null;
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
