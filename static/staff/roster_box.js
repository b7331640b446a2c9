// Takes a roster as pasted rows, a file or typed lines, and has the server check it line by line. Changes no meeting.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { reason } from './commands.js';
import { acceptDrops } from './file_drop.js';
import { button, localized, nextId, problemLine } from './form_controls.js';
import { hiddenProblems, completeRows, rosterText } from './roster_rows.js';
import { rosterTable } from './roster_table.js';
import { checkSummary } from './roster_text.js';

const TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  txt: 'text/plain',
};

const suffixOf = (file) => file.name.slice(file.name.lastIndexOf('.') + 1).toLowerCase();

// The file with the content type of its suffix, or null if rosters have no such suffix.
function typedFile(file) {
  const type = TYPES[suffixOf(file)];
  return type ? new Blob([file], { type }) : null;
}

class RosterBox {
  constructor(api, subjects, left) {
    this.api = api;
    this.table = rosterTable(() => this.recheck());
    this.isValid = !subjects.length;
    this.checkedText = subjects.length ? left.text : '';
    this.checks = 0;
    this.latestCheck = Promise.resolve(this.isValid);
    this.buildControls(left.text);
    this.node = this.buildNode();
    this.listen();
    this.table.show(completeRows(subjects), left.lost);
  }

  buildControls(text) {
    this.text = el('textarea', {
      id: nextId('f'),
      rows: '6',
      spellcheck: 'false',
      value: text,
      'data-t-placeholder': 'roster.example',
    });
    this.file = el('input', { type: 'file', id: nextId('f'), accept: '.xlsx,.csv,.txt', class: 'hidden-text' });
    this.verdict = el('p', { class: 'wrong', role: 'status', hidden: true });
    this.problem = problemLine();
    this.sheets = el('div', { class: 'acts', hidden: true });
  }

  buildNode() {
    const fileLabel = localized('label', 'roster.file', { for: this.file.id, class: 'button small' });
    return el(
      'div',
      { class: 'roster' },
      localized('label', 'roster.paste', { for: this.text.id }),
      this.text,
      el(
        'div',
        { class: 'acts' },
        button('roster.check', () => this.checkNow(), 'small'),
        button('roster.add.line', () => this.table.add(), 'small'),
        el('span', { class: 'filebox' }, this.file, fileLabel),
        localized('span', 'roster.drop', { class: 'hint' }),
      ),
      this.problem,
      this.verdict,
      this.sheets,
      this.table.node,
    );
  }

  // Outside, a change of the box means a finished check; the controls' own events end here.
  listen() {
    this.text.addEventListener('change', (event) => {
      event.stopPropagation();
      if (this.hasUncheckedText()) this.checkText();
    });
    this.text.addEventListener('input', (event) => {
      if (event.inputType === 'insertFromPaste') this.checkText();
    });
    this.file.addEventListener('change', (event) => {
      event.stopPropagation();
      if (this.file.files.length) this.takeFiles(this.file.files);
      this.file.value = '';
    });
    acceptDrops(this.node, (files) => this.takeFiles(files));
  }

  show(sentence, isGood) {
    this.verdict.textContent = sentence;
    this.verdict.hidden = !sentence;
    this.verdict.className = isGood ? 'good' : 'wrong';
  }

  hasUncheckedText() {
    return this.text.value.trim() !== '' && this.text.value !== this.checkedText;
  }

  // Runs request(), which resolves to the function that shows its result. Only the latest check counts.
  check(request) {
    this.latestCheck = this.settle(request);
    return this.latestCheck;
  }

  async settle(request) {
    const number = (this.checks += 1);
    try {
      const showResult = await request();
      if (number !== this.checks) return this.latestCheck;
      showResult();
    } catch (refusal) {
      if (!refusal.code) throw refusal;
      if (number !== this.checks) return this.latestCheck;
      this.isValid = false;
      this.show(reason(refusal));
    }
    this.problem.hidden = true;
    this.node.dispatchEvent(new CustomEvent('change', { bubbles: true, detail: { ok: this.isValid } }));
    return this.isValid;
  }

  requestCheck(subjects) {
    return this.api.post('/api/rosters', { text: rosterText(subjects), edited: true });
  }

  // body: a text or a file. The lines are checked again before they are shown, so that hidden problems are known before
  // anybody can edit a line.
  async checkSource(body, sheet) {
    const answer = await this.api.post('/api/rosters' + (sheet ? '?sheet=' + encodeURIComponent(sheet) : ''), body);
    const needsSecond = !answer.ok && answer.rows.length > 0;
    const hidden = needsSecond ? hiddenProblems(answer.rows, (await this.requestCheck(answer.rows)).rows) : [];
    return () => {
      this.table.show(answer.rows, hidden);
      this.offerSheets(answer.sheets || [], body);
      this.accept(answer, answer.ok);
    };
  }

  // Of several sheets that look like rosters, somebody has to choose one.
  offerSheets(sheets, body) {
    const choose = (sheet) => () => this.check(() => this.checkSource(body, sheet));
    const offer = (sheet) =>
      el('button', { type: 'button', class: 'button small', on: { click: choose(sheet) } }, sheet);
    fill(this.sheets, sheets.map(offer));
    this.sheets.hidden = !sheets.length;
  }

  async checkLines() {
    const answer = await this.requestCheck(this.table.read());
    return () => this.accept(answer, this.table.updateVerdicts(answer.rows));
  }

  // A text is cleared once all its lines are in the table, unless somebody typed on meanwhile.
  accept(answer, isValid) {
    this.isValid = isValid;
    this.show(checkSummary(answer, isValid), isValid);
    if (isValid && this.text.value === this.checkedText) this.text.value = this.checkedText = '';
  }

  checkText() {
    this.checkedText = this.text.value;
    return this.check(() => this.checkSource({ text: this.text.value }));
  }

  // Leaving the box has its text checked. If that has finished before the click on the button, the text is in the table by now.
  checkNow() {
    return this.text.value.trim() || !this.table.read().length ? this.checkText() : this.recheck();
  }

  recheck() {
    if (this.table.read().length) return this.check(() => this.checkLines());
    if (this.text.value.trim()) return this.checkText();
    this.isValid = true;
    this.show('');
    return this.isValid;
  }

  async takeFiles(files) {
    const body = files.length && typedFile(files[0]);
    if (!body) {
      this.show(files.length ? t('roster.type', { suffix: '.' + suffixOf(files[0]) }) : t('roster.type.none'));
      return;
    }
    this.text.value = this.checkedText = '';
    await this.check(() => this.checkSource(body));
  }

  async ready() {
    if (this.hasUncheckedText()) return this.checkText();
    await this.latestCheck;
    return this.isValid || this.recheck();
  }

  replace(subjects) {
    this.text.value = this.checkedText = '';
    this.table.show(completeRows(subjects));
    return this.recheck();
  }
}

// subjects: those already in the roster; left: what left() of an earlier box returned.
export function rosterBox(api, subjects, left) {
  const box = new RosterBox(api, subjects, left || { text: '', lost: [] });
  return {
    node: box.node,
    // Checks what was pasted or edited since the last check; false if a line is wrong.
    ready: () => box.ready(),
    // Replaces the whole roster.
    replace: (newSubjects) => box.replace(newSubjects),
    // May hold unchecked or wrong lines: call ready() first.
    read: box.table.read,
    count: () => box.table.read().length,
    // What read() does not include: unchecked text and problems that the lines do not show.
    left: () => ({ text: box.text.value, lost: box.table.hiddenProblems() }),
  };
}
