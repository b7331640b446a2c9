// Edits the parts of a meeting: name, form, weight, who votes, and in a new meeting the roster. Knows no rules.
import { el, fill, write } from '../shared/dom.js';
import { t, translate } from '../shared/i18n.js';
import { button, field, select, w } from './dialogs.js';
import { checkbox, input, option, problem } from './form_controls.js';
import { drawForm } from './form_preview.js';
import { rosterBox } from './roster_rows.js';
import { figure, shares, total } from './weights.js';

// A written-out form that is a shipped one word for word counts as that one.
function formId(form, forms) {
  if (!form || typeof form === 'string') return form || '';
  const shipped = forms.find((one) => one.id === form.id);
  return shipped && JSON.stringify(shipped) === JSON.stringify(form) ? form.id : 'own';
}

function formChoice(part, forms) {
  const options = forms.map((form) => ({ value: form.id, text: form.title }));
  const id = formId(part.form, forms);
  if (id === 'own') options.push({ value: 'own', text: part.form.title });
  return select(options, id || (forms[0] && forms[0].id));
}

function readPart(c, i) {
  const at = 'parts[' + i + ']';
  c.node.dataset.field = at;
  ['name', 'form', 'weight', 'source'].forEach((key) => {
    c[key].dataset.field = at + '.' + key;
  });
  c.voters.dataset.field = at + '.groups';
  const part = Object.assign({}, c.part, {
    name: c.name.value.trim(),
    weight: figure(c.weight.value),
    source: c.source.value,
    form: c.form.value === 'own' ? c.part.form : c.form.value,
  });
  const ticked = c.boxes.filter((box) => box.checked).map((box) => box.value);
  if (ticked.length === c.boxes.length) delete part.groups;
  else part.groups = ticked;
  if (!c.roster) return part;
  c.roster.node.dataset.field = at + '.subjects';
  part.subjects = c.roster.read();
  return part;
}

// A renamed group keeps its tick; a new one is ticked.
function drawGroups(c, names) {
  const same = names.length === c.boxes.length;
  const chosen = c.part.groups && c.part.groups.length ? c.part.groups : null;
  const on = (name, i) => {
    if (!c.boxes.length) return !chosen || chosen.includes(name);
    const old = same ? c.boxes[i] : c.boxes.find((box) => box.value === name);
    return old ? old.checked : true;
  };
  c.boxes = names.map((name, i) => Object.assign(checkbox(on(name, i)), { value: name }));
  fill(
    c.groups,
    c.boxes.map((box) => el('label', {}, box, ' ', box.value || '…')),
  );
}

function controls(part, forms, api, left) {
  return {
    part,
    name: input(null, part.name),
    form: formChoice(part, forms),
    weight: input(null, part.weight || '1', { inputmode: 'decimal' }),
    source: select(['ballots', 'entered'].map(option('part')), part.source || 'ballots'),
    share: el('output', { class: 'share' }),
    groups: el('div', { class: 'ticks-line' }),
    boxes: [],
    picture: el('figure', { class: 'picture' }),
    head: el('h3', {}),
    roster: api ? rosterBox(api, part.subjects || [], left) : null,
  };
}

function layOut(c, remove, same) {
  c.voters = el('fieldset', { class: 'field' }, w('legend', 'part.groups'), c.groups, problem());
  c.formField = field('part.form', c.form);
  c.typed = w('p', 'part.entered.hint', { class: 'hint' });
  c.remove = button('part.remove', remove, 'small');
  c.same = c.roster ? el('div', { class: 'acts lead' }, button('part.same', same, 'small')) : null;
  return el(
    'section',
    { class: 'card part' },
    el('div', { class: 'part-head' }, c.head, c.remove),
    problem(),
    el(
      'div',
      { class: 'grid' },
      field('part.name', c.name),
      field('part.source', c.source),
      el('div', {}, field('part.weight', c.weight), c.share),
    ),
    c.typed,
    el('div', { class: 'grid' }, c.formField, c.picture),
    c.voters,
    c.same,
    c.roster ? c.roster.node : w('p', 'part.roster', { class: 'hint' }),
  );
}

// forms: the shipped ones; api: for rosters, or null where subjects are edited elsewhere; names(): the groups' names;
// bands(): the meeting's; left: what else stood in each roster's box.
export function partsEditor(given, forms, api, names, bands, left) {
  const list = el('div', { class: 'parts', data: { field: 'parts' } });
  const sum = el('p', { class: 'hint', role: 'status' });
  let cards = [];

  function card(part, before) {
    const one = controls(part, forms, api, before);
    one.node = layOut(
      one,
      () => drop(one),
      () => copyBefore(one),
    );
    one.node.addEventListener('input', follow);
    one.node.addEventListener('change', () => draw(one));
    return one;
  }

  function drop(one) {
    cards = cards.filter((c) => c !== one);
    redraw();
    cards[0].name.focus();
  }

  // Takes over the roster of the part before, as it stands there.
  async function copyBefore(one) {
    const before = cards[cards.indexOf(one) - 1].roster;
    await before.ready();
    await one.roster.replace(before.read());
  }

  function add() {
    cards.push(card({ name: '', subjects: [], form: cards[0].form.value === 'own' ? '' : cards[0].form.value }));
    redraw();
    cards[cards.length - 1].name.focus();
  }

  // A part whose scores are typed in needs no form and no voters.
  function draw(c) {
    const typed = c.source.value === 'entered';
    const form = c.form.value === 'own' ? c.part.form : forms.find((one) => one.id === c.form.value);
    [c.formField, c.picture].forEach((node) => {
      node.hidden = typed;
    });
    c.voters.hidden = typed || c.boxes.length < 2;
    c.typed.hidden = !typed;
    if (form && !typed) drawForm(c.picture, form, bands());
  }

  function follow() {
    const weights = cards.map((c) => figure(c.weight.value));
    const each = shares(weights);
    cards.forEach((c, i) => {
      write(c.share, each[i] ? t('part.share', { share: each[i] }) : '?');
      write(c.head, c.name.value.trim() || t('part.new'));
    });
    sum.hidden = cards.length < 2;
    write(sum, total(weights) ? t('part.total', { total: total(weights) }) : t('part.total.none'));
  }

  function groupsChanged() {
    cards.forEach((c) => {
      drawGroups(c, names());
      draw(c);
    });
  }

  function redraw() {
    cards.forEach((c, i) => {
      c.remove.hidden = cards.length === 1;
      if (c.same) c.same.hidden = i === 0;
    });
    fill(
      list,
      problem(),
      cards.map((c) => c.node),
    );
    groupsChanged();
    translate(list);
    follow();
  }

  cards = given.map((part, i) => card(part, left && left[i]));
  return {
    node: el('div', {}, list, sum, button('part.add', add, 'small')),
    start: redraw,
    groupsChanged,
    bandsChanged: () => cards.forEach(draw),
    // Has every roster checked; false when one holds a wrong line.
    ready: async () => (await Promise.all(cards.map((c) => (c.roster ? c.roster.ready() : true)))).every(Boolean),
    left: () => cards.map((c) => (c.roster ? c.roster.left() : null)),
    read: () => cards.map(readPart),
  };
}
