// Edits the veto: too many ballots in certain bands propose a grade. Shows a percentage, sends a decimal.
import { inlineInput, menu } from './form_controls.js';
import { bandSelect, nameTicks } from './band_select.js';
import { switched } from './form_hints_editor.js';
import { fromPercent, toPercent } from './rule_set.js';
import { sentence } from './sentence.js';

const DEFAULT_OVER = '0.10';

// veto: as in a document, or null; isOn: whether it applies.
export function vetoEditor(veto, isOn) {
  const ticks = nameTicks('veto.bands', veto ? veto.bands : []);
  const over = inlineInput('veto.over', toPercent(veto ? veto.over : DEFAULT_OVER), 4, { inputmode: 'decimal' });
  const grade = menu('veto.grade', [], '');
  const grades = bandSelect(grade, veto ? veto.grade : '');
  let names = [];

  // Usually the two lowest bands count.
  function chooseUsual() {
    if (!ticks.read().length) ticks.choose(names.slice(-2));
  }
  const section = switched(
    'rules.veto',
    isOn,
    sentence('veto.sentence', { bands: ticks.node, over, grade }),
    chooseUsual,
  );
  const fields = { bands: ticks.node, over, grade };
  section.node.dataset.field = 'rules.veto';
  Object.keys(fields).forEach((name) => {
    fields[name].dataset.field = 'rules.veto.' + name;
  });
  return {
    node: section.node,
    isOn: section.isOn,
    update(current) {
      names = current;
      ticks.update(names);
      grades.update(names);
    },
    read: () => ({ bands: ticks.read(), over: fromPercent(over.value), grade: grade.value }),
  };
}
