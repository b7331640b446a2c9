// A meeting document as JSON, pasted whole into the form. Knows no field of it.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { button, field, fresh, w } from '../staff/dialogs.js';

const isDocument = (given) => Boolean(given) && typeof given === 'object' && Array.isArray(given.parts);

export function jsonBox(admin) {
  const text = el('textarea', { id: fresh('f'), rows: '8', spellcheck: 'false' });

  function use() {
    let given;
    try {
      given = JSON.parse(text.value);
    } catch (e) {
      admin.say(t('json.wrong', { why: e.message }));
      return;
    }
    if (isDocument(given)) admin.wizard({ doc: given });
    else admin.say(t('json.not'));
  }

  return el(
    'details',
    { class: 'json' },
    w('summary', 'json.title'),
    field('json.paste', text),
    button('json.use', use),
  );
}
