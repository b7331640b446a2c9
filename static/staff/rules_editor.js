// Edits the rule set: bands, rounding, trimming, veto and quota. Shows percentages, sends decimals.
import { el } from '../shared/dom.js';
import { bandSelect, bandTicks } from './band_select.js';
import { bandsEditor } from './bands_editor.js';
import {
  checkbox,
  field,
  input,
  labelledCheckbox,
  localized,
  nextId,
  options,
  problemLine,
  select,
} from './form_controls.js';
import { DEFAULT_BANDS, DEFAULT_RULES, fromPercent, toPercent } from './rule_set.js';
import { parseWhole } from './weights.js';

// The control of a rule, found by the server's name of its field.
function forRule(name, control) {
  control.dataset.field = 'rules.' + name;
  return control;
}

const percentInput = (name, share) => forRule(name, input(null, toPercent(share), { inputmode: 'decimal' }));
const wholeInput = (name, value) => forRule(name, input(null, value, { inputmode: 'numeric' }));
const emptySelect = (name) => forRule(name, el('select', { id: nextId('f') }));

// Rules that a checkbox switches on and off; its content keeps what was typed.
function optionalSection(key, name, enabled, content) {
  const box = checkbox(enabled);
  const inner = el('div', { class: 'grid', hidden: !enabled }, content);
  box.addEventListener('change', () => {
    inner.hidden = !box.checked;
  });
  const node = forRule(name, el('div', { class: 'switched' }, labelledCheckbox(key, box), inner, problemLine()));
  return { node, isEnabled: () => box.checked };
}

function vetoEditor(veto, enabled) {
  const ticks = bandTicks('veto.bands', 'rules.veto.bands', veto.bands);
  const over = percentInput('veto.over', veto.over);
  const grade = emptySelect('veto.grade');
  const grades = bandSelect(grade, veto.grade);
  const content = [ticks.node, field('veto.over', over), field('veto.grade', grade)];
  return Object.assign(optionalSection('rules.veto', 'veto', enabled, content), {
    updateBands(names) {
      ticks.update(names);
      grades.update(names);
    },
    read: () => ({ bands: ticks.read(), over: fromPercent(over.value), grade: grade.value }),
  });
}

// A quota keeps its kind: of a grade and lower ones or of that grade alone, about a share or bounded by it.
function quotaEditor(quota, enabled) {
  const key = quota.grade === undefined ? 'at_or_below' : 'grade';
  const isAbout = (quota.bound || 'about') === 'about';
  const band = emptySelect('quota.' + key);
  const share = percentInput('quota.share', quota.share);
  const tolerance = percentInput('quota.tolerance', quota.tolerance || '0');
  const content = [
    field(key === 'grade' ? 'quota.grade' : 'quota.at_or_below', band),
    field(isAbout ? 'quota.share' : 'quota.share.' + quota.bound, share),
    isAbout ? field('quota.tolerance', tolerance) : null,
  ];
  return Object.assign(optionalSection('rules.quota', 'quota', enabled, content), {
    updateBands: bandSelect(band, quota[key]).update,
    read: () =>
      Object.assign(
        { [key]: band.value, share: fromPercent(share.value) },
        isAbout ? { tolerance: fromPercent(tolerance.value) } : { bound: quota.bound },
      ),
  });
}

function countingEditor(rules) {
  const decimals = wholeInput('decimals', rules.decimals);
  const trim = wholeInput('trim', rules.trim);
  const minGroup = wholeInput('min_group', rules.min_group);
  const emptyGroup = forRule('empty_group', select(options('rules', ['renormalise', 'refuse']), rules.empty_group));
  const node = el(
    'div',
    { class: 'grid' },
    field('rules.decimals', decimals),
    field('rules.trim', trim, 'rules.trim.hint'),
    field('rules.min_group', minGroup),
    field('rules.empty_group', emptyGroup),
  );
  const panel = checkbox(Boolean(rules.panel));
  const panelNode = forRule(
    'panel',
    el(
      'div',
      { class: 'switched' },
      labelledCheckbox('rules.panel', panel),
      localized('p', 'rules.panel.hint', { class: 'hint' }),
      problemLine(),
    ),
  );
  const read = () => ({
    decimals: parseWhole(decimals.value),
    trim: parseWhole(trim.value),
    min_group: parseWhole(minGroup.value),
    empty_group: emptyGroup.value,
    panel: panel.checked,
  });
  return { node: el('div', {}, node, panelNode), read };
}

// The defaults depend on the meeting's own bands.
function defaultVeto(names) {
  return { bands: names.slice(-2), over: '0.10', grade: names[names.length - 1] };
}

const defaultQuota = (names) => ({ at_or_below: names[1] || names[0], share: '0.40', tolerance: '0.05' });

// stored.off lists rules that a draft keeps though they are switched off.
export function rulesEditor(stored) {
  const rules = Object.assign({}, DEFAULT_RULES, stored);
  delete rules.off;
  const isOn = (name) => Boolean(rules[name]) && !(stored.off || []).includes(name);
  const isGiven = Boolean(stored.bands);
  const names = (rules.bands || DEFAULT_BANDS).map((band) => band[0]);
  const veto = vetoEditor(rules.veto || defaultVeto(names), isOn('veto'));
  const quota = quotaEditor(rules.quota || defaultQuota(names), isOn('quota'));
  const counting = countingEditor(rules);
  const bands = bandsEditor(rules.bands || DEFAULT_BANDS, () => {
    const current = bands.read().map((band) => band[0]);
    [veto, quota].forEach((section) => section.updateBands(current));
  });
  const node = el(
    'div',
    { data: { field: 'rules' } },
    localized('h3', 'rules.bands'),
    bands.node,
    counting.node,
    veto.node,
    quota.node,
    localized('p', 'rules.hint', { class: 'hint' }),
  );
  // The default bands that nobody has changed are not given: they then apply only to the scales that they were made for.
  const readBands = () => {
    const read = bands.read();
    return !isGiven && JSON.stringify(read) === JSON.stringify(DEFAULT_BANDS) ? null : read;
  };
  const readCommon = () => Object.assign({}, rules, { bands: readBands() }, counting.read());
  return {
    node,
    start: bands.start,
    bands: bands.read,
    read: () =>
      Object.assign(readCommon(), {
        veto: veto.isEnabled() ? veto.read() : null,
        quota: quota.isEnabled() ? quota.read() : null,
      }),
    draft: () =>
      Object.assign(readCommon(), {
        veto: veto.read(),
        quota: quota.read(),
        off: [veto.isEnabled() ? '' : 'veto', quota.isEnabled() ? '' : 'quota'],
      }),
  };
}
