// The fingerprints of a certified meeting and the signing key, the same as on the papers and in the archive.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { inFours } from './codes.js';
import { isCertified } from './meeting_phase.js';

function signingKey(desk) {
  return [
    el('h2', { class: 'soft' }, t('print.key')),
    el('code', { id: 'signing-key' }, desk.meeting.signing_key),
    el('p', { class: 'hint' }, t('print.key.why')),
  ];
}

// Before certification the signing key alone, because the fingerprints change with every round.
export function fingerprint(desk) {
  if (!isCertified(desk.meeting)) return el('section', { class: 'card print-mark' }, signingKey(desk));
  const holder = el('section', { class: 'card print-mark' }, el('p', { class: 'soft' }, t('loading')));
  desk.attempt(async () => {
    const tally = await desk.api.get(desk.path('/tally.json'));
    fill(
      holder,
      el('h2', { class: 'soft' }, t('print.head')),
      el('code', { id: 'fingerprint' }, inFours(tally.fingerprint)),
      el('p', { class: 'hint' }, t('print.why')),
      el('h2', { class: 'soft' }, t('print.record')),
      el('code', { id: 'record' }, inFours(tally.record)),
      el('p', { class: 'hint' }, t('print.record.why')),
      signingKey(desk),
    );
  });
  return holder;
}
