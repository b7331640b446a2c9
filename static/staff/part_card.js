// One part of a meeting on its card: name, form, weight, who votes, and in a new meeting its roster. Knows no other part.
import { el, fill } from '../shared/dom.js';
import { button, checkbox, field, input, localized, options, problemLine, select } from './form_controls.js';
import { drawForm } from './form_preview.js';
import { rosterBox } from './roster_box.js';
import { normalizeNumber } from './weights.js';

// A form given in full that equals a shipped one counts as the shipped one; 'own' is any other.
function formId(form, forms) {
  if (!form || typeof form === 'string') return form || '';
  const shipped = forms.find((candidate) => candidate.id === form.id);
  return shipped && JSON.stringify(shipped) === JSON.stringify(form) ? form.id : 'own';
}

function formSelect(part, forms) {
  const choices = forms.map((form) => ({ value: form.id, text: form.title }));
  const id = formId(part.form, forms);
  if (id === 'own') choices.push({ value: 'own', text: part.form.title });
  return select(choices, id || (forms[0] && forms[0].id));
}

function controlsFor(part, context, left) {
  return {
    part,
    name: input(null, part.name),
    form: formSelect(part, context.forms),
    weight: input(null, part.weight || '1', { inputmode: 'decimal' }),
    source: select(options('part', ['ballots', 'entered']), part.source || 'ballots'),
    share: el('output', { class: 'share' }),
    groups: el('div', { class: 'ticks-line' }),
    boxes: [],
    picture: el('figure', { class: 'picture' }),
    head: el('h3', {}),
    roster: context.api ? rosterBox(context.api, part.subjects || [], left) : null,
  };
}

function layOut(card, remove, copyRoster) {
  card.voters = el('fieldset', { class: 'field' }, localized('legend', 'part.groups'), card.groups, problemLine());
  card.formField = field('part.form', card.form);
  card.enteredHint = localized('p', 'part.entered.hint', { class: 'hint' });
  card.removeButton = button('part.remove', remove, 'small');
  card.copyRoster = card.roster ? el('div', { class: 'acts lead' }, button('part.same', copyRoster, 'small')) : null;
  card.node = el(
    'section',
    { class: 'card part' },
    el('div', { class: 'part-head' }, card.head, card.removeButton),
    problemLine(),
    el(
      'div',
      { class: 'grid' },
      field('part.name', card.name),
      field('part.source', card.source),
      el('div', {}, field('part.weight', card.weight), card.share),
    ),
    card.enteredHint,
    el('div', { class: 'grid' }, card.formField, card.picture),
    card.voters,
    card.copyRoster,
    card.roster ? card.roster.node : localized('p', 'part.roster', { class: 'hint' }),
  );
}

// context: {forms, api (null where subjects are edited elsewhere), bands()}; left: what left() of its roster box returned before.
export function partCard(part, context, left, remove, copyRoster) {
  const card = controlsFor(part, context, left);
  layOut(card, remove, copyRoster);
  card.node.addEventListener('change', () => drawPart(card, context));
  return card;
}

// A part whose scores are typed in has no form and no voters.
export function drawPart(card, { forms, bands }) {
  const isEntered = card.source.value === 'entered';
  const form = card.form.value === 'own' ? card.part.form : forms.find((candidate) => candidate.id === card.form.value);
  card.formField.hidden = card.picture.hidden = isEntered;
  card.voters.hidden = isEntered || card.boxes.length < 2;
  card.enteredHint.hidden = !isEntered;
  if (form && !isEntered) drawForm(card.picture, form, bands());
}

function isGroupChecked(card, names, i) {
  const stored = card.part.groups && card.part.groups.length ? card.part.groups : null;
  if (!card.boxes.length) return !stored || stored.includes(names[i]);
  const sameCount = names.length === card.boxes.length;
  const old = sameCount ? card.boxes[i] : card.boxes.find((box) => box.value === names[i]);
  return old ? old.checked : true;
}

// A renamed group keeps its tick; a new one is ticked.
export function drawGroups(card, names) {
  card.boxes = names.map((name, i) => Object.assign(checkbox(isGroupChecked(card, names, i)), { value: name }));
  fill(
    card.groups,
    card.boxes.map((box) => el('label', {}, box, ' ', box.value || '…')),
  );
}

function nameFields(card, path) {
  card.node.dataset.field = path;
  ['name', 'form', 'weight', 'source'].forEach((key) => {
    card[key].dataset.field = path + '.' + key;
  });
  card.voters.dataset.field = path + '.groups';
  if (card.roster) card.roster.node.dataset.field = path + '.subjects';
}

// The part of the document. No list of groups means all of them, later ones included.
export function readPart(card, i) {
  nameFields(card, 'parts[' + i + ']');
  const part = Object.assign({}, card.part, {
    name: card.name.value.trim(),
    weight: normalizeNumber(card.weight.value),
    source: card.source.value,
    form: card.form.value === 'own' ? card.part.form : card.form.value,
  });
  const ticked = card.boxes.filter((box) => box.checked).map((box) => box.value);
  if (ticked.length === card.boxes.length) delete part.groups;
  else part.groups = ticked;
  if (card.roster) part.subjects = card.roster.read();
  return part;
}
