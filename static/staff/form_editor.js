// Edits a ballot form. Shows no preview and knows no meeting.
import { el } from '../shared/dom.js';
import { agreeEditor } from './agree_editor.js';
import { field, input, localized, options, problemLine, select } from './form_controls.js';
import { explainEditor, guidanceEditor, writeInEditor } from './form_hints_editor.js';
import { formWords, normalForm } from './form_shape.js';
import { itemsEditor } from './items_editor.js';
import { limitsEditor } from './limits_editor.js';
import { notesEditor } from './notes_editor.js';
import { scaleEditor } from './scale_editor.js';

const block = (key, ...content) => el('div', { class: 'sub' }, localized('h4', key), content);

class FormEditor {
  // context: {isDecided(), bandNames(): of the bands that may judge the form, blankWords()}.
  constructor(form, context) {
    this.id = form.id;
    this.context = context;
    this.title = input(null, form.title);
    this.scale = scaleEditor(form.scale || form.items[0].scale, context.blankWords);
    this.items = itemsEditor(form.items, {
      formScale: () => this.scale.read('scale'),
      blankWords: context.blankWords,
      isDecided: context.isDecided,
    });
    this.score = select(options('form.score', ['mean', 'sum']), form.score || 'mean');
    this.notes = notesEditor(form.notes || []);
    this.current = normalForm(form);
    this.buildConditions(form);
    this.node = this.layOut();
    this.update('');
  }

  buildConditions(form) {
    this.limits = limitsEditor(form.limits || [], () => formWords(this.current));
    this.agree = agreeEditor(form.agree || [], () => this.current);
    this.writeIn = writeInEditor(form.write_in);
    this.guidance = guidanceEditor(form.guidance);
    this.explain = explainEditor(form.explain || []);
  }

  layOut() {
    this.scoreField = field('form.score', this.score, 'form.score.hint');
    this.limitsBlock = block('form.limits', this.limits.node);
    this.agreeBlock = block('form.agree', this.agree.node);
    const isUsed = ['limits', 'agree', 'write_in', 'guidance', 'explain'].some((name) => this.current[name]);
    this.conditions = el(
      'details',
      { class: 'conditions', open: isUsed },
      localized('summary', 'form.conditions'),
      this.limitsBlock,
      this.agreeBlock,
      el('div', { class: 'sub' }, this.writeIn.node, this.guidance.node, this.explain.node),
    );
    return el(
      'div',
      { class: 'form-editor' },
      field('form.title', this.title),
      block('form.scale', this.scale.node),
      block('form.items', this.items.node),
      this.scoreField,
      block('form.notes', this.notes.node),
      this.conditions,
      problemLine(),
    );
  }

  // The form as in a document; its controls get the names of the fields below path.
  read(path) {
    this.node.dataset.field = path;
    this.title.dataset.field = path + '.title';
    this.score.dataset.field = path + '.score';
    const isDecided = this.context.isDecided();
    return normalForm({
      id: this.id,
      title: this.title.value.trim(),
      scale: this.scale.read(path + '.scale'),
      items: this.items.read(path + '.items'),
      notes: this.notes.read(path + '.notes'),
      score: isDecided ? undefined : this.score.value,
      limits: this.limits.read(path + '.limits'),
      agree: this.agree.read(path + '.agree'),
      explain: this.explain.read(path + '.explain'),
      guidance: this.guidance.read(path + '.guidance'),
      write_in: isDecided ? this.writeIn.read(path + '.write_in') : undefined,
    });
  }

  // Brings the choices that depend on others up to date, and returns the form.
  update(path) {
    this.current = this.read(path);
    const words = formWords(this.current);
    const isDecided = this.context.isDecided();
    this.scoreField.hidden = isDecided || this.current.items.length < 2;
    this.limitsBlock.hidden = !words.length;
    this.agreeBlock.hidden = this.current.items.length < 2 || !words.length;
    this.writeIn.node.hidden = !isDecided;
    const bands = isDecided ? [] : this.context.bandNames().filter((name) => !words.includes(name));
    const names = words.concat(this.hasNumbers() ? bands : []);
    this.items.update();
    this.limits.update();
    this.agree.update();
    this.writeIn.update(words);
    [this.guidance, this.explain].forEach((editor) => editor.update(names));
    this.current = this.read(path);
    return this.current;
  }

  hasNumbers() {
    return this.current.items.some((item) => !(item.scale || this.current.scale).choices);
  }
}

export const formEditor = (form, context) => new FormEditor(form, context);
