// Opens the form with a meeting document pasted as JSON. Knows none of its fields but parts.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { button, field, localized, nextId } from '../staff/form_controls.js';

const isDocument = (value) => Boolean(value) && typeof value === 'object' && Array.isArray(value.parts);

export function jsonBox(admin) {
  const text = el('textarea', { id: nextId('f'), rows: '8', spellcheck: 'false' });

  function open() {
    let doc;
    try {
      doc = JSON.parse(text.value);
    } catch (e) {
      admin.say(t('json.wrong', { why: e.message }));
      return;
    }
    if (isDocument(doc)) admin.openWizard({ doc });
    else admin.say(t('json.not'));
  }

  return el(
    'details',
    { class: 'json' },
    localized('summary', 'json.title'),
    field('json.paste', text),
    button('json.use', open),
  );
}
