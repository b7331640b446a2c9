// Deciding grades in the table of results: a menu and a reason in each row, and one press for all proposals. Each grade is saved
// by itself, so that a refused one holds back no other and stays as it was typed.
import { el, fill, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { NoAnswer, reason as reasonOf } from '../staff/commands.js';
import { button, input, nextId, select } from '../staff/form_controls.js';
import { additionOf, gradeChoices, gradesOf, labelOf } from './decisions.js';
import { draftGrade, isOpen, needsReason, savedOf, shownOf, toSave } from './grade_drafts.js';

const drafts = new Map();
let isSaving = false;

export const hasDrafts = () => drafts.size > 0;

// Saving goes on when another section is shown.
export const isSavingGrades = () => isSaving;

// The menu of one person; text where no grades are defined.
class GradeCell {
  constructor(row, grades, changed) {
    this.row = row;
    const shown = shownOf(row, drafts);
    this.grade = grades.length
      ? select(gradeChoices(grades, shown.grade), shown.grade)
      : input(null, shown.grade, { maxlength: '20' });
    this.grade.className = 'input';
    this.grade.setAttribute('aria-label', t('result.decided') + ' ' + row.name);
    this.reason = input(null, shown.reason, { maxlength: '500', placeholder: t('decide.why') });
    this.reason.setAttribute('aria-label', t('decide.reason') + ' ' + row.name);
    this.problem = el('p', { class: 'problem', id: nextId('decide'), hidden: true });
    this.node = el('div', { class: 'decide' }, this.grade, this.reason, this.problem);
    const typed = (event) => {
      event.stopPropagation(); // the draft outlives the page's section
      draftGrade(row, drafts, this.grade.value, this.reason.value);
      this.update();
      changed();
    };
    [this.grade, this.reason].forEach((control) => control.addEventListener('input', typed));
    this.update();
  }

  update() {
    const { grade, reason, problem } = Object.assign({}, shownOf(this.row, drafts));
    this.reason.hidden = !grade || !(reason || needsReason(this.row, grade.trim()));
    this.problem.hidden = !problem;
    write(this.problem, problem || '');
    const control = this.reason.hidden ? this.grade : this.reason;
    [this.grade, this.reason].forEach((one) => one.removeAttribute('aria-invalid'));
    if (!problem) return;
    control.setAttribute('aria-invalid', 'true');
    control.setAttribute('aria-describedby', this.problem.id);
  }

  // The grade as it is stored now.
  show(saved) {
    this.row.saved = saved.grade ? saved : null;
    drafts.delete(this.row.id);
    this.grade.value = saved.grade;
    this.reason.value = saved.reason;
    this.update();
  }

  // As stored, with what has been typed since.
  keepTyped(saved) {
    this.row.saved = saved.grade ? saved : null;
    draftGrade(this.row, drafts, this.grade.value, this.reason.value);
    this.update();
  }
}

export class GradeTable {
  // isDraft: there are results to come, so that nobody accepts all proposals yet.
  constructor(desk, isDraft) {
    Object.assign(this, { desk, isDraft, cells: [] });
    this.words = el('p', { role: 'status' });
    this.acts = el('div', { class: 'acts' });
    this.bar = el('section', { class: 'card decide-bar', 'aria-label': t('result.decided') }, this.words, this.acts);
  }

  rows() {
    return this.cells.map((cell) => cell.row);
  }

  cell(result, ids) {
    const { desk } = this;
    const { id, value } = additionOf(desk, 'decisions', ids);
    const row = { id, name: labelOf(desk, result, ids), proposal: result.grade || null, saved: value };
    const cell = new GradeCell(row, gradesOf(desk, result), () => this.update());
    this.cells.push(cell);
    return cell.node;
  }

  sentence() {
    const rows = this.rows();
    const changed = rows.filter((row) => drafts.has(row.id)).length;
    const open = rows.filter((row) => isOpen(row, drafts)).length;
    const decided = rows.filter((row) => savedOf(row).grade).length;
    if (changed) return t('decide.changed', { n: changed });
    if (open) return t('decide.open', { n: open, all: rows.length });
    return t('decide.all', { n: decided, all: rows.length });
  }

  update() {
    const rows = this.rows();
    const changed = rows.filter((row) => drafts.has(row.id)).length;
    const open = this.isDraft ? 0 : rows.filter((row) => isOpen(row, drafts)).length;
    write(this.words, this.sentence());
    const hasNothing = !open && !changed;
    const wanted = [hasNothing, open && changed ? 'rest' : open ? 'all' : '', changed ? 'save' : ''].join(' ');
    if (wanted === this.wanted) return;
    this.wanted = wanted;
    const accept = open ? button(changed ? 'decide.rest' : 'decide.accept', () => this.save(true), 'primary') : null;
    const saveKey = open ? 'decide.save.only' : 'decide.save';
    const save = changed ? button(saveKey, () => this.save(false), open ? '' : 'primary') : null;
    fill(this.acts, accept, save, hasNothing ? button('nav.next', () => this.desk.goTo('next'), '') : null);
  }

  async save(acceptsRest) {
    if (isSaving) return;
    const { ready, blocked } = toSave(this.rows(), drafts, acceptsRest);
    isSaving = true;
    this.desk.say('');
    this.acts.querySelectorAll('button').forEach((press) => {
      press.disabled = true;
    });
    blocked.forEach((row) => this.refused(row, null, t('decide.missing')));
    const sent = new Map(ready.map(({ row }) => [row, drafts.get(row.id)]));
    const failed = blocked.concat(await this.putAll(ready, (row) => drafts.get(row.id) !== sent.get(row)));
    isSaving = false;
    this.wanted = null;
    this.update();
    await this.desk.attempt(this.desk.refresh);
    this.report(ready.length + blocked.length - failed.length, failed);
  }

  // Returns the rows that were not saved. Without a connection the others are not tried. isTyped(row): whether somebody has
  // changed it since the press.
  async putAll(ready, isTyped) {
    const failed = [];
    let lost = '';
    for (const [at, { row, body }] of ready.entries()) {
      write(this.words, t('decide.saving', { at: at + 1, n: ready.length }));
      const problem = lost || (await this.put(row, body, isTyped));
      if (!problem) continue;
      failed.push(row);
      this.refused(row, isTyped(row) ? null : body, problem.text);
      if (problem.isLost) lost = problem;
    }
    return failed;
  }

  // Resolves to null or {text: why it was refused, isLost}.
  async put(row, body, isTyped) {
    try {
      await this.desk.api.put(this.desk.path('/subjects/' + encodeURIComponent(row.id) + '/decision'), body);
    } catch (problem) {
      if (!problem.code && !(problem instanceof NoAnswer)) throw problem;
      return { text: reasonOf(problem), isLost: !problem.status || problem.status === 401 };
    }
    if (isTyped(row)) this.cellOf(row).keepTyped(body);
    else this.cellOf(row).show(body);
    return null;
  }

  // What was typed, or would have been accepted, stays with the reason why it was not saved.
  refused(row, body, problem) {
    drafts.set(row.id, Object.assign({}, body || shownOf(row, drafts), { problem }));
    const cell = this.cellOf(row);
    const { grade, reason } = drafts.get(row.id);
    cell.grade.value = grade;
    cell.reason.value = reason;
    cell.update();
  }

  cellOf(row) {
    return this.cells.find((cell) => cell.row === row);
  }

  report(saved, failed) {
    if (!failed.length) {
      this.desk.say(t('decide.done', { n: saved }), true);
      return;
    }
    const names = failed.map((row) => row.name).join(t('list'));
    this.desk.say(t(saved ? 'decide.partly' : 'decide.failed', { n: saved, names }));
    const { grade, reason } = this.cellOf(failed[0]);
    (reason.hidden ? grade : reason).focus();
  }
}
