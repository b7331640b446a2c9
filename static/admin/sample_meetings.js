// Creates a sample meeting, complete with people, to try everything out.
import { el } from '../shared/dom.js';
import { lang, t } from '../shared/i18n.js';
import { button, localized } from '../staff/form_controls.js';
import { today } from '../staff/local_time.js';
import { KINDS } from './meeting_kinds.js';

// A second press makes no second meeting.
async function create(admin, sample, press) {
  press.disabled = true;
  const title = t('sample.named', { title: sample.document.title });
  const doc = Object.assign({}, sample.document, { title, date: today() });
  const created = await admin.attempt(() => admin.api.post('/api/meetings', doc));
  press.disabled = false;
  if (created) admin.meetingCreated(doc, created);
}

const languageOf = (sample) => sample.document.language || 'zh';

// Those in the language of the page first.
function inReadableOrder(samples) {
  const known = KINDS.map((id) => samples.find((sample) => sample.id === id)).filter(Boolean);
  const isOwn = (sample) => languageOf(sample) === lang();
  return known.filter(isOwn).concat(known.filter((sample) => !isOwn(sample)));
}

function sampleButton(admin, sample) {
  return el(
    'li',
    {},
    el(
      'button',
      { type: 'button', class: 'kind', on: { click: (event) => create(admin, sample, event.currentTarget) } },
      localized('span', 'kind.' + sample.id, { class: 'kind-name' }),
      localized('span', 'kind.' + sample.id + '.what', { class: 'hint' }),
    ),
  );
}

export function samplesPage(admin) {
  const lead = el('div', {}, localized('h1', 'sample.title'), localized('p', 'sample.lead', { class: 'soft' }));
  return [
    el('div', { class: 'page-head' }, lead, button('list.back', admin.showList, 'small')),
    el(
      'section',
      { class: 'card block' },
      localized('h2', 'sample.which'),
      el(
        'ul',
        { class: 'kinds' },
        inReadableOrder(admin.samples).map((sample) => sampleButton(admin, sample)),
      ),
    ),
  ];
}
