// The fields for the people present and absent and for spare cards, by group where there are several. Knows no request.
import { el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { field, input, localized, nextId } from '../staff/form_controls.js';
import { absentOf, sumOf, wholeNumber } from './attendance_numbers.js';
import { fewerIssued } from './card_groups.js';

const countInput = (value) => input(null, value, { inputmode: 'numeric', maxlength: '7' });
const valueOf = (control) => wholeNumber(control.value);
const isBlank = (control) => !control.value.trim();

// Absent follows from expected and present until somebody types it.
function computeAbsent(present, absent, expected) {
  const computed = () => absentOf(expected, valueOf(present));
  let isTyped = !isBlank(absent) && valueOf(absent) !== computed();
  absent.addEventListener('input', () => {
    isTyped = !isBlank(absent);
  });
  present.addEventListener('input', () => {
    if (!isTyped) absent.value = computed() === null ? '' : String(computed());
  });
}

function byName(rows, nameOf, read) {
  return rows.reduce((all, row) => Object.assign(all, { [nameOf(row)]: read(row) }), {});
}

// Nothing of what is blank everywhere; otherwise every control must have a whole number. {controls, isBlank(), read()}.
const fieldSet = (controls, read) => ({ controls, isBlank: () => controls().every(isBlank), read });

// One pair of numbers for the whole meeting.
function plainPeople(attendance, expected) {
  const present = countInput(attendance.present);
  const absent = countInput(attendance.absent);
  computeAbsent(present, absent, expected);
  const read = () => ({ present: valueOf(present), absent: valueOf(absent) });
  const nodes = [field('check.present', present), field('check.absent', absent)];
  return Object.assign(
    fieldSet(() => [present, absent], read),
    { nodes, presentOf: () => present },
  );
}

function labelledInput(value, ...labels) {
  const control = countInput(value);
  control.setAttribute('aria-label', labels.join(' '));
  return control;
}

function peopleRow(group, known) {
  const present = labelledInput(known.present, t('check.present'), group.name);
  const absent = labelledInput(known.absent, t('check.absent'), group.name);
  computeAbsent(present, absent, group.size);
  return { name: group.name, present, absent };
}

// A row for each group; the totals are their sums, or are typed while no group is known.
function groupPeople(attendance, groups, expected) {
  const known = attendance.groups || {};
  const rows = groups.map((group) => peopleRow(group, known[group.name] || { present: null, absent: null }));
  const totals = {
    present: labelledInput(attendance.present, t('check.present'), t('check.total')),
    absent: labelledInput(attendance.absent, t('check.absent'), t('check.total')),
  };
  const inGroups = rows.flatMap(({ present, absent }) => [present, absent]);
  const hasGroups = () => !inGroups.every(isBlank);
  function update() {
    Object.keys(totals).forEach((key) => {
      totals[key].readOnly = hasGroups();
      if (hasGroups()) totals[key].value = String(sumOf(rows.map((row) => valueOf(row[key]))));
    });
  }
  computeAbsent(totals.present, totals.absent, expected);
  inGroups.forEach((control) => control.addEventListener('input', update));
  update();
  const numbersOf = ({ present, absent }) => ({ present: valueOf(present), absent: valueOf(absent) });
  const read = () => {
    const whole = numbersOf(totals);
    if (!hasGroups()) return whole;
    return Object.assign(whole, { groups: byName(rows, (row) => row.name, numbersOf) });
  };
  const controls = () => (hasGroups() ? inGroups : Object.values(totals));
  const presentOf = (name) => rows.find((row) => row.name === name).present;
  return Object.assign(fieldSet(controls, read), { rows, totals, presentOf });
}

// cards: of cardGroups(), [] where none are printed. `prefilled`: the cards that never came in are offered as spare ones.
function spareFields(cards, prefilled, isOnly) {
  const offered = ({ spare, unused }) => (spare === null && prefilled ? unused : spare);
  const rows = cards.map((group) => ({
    group,
    control: isOnly ? countInput(offered(group)) : labelledInput(offered(group), t('check.spare'), group.group),
    warning: el('p', { class: 'warn', id: nextId('few-issued'), role: 'status' }),
  }));
  const controls = rows.map(({ control }) => control);
  const total = el('output', {});
  const update = () => {
    total.textContent = String(sumOf(controls.map(valueOf)));
  };
  controls.forEach((control) => control.addEventListener('input', update));
  update();
  const nameOf = ({ group }) => group.group;
  const read = () => ({ spare: byName(rows, nameOf, ({ control }) => valueOf(control)) });
  return Object.assign(
    fieldSet(() => controls, read),
    { rows, total },
  );
}

// Cards that were taken by people who never came in are not spare: says so while fewer are handed out than people present.
function warnOfFewIssued(people, { rows }, node) {
  function update() {
    rows.forEach(({ group, control, warning }) => {
      const few = fewerIssued(valueOf(people.presentOf(group.group)), group.printed, valueOf(control));
      write(warning, few ? t('check.spare.few', few) : '');
      warning.hidden = !few;
    });
  }
  rows.forEach(({ control, warning }) => control.setAttribute('aria-describedby', warning.id));
  node.addEventListener('input', update);
  update();
}

const unusedText = ({ printed, unused }) => t('check.spare.of', { n: unused, printed });

function plainNode(people, spare) {
  const [only] = spare.rows;
  const control = only && field('check.spare', only.control);
  if (only) control.append(el('p', { class: 'hint' }, unusedText(only.group)), only.warning);
  return el('div', { class: 'grid' }, people.nodes, control);
}

const cellOf = (...content) => el('td', {}, content);

// A group may have no cards.
function spareCell(spare, name) {
  if (!spare.rows.length) return null;
  const row = spare.rows.find(({ group }) => group.group === name);
  return row ? cellOf(row.control, el('p', { class: 'hint' }, unusedText(row.group)), row.warning) : cellOf('—');
}

function tableNode(people, spare, groups) {
  const heads = ['check.group', 'check.expected', 'check.present', 'check.absent'];
  const columns = spare.rows.length ? [...heads, 'check.spare'] : heads;
  const rows = people.rows.map((row, i) =>
    el(
      'tr',
      {},
      el('th', { scope: 'row' }, row.name),
      cellOf(groups[i].size || '—'),
      cellOf(row.present),
      cellOf(row.absent),
      spareCell(spare, row.name),
    ),
  );
  const { present, absent } = people.totals;
  const sumRow = el(
    'tr',
    { class: 'sum-row' },
    localized('th', 'check.total', { scope: 'row' }),
    cellOf(sumOf(groups.map((group) => group.size)) || ''),
    cellOf(present),
    cellOf(absent),
    spare.rows.length ? cellOf(spare.total) : null,
  );
  const headRow = columns.map((key) => localized('th', key, { scope: 'col' }));
  return el(
    'div',
    { class: 'scroll' },
    el(
      'table',
      { class: 'table list attendance' },
      el('thead', {}, el('tr', {}, headRow)),
      el('tbody', {}, rows, sumRow),
    ),
  );
}

// {node, people, spare}: each of the two {controls(), isBlank(), read(): part of the request}.
export function attendanceFields({ groups, expected, admission }, attendance, cards = [], prefilled = false) {
  const isOnly = groups.length === 1;
  const people = isOnly ? plainPeople(attendance, expected) : groupPeople(attendance, groups, expected);
  const spare = spareFields(cards, prefilled, isOnly);
  const node = isOnly ? plainNode(people, spare) : tableNode(people, spare, groups);
  // With open admission people come in without a card.
  if (admission === 'cards') warnOfFewIssued(people, spare, node);
  return { people, spare, node };
}

// The first control that has no whole number, of the sets that are not blank.
export const firstWrong = (...sets) =>
  sets
    .filter((set) => !set.isBlank())
    .flatMap((set) => set.controls())
    .find((control) => valueOf(control) === null);
