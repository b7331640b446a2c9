// Edits the rules that decide by votes, in order: so large a share for these words is this grade, otherwise the next.
import { el, write } from '../shared/dom.js';
import { inlineInput, menu, options, problemLine } from './form_controls.js';
import { nameTicks } from './band_select.js';
import { listEditor } from './list_editor.js';
import { sentence } from './sentence.js';
import { readShare } from './share_text.js';
import { parseWhole } from './weights.js';

const THAN = ['over', 'at_least', 'seats'];

const thanOf = (rule) => THAN.find((name) => rule[name] !== undefined) || 'over';

function ruleControls(rule) {
  const than = thanOf(rule);
  return {
    of: nameTicks('decide.of', rule.of || []),
    than: menu('decide.than', options('decide.than', THAN), than),
    base: el('output', { class: 'base-name' }),
    share: inlineInput('decide.share', than === 'seats' ? '1/2' : rule[than], 5),
    grade: inlineInput('decide.outcome', rule.grade, 6),
    seats: inlineInput('decide.seats', rule.seats, 4, {
      inputmode: 'numeric',
      'data-t-placeholder': 'decide.seats.none',
    }),
  };
}

function nameRuleFields(controls, path) {
  controls.of.node.dataset.field = path + '.of';
  controls.share.dataset.field = path + '.' + controls.than.value;
  controls.grade.dataset.field = path + '.grade';
  controls.seats.dataset.field = path + '.seats';
}

function readRule(controls, path) {
  nameRuleFields(controls, path);
  const rule = { grade: controls.grade.value.trim(), of: controls.of.read() };
  if (controls.than.value !== 'seats') rule[controls.than.value] = readShare(controls.share.value);
  if (controls.seats.value.trim()) rule.seats = parseWhole(controls.seats.value);
  return rule;
}

// context: {words(), baseText()}.
function ruleRow(rule, buttons, context) {
  const controls = ruleControls(rule);
  const limit = el(
    'span',
    { class: 'share-limit' },
    sentence('decide.limit', { base: controls.base, share: controls.share }),
  );
  const line = sentence('decide.sentence', {
    of: controls.of.node,
    than: controls.than,
    limit,
    grade: controls.grade,
    seats: controls.seats,
  });
  const node = el('div', { class: 'row' }, line, buttons, problemLine());
  function update() {
    controls.of.update(context.words());
    write(controls.base, context.baseText());
    limit.hidden = controls.than.value === 'seats';
  }
  update();
  return {
    node,
    focus: controls.share,
    update,
    read(path) {
      node.dataset.field = path;
      return readRule(controls, path);
    },
  };
}

// rules: at least the last one, which always holds.
export function decideRules(rules, context) {
  const grade = inlineInput('decide.outcome', rules[rules.length - 1].grade, 8);
  const list = listEditor({
    values: rules.slice(0, -1),
    create: (rule, buttons) => ruleRow(rule, buttons, context),
    addKey: 'decide.add',
    blank: () => ({ grade: '', of: [], over: '1/2' }),
    isOrdered: true,
  });
  const last = el('div', { class: 'row' }, sentence('decide.rest', { grade }), problemLine());
  return {
    node: el('div', {}, list.node, last),
    update: () => list.rows().forEach((row) => row.update()),
    read(path) {
      const stated = list.read(path);
      last.dataset.field = path + '[' + stated.length + ']';
      grade.dataset.field = last.dataset.field + '.grade';
      return stated.concat({ grade: grade.value.trim() });
    },
  };
}
