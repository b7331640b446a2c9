// How a part comes to its outcome: by scores with bands, or by votes with a deciding rule. Knows no form's controls.
import { el, fill } from '../shared/dom.js';
import { t, translate } from '../shared/i18n.js';
import { decideEditor } from './decide_editor.js';
import { electionRule, gradesRule, motionRule } from './decide_presets.js';
import { button, localized, menu, options, problemLine } from './form_controls.js';
import { itemWords, wordedItems } from './form_shape.js';
import { reportChange } from './list_editor.js';
import { partBands } from './part_bands.js';
import { sentence } from './sentence.js';

const outcomeNames = () => ({
  carried: t('decide.carried'),
  lost: t('decide.lost'),
  elected: t('decide.elected'),
  notElected: t('decide.not_elected'),
});

// Rules for the item of words of a form, by the name of what is decided.
export function usualRule(kind, form) {
  const item = wordedItems(form)[0];
  const words = item ? itemWords(form, item) : [];
  if (kind === 'election') return electionRule(words, outcomeNames());
  return kind === 'grades' ? gradesRule(words) : motionRule(words, outcomeNames());
}

class PartDecision {
  // context: {form(): in its normal form, meetingBands()}.
  constructor(part, context) {
    this.context = context;
    this.figures = part.figures || [];
    this.bands = partBands(part.bands, context.meetingBands);
    this.abstained = menu('part.abstained', options('part.abstained', ['out', 'zero']), part.abstained || 'out');
    this.abstainedLine = sentence('part.abstained.sentence', { abstained: this.abstained });
    this.scored = el('div', { class: 'part-scored' }, this.bands.node, this.abstainedLine);
    this.votes = el('div', {});
    this.votesProblem = problemLine();
    this.node = el('div', { class: 'part-decision' }, this.scored, el('div', {}, this.votes, this.votesProblem));
    if (part.decide) this.loadRule(part.decide);
  }

  loadRule(decide) {
    this.editor = decideEditor(decide, this.figures, this.context.form);
    const kinds = ['motion', 'election', 'grades'].map((kind) =>
      button('decide.preset.' + kind, () => this.usePreset(kind), 'small quiet'),
    );
    fill(
      this.votes,
      el('div', { class: 'presets' }, localized('span', 'decide.presets', { class: 'hint' }), kinds),
      this.editor.node,
    );
    translate(this.votes);
  }

  usePreset(kind) {
    this.figures = this.editor.readFigures('');
    this.loadRule(usualRule(kind, this.context.form()));
    reportChange(this.votes);
  }

  // isDecided, isEntered: how the part comes to its outcome now.
  update({ isDecided, isEntered }) {
    if (isDecided && !this.editor) this.loadRule(usualRule('motion', this.context.form()));
    if (this.editor) this.editor.update();
    this.votes.hidden = !isDecided;
    this.scored.hidden = isDecided;
    const mayAbstain = this.context.form().items.some((item) => item.abstain);
    this.abstainedLine.hidden = isEntered || !mayAbstain;
  }

  // What the document has of it.
  read(path, isDecided) {
    this.votes.parentNode.dataset.field = path + '.decide';
    this.abstained.dataset.field = path + '.abstained';
    if (isDecided && this.editor) {
      const figures = this.editor.readFigures(path + '.figures');
      return { decide: this.editor.read(path + '.decide'), figures: figures.length ? figures : undefined };
    }
    const bands = this.bands.read(path + '.bands');
    return { bands, abstained: this.abstained.value === 'zero' ? 'zero' : undefined };
  }
}

export const partDecision = (part, context) => new PartDecision(part, context);
