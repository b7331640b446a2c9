// Edits the awards: so many places each, or a share of the ranked, from the top of the rank.
import { el } from '../shared/dom.js';
import { inlineInput, menu, options, problemLine } from './form_controls.js';
import { listEditor } from './list_editor.js';
import { fromPercent, toPercent } from './rule_set.js';
import { sentence } from './sentence.js';
import { parseWhole } from './weights.js';

function awardRow([award, size], buttons) {
  const isShare = typeof size === 'string' && size !== '';
  const name = inlineInput('award.name', award, 8);
  const amount = inlineInput('award.amount', isShare ? toPercent(size) : size, 4, { inputmode: 'decimal' });
  const unit = menu('award.unit', options('award.unit', ['places', 'share']), isShare ? 'share' : 'places');
  const node = el('div', { class: 'row' }, sentence('award.sentence', { name, amount, unit }), buttons, problemLine());
  return {
    node,
    focus: name,
    read(path) {
      node.dataset.field = path;
      name.dataset.field = path + '[0]';
      amount.dataset.field = path + '[1]';
      const value = unit.value === 'share' ? fromPercent(amount.value) : parseWhole(amount.value);
      return [name.value.trim(), value];
    },
  };
}

export const awardsEditor = (awards) =>
  listEditor({ values: awards, create: awardRow, addKey: 'award.add', blank: () => ['', ''], isOrdered: true });
