// Edits how scores are computed and shown: rounding, trimming, means, small groups.
import { el } from '../shared/dom.js';
import { checkbox, inlineInput, labelledCheckbox, localized, menu, options, problemLine } from './form_controls.js';
import { sentence } from './sentence.js';
import { parseWhole } from './weights.js';

const whole = (label, value) => inlineInput(label, value, 3, { inputmode: 'numeric' });

function rulesControls(rules) {
  return {
    decimals: whole('rules.decimals', rules.decimals),
    trim: whole('rules.trim', rules.trim),
    trim_least: whole('rules.trim_least', rules.trim_least),
    min_group: whole('rules.min_group', rules.min_group),
    items: menu('rules.items', options('rules.items', ['ballots', 'means']), rules.items || 'ballots'),
    empty_group: menu('rules.empty_group', options('rules', ['renormalise', 'refuse']), rules.empty_group),
  };
}

const row = (key, controls) => el('div', { class: 'row' }, sentence(key, controls), problemLine());

function panelTick(isPanel) {
  const box = checkbox(isPanel);
  const node = el(
    'div',
    { class: 'switched', data: { field: 'rules.panel' } },
    labelledCheckbox('rules.panel', box),
    localized('p', 'rules.panel.hint', { class: 'hint' }),
    problemLine(),
  );
  return { box, node };
}

// Where nothing is trimmed there is no least number of ballots for it.
function trimRow(controls) {
  const least = el('span', {}, sentence('rules.trim_least.clause', { n: controls.trim_least }));
  const draw = () => {
    least.hidden = !Number(controls.trim.value);
  };
  controls.trim.addEventListener('input', draw);
  draw();
  return row('rules.trim.sentence', { trim: controls.trim, least });
}

export function countingRules(rules) {
  const controls = rulesControls(rules);
  Object.keys(controls).forEach((name) => {
    controls[name].dataset.field = 'rules.' + name;
  });
  const panel = panelTick(Boolean(rules.panel));
  const scored = el(
    'div',
    {},
    trimRow(controls),
    row('rules.items.sentence', { items: controls.items }),
    row('rules.decimals.sentence', { n: controls.decimals }),
    row('rules.empty_group.sentence', { what: controls.empty_group }),
  );
  const node = el('div', {}, scored, row('rules.min_group.sentence', { n: controls.min_group }), panel.node);
  const trimLeast = () =>
    Number(controls.trim.value) && controls.trim_least.value.trim() ? parseWhole(controls.trim_least.value) : undefined;
  const read = () => ({
    decimals: parseWhole(controls.decimals.value),
    trim: parseWhole(controls.trim.value),
    trim_least: trimLeast(),
    items: controls.items.value === 'means' ? 'means' : undefined,
    min_group: parseWhole(controls.min_group.value),
    empty_group: controls.empty_group.value,
    panel: panel.box.checked,
  });
  return {
    node,
    read,
    // Votes are not computed from marks.
    update(isScored) {
      scored.hidden = !isScored;
    },
  };
}
