// Voids lost cards by their codes, and phones by the time at which they joined. Codes are sent and never stored.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { isOtherZone } from '../shared/zone.js';
import { confirmDanger } from '../staff/dialogs.js';
import { button, field, input, localized } from '../staff/form_controls.js';
import { splitCodes } from './codes.js';

// body: {tokens} or {batch}. True if they were voided.
export async function voidCards(desk, body, title, yes) {
  if (!(await confirmDanger(title, t('cards.void.why'), yes))) return false;
  if (!(await desk.perform(() => desk.api.post(desk.path('/void-cards'), body)))) return false;
  await desk.perform(desk.refresh, t('cards.voided'));
  return true;
}

export function voidForm(desk) {
  const codes = el('textarea', { rows: '4', spellcheck: 'false', autocomplete: 'off' });
  async function submit() {
    const tokens = splitCodes(codes.value);
    if (!tokens.length) {
      desk.say(t('cards.codes.none'));
      codes.focus();
      return;
    }
    const title = t('cards.void.title', { n: tokens.length });
    const sent = codes.value;
    const isVoided = await voidCards(desk, { tokens }, title, t('cards.void'));
    if (isVoided && codes.value === sent) codes.value = '';
  }
  return el(
    'section',
    { class: 'card block' },
    localized('h2', 'cards.lost'),
    field('cards.codes', codes, 'cards.codes.hint'),
    button('cards.void', submit, 'danger'),
  );
}

// after: a time in the server's zone, as of an <input type="datetime-local">.
async function voidJoinedAfter(desk, after) {
  const title = t('joined.void.title', { time: after.replace('T', ' ') + zoneNote(desk) });
  if (!(await confirmDanger(title, t('joined.void.why'), t('joined.void')))) return;
  let answer = null;
  const post = async () => {
    answer = await desk.api.post(desk.path('/void-open'), { after: after + ':00' + desk.meeting.zone.slice(3) });
  };
  if (!(await desk.perform(post))) return;
  await desk.perform(desk.refresh, t('joined.voided', { n: answer.voided }));
}

const zoneNote = (desk) => (isOtherZone(desk.meeting.zone) ? ' ' + desk.meeting.zone : '');

// For open admission: one person with many phones, or a program that took every place.
export function voidJoinedForm(desk) {
  const after = input(null, '', { type: 'datetime-local' });
  async function submit() {
    if (after.value) return voidJoinedAfter(desk, after.value);
    desk.say(t('joined.after.none'));
    after.focus();
  }
  return el(
    'section',
    { class: 'card block' },
    localized('h2', 'joined.title'),
    field('joined.after', after, 'joined.after.hint'),
    zoneNote(desk) ? el('p', { class: 'hint' }, t('joined.zone', { zone: desk.meeting.zone })) : null,
    button('joined.void', submit, 'danger'),
  );
}
