// Edits the quota: which share of the persons should or may have a grade. Shows percentages, sends decimals.
import { el } from '../shared/dom.js';
import { inlineInput, menu, options } from './form_controls.js';
import { bandSelect } from './band_select.js';
import { switched } from './form_hints_editor.js';
import { fromPercent, toPercent } from './rule_set.js';
import { sentence } from './sentence.js';

const DEFAULT_QUOTA = { at_or_below: '', share: '0.40', tolerance: '0.05' };
const scopeOf = (quota) => (quota.grade !== undefined ? 'grade' : 'at_or_below');

function quotaControls(quota) {
  return {
    grade: menu('quota.grade', [], ''),
    scope: menu(
      'quota.scope',
      options('quota', ['at_or_below', 'only']),
      scopeOf(quota) === 'grade' ? 'only' : 'at_or_below',
    ),
    bound: menu('quota.bound', options('quota.bound', ['about', 'at_most', 'at_least']), quota.bound || 'about'),
    share: inlineInput('quota.share', toPercent(quota.share), 4, { inputmode: 'decimal' }),
    tolerance: inlineInput('quota.tolerance', toPercent(quota.tolerance || '0.05'), 4, { inputmode: 'decimal' }),
  };
}

// quota: as in a document, or null; isOn: whether it applies.
export function quotaEditor(quota, isOn) {
  const stored = quota || DEFAULT_QUOTA;
  const controls = quotaControls(stored);
  const { grade, scope, bound, share, tolerance } = controls;
  const grades = bandSelect(grade, stored[scopeOf(stored)]);
  const about = el('span', {}, sentence('quota.about', { tolerance }));
  const line = sentence('quota.sentence', { grade, scope, bound, share, about });
  let names = [];

  // Usually everybody below the best band.
  function chooseUsual() {
    if (!quota && names.length > 1) grade.value = names[1];
  }
  const section = switched('rules.quota', isOn, line, chooseUsual);
  const draw = () => {
    about.hidden = bound.value !== 'about';
  };
  bound.addEventListener('input', draw);
  draw();
  section.node.dataset.field = 'rules.quota';
  ['bound', 'share', 'tolerance'].forEach((name) => {
    controls[name].dataset.field = 'rules.quota.' + name;
  });

  function read() {
    const key = scope.value === 'only' ? 'grade' : 'at_or_below';
    grade.dataset.field = 'rules.quota.' + key;
    const stated = { [key]: grade.value, share: fromPercent(share.value) };
    return bound.value === 'about'
      ? Object.assign(stated, { tolerance: fromPercent(tolerance.value) })
      : Object.assign(stated, { bound: bound.value });
  }
  return {
    node: section.node,
    isOn: section.isOn,
    update(current) {
      names = current;
      grades.update(names);
    },
    read,
  };
}
