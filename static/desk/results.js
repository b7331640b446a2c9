// 结果与决定: the proposed grades with their reasons, and what people decide, adjust, flag and enter.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { basisName, figureSentence, seatsSentence, shareSentence } from '../shared/vote_sentences.js';
import { askAgain } from '../staff/added_part_questions.js';
import { answersInOrder } from '../staff/answers_in_order.js';
import { button, localized } from '../staff/form_controls.js';
import { boardsOf, gradeTag, reasonsText } from '../staff/rules_preview.js';
import { additionOf, editAdjustments, editDecision, editFlags, gradesOf, labelOf, subjectIds } from './decisions.js';
import { enteredScores } from './entered_scores.js';
import { fingerprint } from './fingerprint.js';
import { GradeTable, hasDrafts, isSavingGrades } from './grade_table.js';
import { pastScore } from './last_year.js';
import { isCertified, isUnfinished } from './meeting_phase.js';
import { opinionButton } from './opinions.js';
import { row, rowButton, table } from './table.js';
import { writeInSection } from './write_ins.js';

const orDash = (value) => (value === null || value === undefined ? '—' : value);
const lineBelow = (text, kind) => (text ? el('span', { class: (kind || 'soft') + ' under' }, text) : null);

// Votes decide by themselves: what people have decided is shown where they have.
const showsDecisions = ({ isDecided, results }) =>
  !isDecided || results.some(({ decided }) => decided && decided.grade);

const hasPast = ({ results }) => results.some((result) => result.last_year);

// Last year's score as it was printed then, and the grade that was decided.
function pastCell({ last_year: past }) {
  if (!past) return '—';
  return [
    pastScore(past) || null,
    past.grade ? el('span', { class: pastScore(past) ? 'under' : null }, past.grade) : null,
  ];
}

// roster: {isDecided, partNames: with a score column, awards, results}.
function columnsFor(roster) {
  const { isDecided, partNames, awards } = roster;
  return [
    { key: 'result.rank', kind: 'number' },
    { key: 'result.name', kind: 'who' },
    ...partNames.map((name) => ({ text: name, kind: 'number' })),
    { key: isDecided ? 'result.votes' : 'result.score', kind: 'number' },
    { key: isDecided ? 'result.outcome' : 'result.grade' },
    ...(awards.length ? [{ key: 'result.awards' }] : []),
    ...(hasPast(roster) ? [{ key: 'result.last_year' }] : []),
    ...(showsDecisions(roster) ? [{ key: 'result.decided', kind: 'decided' }] : []),
    { key: 'acts' },
  ];
}

// After certification only decisions may change (CONTRACT "phase"). Votes have no points to be added to, and what they decide is
// seldom decided otherwise: in a dialog, not in the table.
function editButtons(desk, roster, result, ids) {
  const name = labelOf(desk, result, ids);
  const isFixed = !ids.length || isCertified(desk.meeting);
  return el(
    'div',
    { class: 'acts tight' },
    roster.isDecided ? rowButton('decide', name, () => editDecision(desk, result, ids), !ids.length) : null,
    roster.isDecided ? null : rowButton('adjust', name, () => editAdjustments(desk, result, ids), isFixed),
    rowButton('flag', name, () => editFlags(desk, result, ids), isFixed),
    opinionButton(desk, result, ids),
  );
}

function nameCell(desk, subject, ids) {
  const flags = ids.length ? additionOf(desk, 'flags', ids).value || [] : [];
  return [subject.name, lineBelow(subject.unit), lineBelow(flags.join(t('list')), 'warn')];
}

function scoreCell(roster, result) {
  if (roster.isDecided) return votesCell(result.votes);
  const adjustments = result.adjustments.map((adjustment) => adjustment.points + ' ' + adjustment.reason);
  return [el('strong', {}, orDash(result.score)), lineBelow(adjustments.join(t('clauses')))];
}

function votesCell(votes) {
  if (!votes) return '—';
  const needed = votes.needed === null ? '' : t('result.needed', { n: votes.needed });
  return [
    el('strong', {}, shareSentence(votes)),
    lineBelow(joinClauses([t('result.of', { basis: basisName(votes.basis) }), needed])),
  ];
}

const joinClauses = (clauses) => clauses.filter(Boolean).join(t('clauses'));

function gradeCell(desk, result) {
  if (result.remarks.some((remark) => remark.code === 'again')) return el('strong', { class: 'warn' }, t('vote.again'));
  return gradeTag(result.grade, gradesOf(desk, result));
}

// Awards given, and those that a tie keeps open.
function awardsCell(roster, result) {
  const names = [result.subject.name, t('name.unit', result.subject)];
  const pending = roster.awards.filter((award) => award.pending.some((name) => names.includes(name)));
  const open = pending.map((award) => award.name).join(t('list'));
  return [result.awards.join(t('list')), open ? lineBelow(t('result.pending', { awards: open }), 'warn') : null];
}

function decisionCell(desk, roster, result, ids, grades) {
  if (!roster.isDecided && ids.length) return grades.cell(result, ids);
  const { decided } = result;
  if (!decided || !decided.grade) return el('span', { class: 'soft' }, t('result.undecided'));
  return [gradeTag(decided.grade, gradesOf(desk, result)), lineBelow(decided.reason)];
}

function resultRow(desk, roster, result, columns, grades) {
  const ids = subjectIds(desk, result);
  const cells = [
    orDash(result.rank),
    nameCell(desk, result.subject, ids),
    ...roster.partNames.map((name) => orDash(result.parts[name])),
    scoreCell(roster, result),
    gradeCell(desk, result),
    ...(roster.awards.length ? [awardsCell(roster, result)] : []),
    ...(hasPast(roster) ? [pastCell(result)] : []),
    ...(showsDecisions(roster) ? [decisionCell(desk, roster, result, ids, grades)] : []),
    editButtons(desk, roster, result, ids),
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

// The boards of a tally, and for each whether votes decide, and its awards.
function rostersOf(desk, tally) {
  const decided = desk.meeting.document.parts.filter((part) => part.decide).map((part) => part.name);
  return boardsOf(tally).map((board, i) => {
    const isDecided = board.partNames.some((name) => decided.includes(name));
    const { awards } = tally.rosters ? tally.rosters[i] : { awards: [] };
    return Object.assign({}, board, { isDecided, awards, partNames: isDecided ? [] : board.partNames });
  });
}

function rosterSections(desk, roster, grades) {
  const { title, results, lines } = roster;
  const columns = columnsFor(roster);
  const rows = results.flatMap((result) => [
    resultRow(desk, roster, result, columns, grades),
    reasonsRow(result, columns),
  ]);
  return [
    title ? el('h2', { class: 'roster-name' }, title) : null,
    lines.length ? el('section', { class: 'card' }, lines) : null,
    el('section', { class: 'card flush' }, table(title || t('nav.results'), columns, rows, 'top close stacks')),
  ];
}

// Who got the seats of a part; where some are open, a run-off for them.
function seatsSection(desk, part) {
  const { outcome } = part;
  if (!outcome) return null;
  const elected = outcome.elected.length
    ? t('seats.elected', { grade: outcome.grade, names: outcome.elected.join(t('list')) })
    : '';
  const tied = outcome.tied.length ? t('seats.tied', { names: outcome.tied.join(t('list')) }) : '';
  const shown = desk.state.parts.find((one) => one.name === part.name);
  const canAdd =
    shown && !isCertified(desk.meeting) && outcome.open > 0 && outcome.again === null && desk.state.results;
  return el(
    'section',
    { class: 'card' },
    el('h2', { class: 'soft' }, t('seats.head', { part: part.name })),
    el('p', {}, el('strong', {}, seatsSentence(outcome))),
    elected ? el('p', {}, elected) : null,
    tied ? el('p', { class: 'warn' }, tied) : null,
    outcome.again ? el('p', {}, t('seats.again', { part: outcome.again })) : null,
    canAdd
      ? el(
          'div',
          { class: 'acts' },
          button('seats.vote', () => addRunOff(desk, shown)),
        )
      : null,
  );
}

async function addRunOff(desk, part) {
  const added = await askAgain(desk.state, part, t('seats.add'));
  if (added) await desk.save(() => desk.api.patch(desk.path(), { add_part: added }), t('seats.added'));
}

// Named shares of each subject: 满意率.
function figuresSection(part) {
  const subjects = part.subjects.filter((subject) => subject.figures && subject.figures.length);
  if (!subjects.length) return null;
  const line = ({ name, figures }) => el('li', {}, name + t('colon') + figures.map(figureSentence).join(t('clauses')));
  return el(
    'section',
    { class: 'card' },
    el('h2', { class: 'soft' }, t('figures.head', { part: part.name })),
    el('ul', { class: 'dots' }, subjects.map(line)),
  );
}

function partSections(desk, tally) {
  const documents = new Map(desk.meeting.document.parts.map((part) => [part.name, part]));
  return tally.parts.flatMap((part) => {
    const { decide } = documents.get(part.name) || {};
    const votes = decide ? [seatsSection(desk, part), writeInSection(desk, part, decide)] : [];
    return votes.concat(figuresSection(part));
  });
}

function tallyNodes(desk, tally, grades) {
  if (!tally.results.length) return [localized('p', 'result.none', { class: 'soft' })];
  const sections = rostersOf(desk, tally).map((roster) => rosterSections(desk, roster, grades));
  grades.update();
  return [grades.cells.length ? grades.bar : null, ...sections, ...partSections(desk, tally)];
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

class ResultsView {
  constructor(desk) {
    this.desk = desk;
    this.node = el('div', { class: 'stack' }, el('p', { class: 'soft' }, t('loading')));
    this.answers = answersInOrder();
    this.drawn = '';
    this.isTyped = false; // in the scores, which are in no draft
    this.node.addEventListener('input', () => {
      this.isTyped = true;
    });
    this.ready = this.load();
  }

  load() {
    return this.desk.attempt(() =>
      this.answers(
        () => loadTally(this.desk),
        (answer) => this.draw(answer),
      ),
    );
  }

  draw({ tally, isDraft }) {
    const { desk } = this;
    const { phase, additions, texts } = desk.meeting;
    const drawn = JSON.stringify([tally, isDraft, phase, additions, texts]);
    if (drawn === this.drawn || this.isBusy()) return;
    this.drawn = drawn;
    fill(
      this.node,
      isDraft ? localized('p', 'result.draft', { class: 'banner' }) : null,
      isCertified(desk.meeting) ? localized('p', 'result.certified', { class: 'banner good' }) : null,
      tallyNodes(desk, tally, new GradeTable(desk, isDraft)),
      enteredScores(desk),
      isCertified(desk.meeting) ? fingerprint(desk) : null,
    );
  }

  // The table that is shown stays while somebody types in it or it is being saved, even if the answer is on its way.
  isBusy() {
    return this.drawn !== '' && (this.isTyped || hasDrafts() || isSavingGrades());
  }

  // Other results may have come.
  update() {
    if (!this.isBusy()) this.load();
  }
}

function build(desk) {
  const view = new ResultsView(desk);
  return { node: view.node, ready: view.ready, onMeeting: () => view.update() };
}

export const section = { key: 'results', build, isBusy: hasDrafts };
