// The form of a part: a shipped one, or one of its own, edited next to a picture of it. Knows no roster and no rules.
import { el, fill } from '../shared/dom.js';
import { t, translate } from '../shared/i18n.js';
import { formEditor } from './form_editor.js';
import { formPreview } from './form_preview.js';
import { field, localized, select } from './form_controls.js';
import { isSameForm, normalForm } from './form_shape.js';

const OWN = 'own';
const BLANK = 'blank';

const wordList = (key) => t(key).split('|');
const blankWords = (isDecided) => {
  const words = wordList(isDecided ? 'blank.votes' : 'blank.words');
  return isDecided ? words : words.map((word, i) => [word, String(100 - 20 * i)]);
};

const blankForm = (isDecided) => ({
  id: OWN,
  title: '',
  scale: isDecided ? { choices: blankWords(true) } : { min: 1, max: 10 },
  items: [{ key: 'item1', title: '', abstain: isDecided || undefined }],
});

class PartForm {
  constructor(form, context) {
    this.context = context;
    this.select = select(this.choices(), '');
    this.preview = formPreview();
    this.details = el('details', { class: 'form-details' });
    this.own = null;
    this.load(this.resolve(form));
    this.select.addEventListener('input', () => this.choose(this.select.value));
    this.field = field('part.form', this.select);
    this.node = el(
      'div',
      { class: 'part-form' },
      el('div', { class: 'part-form-editor' }, this.field, this.details),
      this.preview.node,
    );
  }

  choices() {
    const shipped = this.context.forms.map((form) => ({ value: form.id, text: form.title }));
    return shipped.concat({ value: BLANK, key: 'form.blank' }, { value: OWN, text: '' });
  }

  shipped(id) {
    return this.context.forms.find((form) => form.id === id);
  }

  resolve(form) {
    if (form && typeof form !== 'string') return form;
    return this.shipped(form) || this.context.forms[0];
  }

  choose(id) {
    if (id === OWN) {
      if (this.own) this.load(this.own);
      return;
    }
    this.load(id === BLANK ? blankForm(this.context.isDecided()) : this.shipped(id));
    if (id === BLANK) this.details.open = true;
  }

  load(form) {
    this.editor = formEditor(form, {
      isDecided: this.context.isDecided,
      bandNames: this.context.bandNames,
      blankWords: () => blankWords(this.context.isDecided()),
    });
    fill(this.details, localized('summary', 'form.edit'), this.editor.node);
    translate(this.details);
    this.update('');
  }

  // Also selects the shipped form that the edited one equals.
  update(path) {
    this.current = this.editor.update(path);
    const id = this.shippedId();
    if (!id) this.own = this.current;
    const option = this.select.querySelector('option[value=' + OWN + ']');
    option.hidden = !this.own;
    option.textContent = this.own ? t('form.own', { title: this.own.title || '…' }) : '';
    this.select.value = id || OWN;
  }

  sameShipped() {
    return this.context.forms.find((form) => form.id === this.current.id && isSameForm(form, this.current));
  }

  // '' while it is a form of its own.
  shippedId() {
    const shipped = this.sameShipped();
    return shipped ? shipped.id : '';
  }

  draw(bands, names) {
    this.preview.show(this.current, bands, names, this.context.isDecided());
  }

  // The id of a shipped form, or a form in full.
  read(path) {
    this.select.dataset.field = path;
    this.current = this.editor.read(path);
    const id = this.shippedId();
    if (id) return id;
    return this.shipped(this.current.id) ? normalForm(Object.assign({}, this.current, { id: OWN })) : this.current;
  }
}

// form: as in a document; context: {forms: the shipped ones, isDecided(), bandNames()}.
export const partForm = (form, context) => new PartForm(form, context);
