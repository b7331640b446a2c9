// Who is present, by group where there are several; and the correction of one round that has closed.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask } from '../staff/dialogs.js';
import { field, input, localized } from '../staff/form_controls.js';
import { headlineWithPart } from '../staff/round_titles.js';

const isWhole = (control) => /^\d+$/.test(control.value.trim());
const numberOf = (control) => Number(control.value.trim());
const countInput = (label, value) => input(label, value, { inputmode: 'numeric', maxlength: '7' });

// One pair of numbers for the whole meeting.
function plainFields(attendance) {
  const present = countInput(null, attendance.present);
  const absent = countInput(null, attendance.absent);
  return {
    controls: () => [present, absent],
    node: el('div', { class: 'grid' }, field('check.present', present), field('check.absent', absent)),
    read: () => ({ present: numberOf(present), absent: numberOf(absent) }),
  };
}

function groupRow(group, known) {
  const present = countInput(null, known.present);
  const absent = countInput(null, known.absent);
  present.setAttribute('aria-label', t('check.present') + ' ' + group.name);
  absent.setAttribute('aria-label', t('check.absent') + ' ' + group.name);
  const node = el(
    'tr',
    {},
    el('th', { scope: 'row' }, group.name),
    el('td', {}, group.size || '—'),
    el('td', {}, present),
    el('td', {}, absent),
  );
  return { name: group.name, present, absent, node };
}

function groupTable(rows, totals) {
  const heads = ['check.group', 'check.expected', 'check.present', 'check.absent'];
  const headRow = heads.map((key) => localized('th', key, { scope: 'col' }));
  const sumRow = el(
    'tr',
    { class: 'sum-row' },
    localized('th', 'check.total', { scope: 'row' }),
    el('td', {}),
    el('td', {}, totals.present),
    el('td', {}, totals.absent),
  );
  return el(
    'table',
    { class: 'table list attendance' },
    el('thead', {}, el('tr', {}, headRow)),
    el(
      'tbody',
      {},
      rows.map((row) => row.node),
      sumRow,
    ),
  );
}

function totalInput(key, value) {
  const control = countInput(null, value);
  control.setAttribute('aria-label', t(key) + ' ' + t('check.total'));
  return control;
}

// A row for each group; the totals are their sums, or are typed while no group is known.
function groupFields(attendance, groups) {
  const known = attendance.groups || {};
  const rows = groups.map((group) => groupRow(group, known[group.name] || { present: null, absent: null }));
  const totals = {
    present: totalInput('check.present', attendance.present),
    absent: totalInput('check.absent', attendance.absent),
  };
  const inGroups = rows.flatMap(({ present, absent }) => [present, absent]);
  const hasGroups = () => inGroups.some((control) => control.value.trim());
  const sum = (key) => rows.reduce((all, row) => all + (isWhole(row[key]) ? numberOf(row[key]) : 0), 0);
  function update() {
    Object.keys(totals).forEach((key) => {
      totals[key].readOnly = hasGroups();
      if (hasGroups()) totals[key].value = String(sum(key));
    });
  }
  inGroups.forEach((control) => control.addEventListener('input', update));
  update();
  const ofGroup = ({ present, absent }) => ({ present: numberOf(present), absent: numberOf(absent) });
  return {
    controls: () => (hasGroups() ? inGroups : Object.values(totals)),
    node: groupTable(rows, totals),
    read() {
      const whole = ofGroup(totals);
      if (!hasGroups()) return whole;
      return Object.assign(whole, { groups: Object.fromEntries(rows.map((row) => [row.name, ofGroup(row)])) });
    },
  };
}

function attendanceFields({ document: { groups } }, attendance) {
  return groups.length > 1 ? groupFields(attendance, groups) : plainFields(attendance);
}

const put = (desk, body) => desk.api.put(desk.path('/attendance'), body);

const isClosed = (round) => round && ['closed', 'published'].includes(round.state);

// The closed rounds that have the number that the meeting has: a wrong number was most likely wrong for all of them.
function roundsAlike({ attendance, reconciliation, rounds }) {
  return reconciliation.rounds
    .filter(({ present }) => present !== null && present === attendance.present)
    .map(({ round }) => rounds.find((candidate) => candidate.id === round))
    .filter(isClosed);
}

function alsoRounds(meeting, alike) {
  const box = el('input', { type: 'checkbox' });
  const text = t('check.also', { n: alike.length, present: meeting.attendance.present });
  return { box, node: alike.length ? el('label', { class: 'tick' }, box, ' ', text) : null };
}

async function putAll(desk, body, rounds) {
  await put(desk, body);
  for (const round of rounds) await put(desk, Object.assign({}, body, { round: round.id }));
}

export function attendanceForm(desk) {
  const fields = attendanceFields(desk.meeting, desk.meeting.attendance);
  const alike = roundsAlike(desk.meeting);
  const also = alsoRounds(desk.meeting, alike);
  const submit = (event) => {
    event.preventDefault();
    const wrong = fields.controls().find((control) => !isWhole(control));
    if (!wrong) desk.save(() => putAll(desk, fields.read(), also.box.checked ? alike : []), t('saved'));
    else {
      desk.say(t('check.whole'));
      wrong.focus();
    }
  };
  return el(
    'form',
    { class: 'card block', id: 'attendance', novalidate: true, on: { submit } },
    localized('h2', 'check.attendance'),
    fields.node,
    also.node,
    localized('button', 'save', { type: 'submit', class: 'button' }),
  );
}

// counts: the round's line of the reconciliation. The numbers of the meeting are offered if the round has the same.
export async function correctAttendance(desk, round, counts) {
  const { attendance } = desk.meeting;
  const isSame = counts.present === null || counts.present === attendance.present;
  const fields = attendanceFields(desk.meeting, isSame ? attendance : { present: counts.present, absent: null });
  const body = await ask({
    title: t('check.correct.title', { n: round.number, name: headlineWithPart(desk.meeting.document, round) }),
    yes: t('save'),
    content: [localized('p', 'check.correct.why', { class: 'soft' }), fields.node],
    check: () => (fields.controls().every(isWhole) ? '' : t('check.whole')),
    value: () => Object.assign(fields.read(), { round: round.id }),
  });
  if (body) await desk.save(() => put(desk, body), t('saved'));
}
