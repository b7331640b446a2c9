// The fields of one subject's entry: a fieldset for each item, a text box for each note. Writes into the entry.
import { $, el, fromTemplate, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { hasWords, scaleOf } from '../shared/bands.js';
import { brokenAgreements, isPartialSum } from '../shared/ballot_conditions.js';
import { agreementText, numberProblem, rangeText } from '../shared/ballot_sentences.js';
import { formatMark } from '../shared/numbers.js';
import { characterCount, isTyped, numberFault } from './ballot_draft.js';
import { choiceField } from './choice_field.js';
import { NumberField } from './number_field.js';

function endsText(scale) {
  if (hasWords(scale)) return null;
  if (isTyped(scale)) return rangeText(scale);
  return t('ends', { max: formatMark(scale, scale.high), min: formatMark(scale, scale.low) });
}

// The item explained at length, on demand.
function aboutNode(about) {
  return about ? el('details', { class: 'explained' }, el('summary', {}, t('about')), el('p', {}, about)) : null;
}

// What is wrong with the item's mark as it is now; a mark that is missing is not wrong yet.
function itemProblem(round, entry, index) {
  const fault = numberFault(round, entry, index);
  if (fault) return numberProblem(round, index, fault.problem);
  const broken = brokenAgreements(round, entry.marks).find((at) => round.agree[at].needs === index);
  if (broken !== undefined) return agreementText(round, broken);
  return entry.marks[index] === null && isPartialSum(round, entry.marks) ? t('fault.partial') : '';
}

function legendNode(round, item, ends, heading) {
  if (heading && round.form.items.length === 1) return el('legend', {}, heading);
  const isBallotOfOne = round.decide && round.form.items.length === 1;
  return el(
    'legend',
    { class: isBallotOfOne ? 'hidden-text' : '' },
    el('span', {}, item.title),
    ' ',
    ends ? el('span', { class: 'ends' }, ends) : null,
  );
}

function itemField(round, entry, index, hooks) {
  const item = round.form.items[index];
  const scale = scaleOf(round, index);
  const problem = el('p', { class: 'problem', role: 'status' });
  const field = isTyped(scale)
    ? new NumberField(round, entry, index, problem, hooks)
    : choiceField(round, entry, index, hooks);
  const node = el(
    'fieldset',
    { class: 'item' },
    legendNode(round, item, endsText(scale), hooks.heading),
    aboutNode(item.about),
    field.node,
    field.pad ? null : problem,
  );
  const update = () => {
    const text = itemProblem(round, entry, index);
    write(problem, text);
    field.update(text);
  };
  return { node, field, update, focus: () => field.focus() };
}

// A field for each item: [{node, update(), focus()}]. changed(isPointed) is called after the entry has the new mark, finished() after the
// last number. One pad is open at a time, at first that of the first number, but none in a list. row: {heading, group} of one of several subjects on
// a page, the node of its name and a prefix of its fields' names.
export function itemFields(round, entry, row, changed, finished) {
  const fields = [];
  const numbers = () => fields.map(({ field }) => field).filter((field) => field.pad);
  round.form.items.forEach((item, index) => {
    const later = () => fields.slice(index + 1).find(({ field }) => field.pad);
    const hooks = Object.assign({}, row, {
      changed,
      opened: (opened) => document.querySelectorAll('.pad').forEach((pad) => (pad.hidden = pad !== opened.pad)),
      next() {
        if (later()) later().focus();
        else finished();
      },
    });
    fields.push(itemField(round, entry, index, hooks));
  });
  numbers()
    .slice(0, -1)
    .forEach((field) => field.offerNext());
  const open = numbers().find((field) => entry.marks[field.item] < 0) || numbers()[0];
  if (open && fields[0].field.pad && !row.heading) open.pad.hidden = false;
  return fields;
}

// Returns {node, setRequired(required)}; changed() is called after the entry has the new text.
export function noteField(note, entry, index, changed) {
  const node = fromTemplate('note-template');
  const box = $('textarea', node);
  const counter = $('.counter', node);
  const showCount = () => {
    const length = characterCount(entry.notes[note.key]);
    write(counter, t('count', { n: length, max: note.max }));
    counter.classList.toggle('problem', length > note.max);
  };
  counter.id = 'counter-' + index + note.key;
  box.setAttribute('aria-label', note.title);
  box.setAttribute('aria-describedby', counter.id);
  box.value = entry.notes[note.key] || '';
  box.addEventListener('input', () => {
    entry.notes[note.key] = box.value;
    showCount();
    changed();
  });
  showCount();
  node.open = Boolean(box.value);
  return {
    node,
    setRequired(required) {
      write($('summary span', node), t(required ? 'required' : 'optional', { title: note.title }));
      if (required) node.open = true;
    },
  };
}
