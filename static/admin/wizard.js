// The form of a new meeting in five steps. The server checks what is typed; each visited step shows its problems.
import { $, el, fill, fromTemplate, write } from '../shared/dom.js';
import { t, translate } from '../shared/i18n.js';
import { joinSentences } from '../staff/joined_sentences.js';
import { button, localized } from '../staff/form_controls.js';
import { documentForm } from '../staff/meeting_form.js';
import { startAt } from '../staff/page_frame.js';
import { previewOf } from '../staff/previews.js';
import { judgingBands, previewTable } from '../staff/rules_preview.js';
import { nodeOf, showProblems } from '../staff/field_errors.js';
import { inNewLanguage } from '../staff/band_names.js';
import { storeDraft } from './draft.js';
import { missingFields, withPlaceholders } from './missing_fields.js';
import { copyRemarks, foldedDocumentBox } from './document_file.js';
import { kindPicker } from './kind_picker.js';
import { lastYearOffer } from './last_year_offer.js';
import { stepNavigation } from './step_navigation.js';
import { summary } from './summary.js';

const STEPS = ['what', 'who', 'parts', 'rules', 'check'];

const nextOf = (step) => STEPS[STEPS.indexOf(step) + 1];
const previousOf = (step) => STEPS[STEPS.indexOf(step) - 1];

export class Wizard {
  // admin: the page's API and actions; draft: {doc, left, at, copied, lastYear}, where only doc is required; copied: for copyRemarks();
  // origin: 'new', 'kind' (a kind of meeting), 'copy' (another meeting) or 'restored' (somebody began it earlier).
  constructor(admin, draft, origin) {
    this.admin = admin;
    this.forms = admin.forms[draft.doc.language] || admin.forms.zh;
    this.form = documentForm(draft.doc, this.forms, admin.api, draft.left);
    this.copied = draft.copied;
    this.step = STEPS.includes(draft.at) ? draft.at : STEPS[0];
    this.visited = new Set();
    this.problems = [];
    this.checks = 0;
    this.idle = Promise.resolve();
    this.hasChanges = origin !== 'new';
    this.build(draft);
    this.listen(draft);
    translate(this.node);
    this.draw();
    if (origin === 'restored') this.restore();
  }

  build(draft) {
    this.node = fromTemplate('wizard-template');
    const part = (id) => $('#' + id, this.node);
    this.preview = part('preview');
    this.review = part('review');
    this.note = part('draft-note');
    this.json = foldedDocumentBox(this.admin);
    this.buttons = {
      back: part('previous-step'),
      preview: part('preview-again'),
      next: part('next-step'),
      create: part('create'),
    };
    const stage = $('.stage', this.node);
    stage.insertBefore(this.form.node, stage.firstChild);
    this.kinds = kindPicker(
      this.admin,
      () => this.form.read(),
      () => this.hasChanges,
    );
    stage.insertBefore(this.kinds, stage.firstChild);
    this.offer = this.admin.archive && this.copied ? lastYearOffer(draft.lastYear) : null;
    const remarks = copyRemarks(this.copied);
    if (remarks) stage.insertBefore(remarks, stage.firstChild);
    stage.appendChild(this.json);
    this.stepNodes = Object.assign({}, this.form.steps, { check: part('check') });
    this.navigation = stepNavigation($('.wizard-steps ol', this.node), STEPS, (step) => this.go(step));
  }

  listen(draft) {
    this.buttons.back.addEventListener('click', () => this.go(previousOf(this.step)));
    this.buttons.preview.addEventListener('click', async () => {
      if (await this.check()) this.preview.focus();
    });
    this.node.addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.step === 'check') this.create();
      else this.next();
    });
    ['input', 'change', 'click'].forEach((type) =>
      this.form.node.addEventListener(type, (event) => this.edited(event)),
    );
    // The shipped forms are those of the meeting's language.
    $('[data-field=language]', this.form.node).addEventListener('change', () => {
      const changed = this.draft();
      const translated = Object.assign(changed, { doc: inNewLanguage(changed.doc, draft.doc) });
      storeDraft(translated);
      this.admin.openWizard(translated);
    });
    this.form.steps.rules.addEventListener('change', () => {
      this.visited.add(this.step);
      this.check(true);
    });
    // The server says which bands judge a part. A corrected roster clears its problems at once, without moving the focus; the
    // verdict of a wrong one would only be asked for again.
    this.form.steps.parts.addEventListener('change', (event) => {
      if (!event.detail || event.detail.ok) this.check(true);
    });
  }

  restore() {
    STEPS.slice(0, STEPS.indexOf(this.step) + 1).forEach((step) => this.visited.add(step));
    write(this.note, t('draft.restored'));
    this.check();
  }

  // A click changes the document only where it adds or removes a row.
  edited(event) {
    if (event.type !== 'click' || event.target.closest('.editor, .part, .parts')) this.hasChanges = true;
    this.store();
  }

  draft() {
    const lastYear = Boolean(this.offer && this.offer.isWanted());
    return Object.assign(this.form.draft(), { at: this.step, copied: this.copied, lastYear });
  }

  // Another form may have taken its place.
  isLeft() {
    return !this.node.isConnected;
  }

  store() {
    if (this.hasChanges && !this.isLeft())
      write(this.note, t(storeDraft(this.draft()) ? 'draft.kept' : 'draft.unkept'));
  }

  stepOf(problem) {
    const node = nodeOf(this.form.node, problem.field);
    const contains = (step) => node && this.form.steps[step] && this.form.steps[step].contains(node);
    return STEPS.find(contains) || 'check';
  }

  problemsIn(step) {
    return this.problems.filter((problem) => this.stepOf(problem) === step);
  }

  draw() {
    STEPS.forEach((step) => {
      this.stepNodes[step].hidden = step !== this.step;
    });
    this.preview.hidden = this.buttons.preview.hidden = this.step !== 'rules';
    this.buttons.back.hidden = this.step === STEPS[0];
    this.json.hidden = this.kinds.hidden = this.step !== STEPS[0];
    this.buttons.next.hidden = this.step === 'check';
    this.buttons.create.hidden = this.step !== 'check';
    this.drawNavigation();
  }

  drawNavigation() {
    this.navigation.update(this.step, this.visited, (step) => this.problemsIn(step).length);
  }

  // Has the server check the document; resolves to the tally of simulated ballots, or null if there are problems. A check that
  // is overtaken by a later one resolves to the later one's result. keepFocus: see showProblems().
  check(keepFocus) {
    this.checks += 1;
    this.latestCheck = this.runCheck(this.checks, keepFocus);
    return this.latestCheck;
  }

  // Skips a document that a later one has overtaken while it waited.
  async runCheck(number, keepFocus) {
    const rostersValid = await this.form.ready();
    await this.idle;
    if (number !== this.checks) return this.latestCheck;
    if (this.isLeft()) return null;
    const doc = this.form.read();
    const body = withPlaceholders(doc, t('trial.names').split('|'));
    const request = this.admin.attemptDocument(() => previewOf(this.admin.api, body));
    this.idle = request.catch(() => null); // the check itself reports what went wrong
    const tally = await request;
    if (number !== this.checks) return this.latestCheck;
    if (!tally || this.isLeft()) return null;
    this.problems = missingFields(doc)
      .map(({ field, key }) => ({ field, message: t(key) }))
      .concat(tally.fields || [], rostersValid ? [] : [{ field: 'parts', message: t('roster.first') }]);
    this.showCheck(doc, tally.fields ? null : tally, keepFocus);
    return this.problems.length ? null : tally;
  }

  showCheck(doc, tally, keepFocus) {
    const shown = this.problems.filter((problem) => this.visited.has(this.stepOf(problem)));
    this.admin.say(joinSentences(showProblems(this.form.node, shown, keepFocus)));
    const placeholder = () => localized('p', 'preview.later', { class: 'card block soft' });
    fill(this.preview, tally ? previewTable(tally, doc) : placeholder());
    if (tally) this.form.showJudging(tally.setup.map((part) => part.bands));
    const sections = summary(doc, this.forms, (step) => this.go(step), tally ? judgingBands(tally) : null);
    const offer = this.offer && this.offer.node;
    fill(this.review, this.problems.length ? this.problemList() : null, sections, offer);
    this.drawNavigation();
  }

  problemList() {
    const line = (problem) => {
      const step = this.stepOf(problem);
      return el(
        'li',
        {},
        button('step.' + step, () => this.go(step), 'small quiet'),
        ' ',
        problem.message,
      );
    };
    return el(
      'div',
      { class: 'banner bad', role: 'alert' },
      el('p', {}, t('form.wrong')),
      el('ul', { class: 'sentences' }, this.problems.map(line)),
    );
  }

  visitAll() {
    STEPS.forEach((step) => this.visited.add(step));
  }

  async go(step) {
    this.visited.add(this.step);
    if (step === 'check') this.visitAll();
    this.step = step;
    this.admin.say('');
    this.draw();
    this.store();
    startAt($('h2', this.stepNodes[step]));
    if (this.visited.has(step) || step === 'rules') await this.check();
    else if (step === 'parts') await this.check(true);
  }

  // Stays in a step that has problems.
  async next() {
    const step = this.step;
    this.visited.add(step);
    await this.check();
    if (this.step !== step || this.isLeft()) return;
    if (!this.problemsIn(step).length) await this.go(nextOf(step));
  }

  // A second press makes no second meeting.
  async create() {
    if (this.isCreating) return;
    this.isCreating = true;
    await this.checkAndCreate().finally(() => {
      this.isCreating = false;
    });
  }

  async checkAndCreate() {
    this.visitAll();
    if (!(await this.check())) {
      const step = STEPS.find((name) => this.problemsIn(name).length);
      if (step && step !== this.step && !this.isLeft()) await this.go(step);
      return;
    }
    const doc = this.form.read();
    const created = await this.admin.attempt(() => this.admin.api.post('/api/meetings', doc));
    if (created) await this.admin.meetingCreated(doc, created, Boolean(this.offer && this.offer.isWanted()));
  }
}
