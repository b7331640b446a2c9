// Starts a new meeting from a kind of meeting: the form, groups and rules of a sample in the meeting's language, without its people.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { confirmDanger } from '../staff/dialogs.js';
import { localized } from '../staff/form_controls.js';
import { KINDS, templateOf } from './meeting_kinds.js';

// Waits for nothing but the answer to its question: what is typed after the press belongs to the new form.
async function use(admin, sample, typed, hasChanges) {
  const name = t('kind.' + sample.id);
  const question = () => confirmDanger(t('kind.replace.title', { name }), t('kind.replace.why'), t('kind.replace.yes'));
  if (hasChanges && !(await question())) return;
  const spoken = admin.samplesIn[typed.language] || admin.samples;
  const { document } = spoken.find(({ id }) => id === sample.id);
  admin.openWizard({ doc: templateOf(document, typed) }, 'kind');
  admin.say(t('kind.used', { name }), true);
}

function kindButton(admin, sample, typed, hasChanges) {
  const press = () => use(admin, sample, typed(), hasChanges());
  return el(
    'li',
    {},
    el(
      'button',
      { type: 'button', class: 'kind', on: { click: press } },
      localized('span', 'kind.' + sample.id, { class: 'kind-name' }),
      localized('span', 'kind.' + sample.id + '.what', { class: 'hint' }),
    ),
  );
}

// typed(): the document as it is; hasChanges(): whether somebody has begun to fill it in.
export function kindPicker(admin, typed, hasChanges) {
  const known = KINDS.map((id) => admin.samples.find((sample) => sample.id === id)).filter(Boolean);
  const list = el('ul', { class: 'kinds' });
  fill(
    list,
    known.map((sample) => kindButton(admin, sample, typed, hasChanges)),
  );
  return el(
    'details',
    { class: 'card block kind-picker', open: !hasChanges() },
    localized('summary', 'kind.title'),
    localized('p', 'kind.lead', { class: 'hint' }),
    list,
  );
}
