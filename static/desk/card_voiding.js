// Voids lost cards by their codes. Codes are sent and never stored.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { confirmDanger } from '../staff/dialogs.js';
import { button, field, localized } from '../staff/form_controls.js';
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
    if (await voidCards(desk, { tokens }, title, t('cards.void'))) codes.value = '';
  }
  return el(
    'section',
    { class: 'card block' },
    localized('h2', 'cards.lost'),
    field('cards.codes', codes, 'cards.codes.hint'),
    button('cards.void', submit, 'danger'),
  );
}
