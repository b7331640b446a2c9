// One part of a meeting on its card: name, form, how it is decided, weight, who votes, and in a new meeting its roster. Knows no
// other part.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { button, checkbox, field, input, localized, options, problemLine, select } from './form_controls.js';
import { partDecision } from './part_decision.js';
import { partForm } from './part_form.js';
import { rosterBox } from './roster_box.js';
import { normalizeNumber } from './weights.js';

const DRAWN_NAMES = 3;

const sourceOf = (part) => (part.decide ? 'votes' : part.source || 'ballots');

function controlsFor(part, context, left) {
  const card = {
    part,
    name: input(null, part.name),
    weight: input(null, part.weight || '1', { inputmode: 'decimal' }),
    source: select(options('part', ['ballots', 'votes', 'entered']), sourceOf(part)),
    share: el('output', { class: 'share' }),
    groups: el('div', { class: 'ticks-line' }),
    boxes: [],
    head: el('h3', {}),
    roster: context.api ? rosterBox(context.api, part.subjects || [], left) : null,
  };
  const isDecided = () => card.source.value === 'votes';
  const meetingNames = () => context.bands().map((band) => band[0]);
  const bandNames = () => (card.decision && card.decision.bands.names()) || meetingNames();
  card.form = partForm(part.form, { forms: context.forms, isDecided, bandNames });
  card.decision = partDecision(part, { form: () => card.form.current, meetingBands: context.bands });
  return card;
}

function layOut(card, remove, copyRoster) {
  card.voters = el('fieldset', { class: 'field' }, localized('legend', 'part.groups'), card.groups, problemLine());
  card.enteredHint = localized('p', 'part.entered.hint', { class: 'hint' });
  card.removeButton = button('part.remove', remove, 'small');
  card.copyRoster = card.roster ? el('div', { class: 'acts lead' }, button('part.same', copyRoster, 'small')) : null;
  card.weightField = el('div', {}, field('part.weight', card.weight), card.share);
  card.node = el(
    'section',
    { class: 'card part' },
    el('div', { class: 'part-head' }, card.head, card.removeButton),
    problemLine(),
    el('div', { class: 'grid' }, field('part.name', card.name), field('part.source', card.source), card.weightField),
    card.enteredHint,
    card.form.node,
    card.decision.node,
    card.voters,
    card.copyRoster,
    card.roster ? card.roster.node : localized('p', 'part.roster', { class: 'hint' }),
  );
}

// Votes need words: a form of numbers alone gives way to that of a motion.
function sourceChanged(card, { forms }) {
  const motion = forms.find((form) => form.id === 'motion');
  const hasWords = card.form.current.items.some((item) => (item.scale || card.form.current.scale).choices);
  if (card.source.value === 'votes' && !hasWords && motion) card.form.load(motion);
}

// context: {forms, api (null where subjects are edited elsewhere), bands()}; left: what left() of its roster box returned before.
export function partCard(part, context, left, remove, copyRoster) {
  const card = controlsFor(part, context, left);
  layOut(card, remove, copyRoster);
  card.source.addEventListener('input', () => sourceChanged(card, context));
  card.node.addEventListener('input', () => drawPart(card));
  card.node.addEventListener('change', () => drawPart(card));
  return card;
}

function drawnNames(card) {
  const subjects = card.roster ? card.roster.read() : card.part.subjects || [];
  const names = subjects.map((subject) => subject.name).filter(Boolean);
  return (names.length ? names : t('trial.names').split('|')).slice(0, DRAWN_NAMES);
}

// A part whose scores are typed in has no form and no voters. judging: the bands that judge it, where they are known.
export function drawPart(card, judging) {
  const isEntered = card.source.value === 'entered';
  const isDecided = card.source.value === 'votes';
  if (judging) card.judging = judging;
  card.form.node.hidden = isEntered;
  card.voters.hidden = isEntered || card.boxes.length < 2;
  card.enteredHint.hidden = !isEntered;
  card.weightField.hidden = isDecided;
  card.form.update(card.path ? card.path + '.form' : '');
  card.decision.update({ isDecided, isEntered });
  card.decision.bands.show(card.judging);
  if (!isEntered) card.form.draw(isDecided ? [] : card.judging || [], drawnNames(card));
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

export function partOutline(card) {
  const form = card.form.current;
  const scored = form.items.filter((item) => item.weight !== '0');
  return {
    name: card.name.value.trim(),
    source: card.source.value,
    decide: card.source.value === 'votes',
    items: form.items,
    scales: scored.map((item) => item.scale || form.scale),
    bandNames: card.decision.bands.names() || [],
  };
}

function nameFields(card, path) {
  card.path = path;
  card.node.dataset.field = path;
  ['name', 'weight', 'source'].forEach((key) => {
    card[key].dataset.field = path + '.' + key;
  });
  card.voters.dataset.field = path + '.groups';
  if (card.roster) card.roster.node.dataset.field = path + '.subjects';
}

const OUTCOME_FIELDS = ['weight', 'decide', 'figures', 'bands', 'abstained'];

// The part of the document, with the fields that this editor does not show as they were. No list of groups means all of them,
// later ones included.
export function readPart(card, i) {
  const path = 'parts[' + i + ']';
  const isDecided = card.source.value === 'votes';
  nameFields(card, path);
  const part = Object.assign({}, card.part, {
    name: card.name.value.trim(),
    source: isDecided ? 'ballots' : card.source.value,
    form: card.form.read(path + '.form'),
  });
  OUTCOME_FIELDS.forEach((name) => delete part[name]);
  const outcome = card.decision.read(path, isDecided);
  Object.keys(outcome).forEach((name) => {
    if (outcome[name] !== undefined) part[name] = outcome[name];
  });
  if (!isDecided) part.weight = normalizeNumber(card.weight.value);
  const ticked = card.boxes.filter((box) => box.checked).map((box) => box.value);
  if (ticked.length === card.boxes.length) delete part.groups;
  else part.groups = ticked;
  if (card.roster) part.subjects = card.roster.read();
  return part;
}
