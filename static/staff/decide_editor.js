// Edits how a part is decided by votes: the item, the base of the shares, the rules, the rank and the reported figures.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { keySelect } from './band_select.js';
import { baseMenu, baseText } from './base_menu.js';
import { decideRules } from './decide_rules.js';
import { figuresEditor, itemChoices } from './figures_editor.js';
import { localized, menu, problemLine } from './form_controls.js';
import { itemWords, valuedItems, wordedItems } from './form_shape.js';
import { rankEditor } from './rank_editor.js';
import { sentence } from './sentence.js';

const block = (key, ...content) => el('div', { class: 'sub' }, localized('h4', key), content);

class DecideEditor {
  constructor(decide, figures, form) {
    this.form = form;
    this.item = menu('decide.item', [], '');
    this.items = keySelect(this.item, decide.item || '');
    this.items.update(itemChoices(wordedItems(form())));
    this.base = baseMenu(decide.base);
    this.rules = decideRules(decide.rules, { words: () => this.words(), baseText: () => baseText(this.base.read('')) });
    this.rank = rankEditor(decide.rank || [], () => this.rankChoices(), 0);
    this.figures = figuresEditor(figures, form);
    this.node = this.layOut();
    this.update();
  }

  layOut() {
    this.itemLine = sentence('decide.item.sentence', { item: this.item });
    return el(
      'div',
      { class: 'decide-editor' },
      localized('h4', 'decide.heading'),
      this.itemLine,
      sentence('decide.base.sentence', { base: this.base.node }),
      this.rules.node,
      problemLine(),
      el(
        'details',
        { open: Boolean(this.figures.rows().length || this.rank.rows().length) },
        localized('summary', 'decide.more'),
        block('decide.figures', this.figures.node),
        block('decide.rank', this.rank.node, localized('p', 'decide.rank.hint', { class: 'hint' })),
      ),
    );
  }

  words() {
    const form = this.form();
    const item = form.items.find((candidate) => candidate.key === this.items.read());
    return item ? itemWords(form, item) : [];
  }

  rankChoices() {
    const means = valuedItems(this.form()).map((item) => ({
      value: 'item:' + item.key,
      text: t('rank.item', { item: item.title || '…' }),
    }));
    return [{ value: 'votes', text: t('rank.votes') }].concat(means);
  }

  // Follows a change of the form.
  update() {
    const worded = wordedItems(this.form());
    this.items.update(itemChoices(worded));
    this.itemLine.hidden = worded.length < 2;
    this.base.update(this.words());
    [this.rules, this.rank, this.figures].forEach((editor) => editor.update());
  }

  read(path) {
    this.node.dataset.field = path;
    this.item.dataset.field = path + '.item';
    const decide = { base: this.base.read(path + '.base'), rules: this.rules.read(path + '.rules') };
    if (this.form().items.length > 1) decide.item = this.items.read();
    const rank = this.rank.read(path + '.rank');
    return rank.length ? Object.assign(decide, { rank }) : decide;
  }

  readFigures(path) {
    return this.figures.read(path);
  }
}

// decide: as in a document; form(): as it is now.
export const decideEditor = (decide, figures, form) => new DecideEditor(decide, figures, form);
