// Edits what the answers of one subject must have in common: whoever votes for it must give at least so many points.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { inlineInput, menu, options, problemLine } from './form_controls.js';
import { keySelect } from './band_select.js';
import { itemWords, wordedItems } from './form_shape.js';
import { listEditor } from './list_editor.js';
import { sentence } from './sentence.js';
import { normalizeNumber } from './weights.js';

const NEEDS = ['at_least', 'below', 'none'];

const needOf = (needs) => NEEDS.find((name) => needs[name] !== undefined) || 'at_least';
const titles = (items) => items.map((item) => ({ value: item.key, text: item.title || '…' }));

// A lower and an upper bound become two rows, which mean the same.
function splitAgreements(agreements) {
  const one = (agreement, name) =>
    Object.assign({}, agreement, { needs: { item: agreement.needs.item, [name]: agreement.needs[name] } });
  return agreements.reduce(
    (all, agreement) => all.concat(NEEDS.filter((name) => name in agreement.needs).map((name) => one(agreement, name))),
    [],
  );
}

// 弃权 has no word of the scale: its value is the empty text.
function choicesOf(form, key) {
  const item = form.items.find((candidate) => candidate.key === key);
  const words = item ? itemWords(form, item) : [];
  return words.map((word) => ({ value: word, text: word })).concat({ value: '', text: t('agree.abstained') });
}

function agreementControls(agreement) {
  const need = needOf(agreement.needs);
  const controls = {
    item: menu('agree.item', [], ''),
    choice: menu('agree.choice', [], ''),
    other: menu('agree.other', [], ''),
    need: menu('agree.need', options('need', NEEDS), need),
    bound: inlineInput('agree.bound', need === 'none' ? '' : agreement.needs[need], 5, { inputmode: 'decimal' }),
  };
  const selects = {
    item: keySelect(controls.item, agreement.item),
    choice: keySelect(controls.choice, agreement.choice === null ? '' : agreement.choice),
    other: keySelect(controls.other, agreement.needs.item),
  };
  return { controls, selects };
}

function readAgreement({ controls, selects }, path) {
  controls.item.dataset.field = path + '.item';
  controls.choice.dataset.field = path + '.choice';
  controls.other.dataset.field = path + '.needs.item';
  controls.need.dataset.field = path + '.needs';
  controls.bound.dataset.field = path + '.needs.' + controls.need.value;
  const bound = controls.need.value === 'none' ? true : normalizeNumber(controls.bound.value);
  return {
    item: selects.item.read(),
    choice: selects.choice.read() || null,
    needs: { item: selects.other.read(), [controls.need.value]: bound },
  };
}

function agreementRow(agreement, buttons, form) {
  const { controls, selects } = agreementControls(agreement);
  const node = el('div', { class: 'row' }, sentence('agree.sentence', controls), buttons, problemLine());
  function update() {
    const current = form();
    selects.item.update(titles(wordedItems(current)));
    selects.choice.update(choicesOf(current, selects.item.read()));
    selects.other.update(titles(current.items.filter((item) => item.key !== selects.item.read())));
    controls.bound.hidden = controls.need.value === 'none';
  }
  update();
  return {
    node,
    focus: controls.item,
    update,
    read(path) {
      node.dataset.field = path;
      return readAgreement({ controls, selects }, path);
    },
  };
}

// form(): as it is now.
export function agreeEditor(agreements, form) {
  const list = listEditor({
    values: splitAgreements(agreements),
    create: (agreement, buttons) => agreementRow(agreement, buttons, form),
    addKey: 'agree.add',
    blank: () => ({ item: '', choice: '', needs: { item: '', at_least: '' } }),
  });
  return Object.assign({ update: () => list.rows().forEach((row) => row.update()) }, list);
}
