// 结果与决定: the proposed grades with their reasons, and what people decide, adjust, flag and enter.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { localized } from '../staff/form_controls.js';
import { boardsOf, gradeTag, reasonsText } from '../staff/rules_preview.js';
import { additionOf, editAdjustments, editDecision, editFlags, gradesOf, subjectIds } from './decisions.js';
import { enteredScores } from './entered_scores.js';
import { fingerprint } from './fingerprint.js';
import { isCertified, isUnfinished } from './meeting_phase.js';
import { row, rowButton, table } from './table.js';

const orDash = (value) => (value === null || value === undefined ? '—' : value);
const lineBelow = (text, kind) => (text ? el('span', { class: (kind || 'soft') + ' under' }, text) : null);

function columnsFor(partNames) {
  return [
    { key: 'result.rank', kind: 'number' },
    { key: 'result.name', kind: 'who' },
    ...partNames.map((name) => ({ text: name, kind: 'number' })),
    { key: 'result.score', kind: 'number' },
    { key: 'result.grade' },
    { key: 'result.decided', kind: 'decided' },
    { key: 'acts' },
  ];
}

// After certification only decisions may change (CONTRACT "phase").
function editButtons(desk, result, ids) {
  const { name } = result.subject;
  const isFixed = !ids.length || isCertified(desk.meeting);
  return el(
    'div',
    { class: 'acts tight' },
    rowButton('decide', name, () => editDecision(desk, result, ids), !ids.length),
    rowButton('adjust', name, () => editAdjustments(desk, result, ids), isFixed),
    rowButton('flag', name, () => editFlags(desk, result, ids), isFixed),
  );
}

function nameCell(desk, subject, ids) {
  const flags = ids.length ? additionOf(desk, 'flags', ids).value || [] : [];
  return [subject.name, lineBelow(subject.unit), lineBelow(flags.join(t('list')), 'warn')];
}

function scoreCell(result) {
  const adjustments = result.adjustments.map((adjustment) => adjustment.points + ' ' + adjustment.reason);
  return [el('strong', {}, orDash(result.score)), lineBelow(adjustments.join(t('clauses')))];
}

function decisionCell(desk, result) {
  const { decided } = result;
  if (!decided || !decided.grade) return el('span', { class: 'soft' }, t('result.undecided'));
  return [gradeTag(decided.grade, gradesOf(desk, result)), lineBelow(decided.reason)];
}

const awardsLine = ({ awards }) => lineBelow((awards || []).join(t('list')), 'good');

function resultRow(desk, result, partNames, columns) {
  const ids = subjectIds(desk, result);
  const cells = [
    orDash(result.rank),
    nameCell(desk, result.subject, ids),
    ...partNames.map((name) => orDash(result.parts[name])),
    scoreCell(result),
    [gradeTag(result.grade, gradesOf(desk, result)), awardsLine(result)],
    decisionCell(desk, result),
    editButtons(desk, result, ids),
  ];
  return row(columns, cells, 'upper');
}

// A second row for the reasons, because they need the whole width.
const reasonsRow = (result, columns) =>
  el(
    'tr',
    { class: 'lower' },
    el('td', {}),
    el(
      'td',
      { colspan: String(columns.length - 1), class: 'soft' },
      t('result.reasons') + t('colon') + (reasonsText(result) || '—'),
    ),
  );

function boardSection(desk, { title, partNames, results, lines }) {
  const columns = columnsFor(partNames);
  const rows = [];
  results.forEach((result) => rows.push(resultRow(desk, result, partNames, columns), reasonsRow(result, columns)));
  const head = el('section', { class: 'card' }, title ? el('h2', { class: 'soft' }, title) : null, lines);
  const name = title || t('nav.results');
  return [
    title || lines.length ? head : null,
    el('section', { class: 'card flush' }, table(name, columns, rows, 'top close')),
  ];
}

async function loadDraft(desk) {
  return { tally: await desk.api.get(desk.path('/tally.json?draft=1')), isDraft: true };
}

// The final tally, or a draft while a round is open or unpublished, which this page may not know yet.
async function loadTally(desk) {
  if (isUnfinished(desk.meeting)) return loadDraft(desk);
  try {
    return { tally: await desk.api.get(desk.path('/tally.json')), isDraft: false };
  } catch (problem) {
    if (!['round_open', 'not_published'].includes(problem.code)) throw problem;
    return loadDraft(desk);
  }
}

function build(desk) {
  const holder = el('div', { class: 'stack' }, el('p', { class: 'soft' }, t('loading')));
  desk.attempt(async () => {
    const { tally, isDraft } = await loadTally(desk);
    fill(
      holder,
      isDraft ? localized('p', 'result.draft', { class: 'banner' }) : null,
      isCertified(desk.meeting) ? localized('p', 'result.certified', { class: 'banner good' }) : null,
      boardsOf(tally).map((board) => boardSection(desk, board)),
      tally.results.length ? null : localized('p', 'result.none', { class: 'soft' }),
      enteredScores(desk),
      isCertified(desk.meeting) ? fingerprint(desk) : null,
    );
  });
  return { node: holder };
}

export const section = { key: 'results', build };
