// A new meeting in five steps. The server judges what is typed; each step shows what is wrong in it.
import { el, fill, write } from '../shared/dom.js';
import { t, translate } from '../shared/i18n.js';
import { button, w } from '../staff/dialogs.js';
import { documentForm } from '../staff/meeting_form.js';
import { previewTable } from '../staff/rules_preview.js';
import { nodeOf, showProblems } from '../staff/field_errors.js';
import { keepDraft } from './draft.js';
import { filledIn, gapsOf } from './missing_fields.js';
import { jsonBox } from './paste.js';
import { summary } from './summary.js';

const STEPS = ['what', 'who', 'parts', 'rules', 'check'];

// admin: the page's API and words; start: {doc, left, at, kept}.
export function wizard(admin, start) {
  const form = documentForm(start.doc, admin.forms, admin.api, start.left);
  const preview = el('div', {
    id: 'preview',
    class: 'trial',
    role: 'region',
    'data-t-label': 'preview.title',
    tabindex: '-1',
  });
  const review = el('div', {});
  const note = el('p', { class: 'hint', role: 'status' });
  const shown = Object.assign({}, form.steps, { check: el('div', {}, w('h2', 'step.check'), review) });
  const seen = new Set();
  let at = STEPS.includes(start.at) ? start.at : STEPS[0];
  let faults = [];
  let asked = 0;

  const marks = {};
  const item = (name, i) => {
    marks[name] = el('span', { class: 'mark' });
    const press = () => go(name);
    const inner = [
      el('span', { class: 'step-number', 'aria-hidden': 'true' }, i + 1),
      w('span', 'step.' + name, { class: 'step-name' }),
      marks[name],
    ];
    return el(
      'li',
      {},
      el('button', { type: 'button', class: 'nav', id: 'step-' + name, on: { click: press } }, inner),
    );
  };
  const nav = el('nav', { class: 'wizard-steps', 'data-t-label': 'step.all' }, el('ol', {}, STEPS.map(item)));

  const stepOf = (fault) => {
    const node = nodeOf(form.node, fault.field);
    return STEPS.find((name) => node && form.steps[name] && form.steps[name].contains(node)) || 'check';
  };
  const inStep = (name) => faults.filter((fault) => stepOf(fault) === name);

  function drawMarks() {
    STEPS.forEach((name) => {
      const n = seen.has(name) ? inStep(name).length : 0;
      write(marks[name], n ? t('step.wrong', { n }) : seen.has(name) && name !== at && name !== 'check' ? '✓' : '');
      marks[name].classList.toggle('good', !n);
    });
  }

  function draw() {
    STEPS.forEach((name) => {
      shown[name].hidden = name !== at;
      const press = nav.querySelector('#step-' + name);
      if (name === at) press.setAttribute('aria-current', 'step');
      else press.removeAttribute('aria-current');
    });
    preview.hidden = tryAgain.hidden = at !== 'rules';
    back.hidden = at === STEPS[0];
    json.hidden = at !== STEPS[0];
    forth.hidden = at === 'check';
    create.hidden = at !== 'check';
    drawMarks();
  }

  // What the server says of the document as it stands: a tally of made-up ballots, or null and what is wrong.
  async function judge(stay) {
    const turn = (asked += 1);
    const clean = await form.ready();
    const doc = form.read();
    const tally = await admin.asked(() => admin.api.post('/api/preview', filledIn(doc)));
    if (turn !== asked || !tally) return null;
    const gaps = gapsOf(doc).map((gap) => ({ field: gap.field, message: t(gap.key) }));
    faults = gaps.concat(tally.fields || []);
    if (!clean) faults.push({ field: 'parts', message: t('roster.first') });
    showFaults(doc, faults.length ? null : tally, stay);
    return faults.length ? null : tally;
  }

  function showFaults(doc, tally, stay) {
    const loose = showProblems(
      form.node,
      faults.filter((fault) => seen.has(stepOf(fault))),
      stay,
    );
    admin.say(loose.join(' '));
    fill(preview, tally ? previewTable(tally, doc.rules) : w('p', 'preview.later', { class: 'card block soft' }));
    fill(review, tally ? null : problemList(), summary(doc, admin.forms, go));
    drawMarks();
  }

  const problemList = () =>
    el(
      'div',
      { class: 'banner bad', role: 'alert' },
      el('p', {}, t('form.wrong')),
      el(
        'ul',
        { class: 'sentences' },
        faults.map((fault) =>
          el(
            'li',
            {},
            button('step.' + stepOf(fault), () => go(stepOf(fault)), 'plain small'),
            ' ',
            fault.message,
          ),
        ),
      ),
    );

  async function go(name) {
    seen.add(at);
    if (name === 'check') STEPS.forEach((one) => seen.add(one));
    at = name;
    admin.say('');
    draw();
    keep();
    window.scrollTo(0, 0);
    const heading = shown[at].querySelector('h2');
    heading.tabIndex = -1;
    heading.focus();
    if (seen.has(at) || at === 'rules') await judge();
  }

  // Stays where something is wrong, with the cursor in it.
  async function next() {
    seen.add(at);
    const before = at;
    await judge();
    if (at === before && !inStep(at).length) await go(STEPS[STEPS.indexOf(at) + 1]);
  }

  async function make() {
    STEPS.forEach((name) => seen.add(name));
    if (!(await judge())) {
      const wrong = STEPS.find((name) => inStep(name).length);
      if (wrong && wrong !== at) await go(wrong);
      return;
    }
    const doc = form.read();
    const made = await admin.attempt(() => admin.api.post('/api/meetings', doc));
    if (made) admin.made(doc, made);
  }

  const draft = () => Object.assign(form.draft(), { at });

  function keep() {
    if (!changed) return;
    write(note, t(keepDraft(draft()) ? 'draft.kept' : 'draft.unkept'));
  }

  let changed = Boolean(start.kept);
  const follow = (event) => {
    if (event.type !== 'click' || event.target.closest('.editor, .part, .parts')) changed = true;
    keep();
  };
  const back = button('step.back', () => go(STEPS[STEPS.indexOf(at) - 1]));
  const forth = w('button', 'step.next', { type: 'submit', class: 'button primary big' });
  const create = w('button', 'new.create', { type: 'submit', class: 'button primary big' });
  const tryAgain = button('preview.do', () => judge().then((tally) => tally && preview.focus()));
  const submit = (event) => {
    event.preventDefault();
    if (at === 'check') make();
    else next();
  };
  const json = jsonBox(admin);
  const node = el(
    'form',
    { novalidate: true, class: 'wizard', on: { submit } },
    nav,
    el(
      'div',
      { class: 'stage' },
      form.node,
      shown.check,
      preview,
      el('div', { class: 'acts end' }, back, tryAgain, forth, create),
      note,
      json,
    ),
  );
  ['input', 'change', 'click'].forEach((type) => form.node.addEventListener(type, follow));
  form.steps.rules.addEventListener('change', () => {
    seen.add(at);
    judge(true);
  });
  // A roster that is mended takes along what was said of it; nobody is moved from where they type.
  form.steps.parts.addEventListener('change', (event) => {
    if (event.detail && event.detail.ok && seen.has('parts')) judge(true);
  });
  translate(node);
  draw();
  if (start.kept) {
    STEPS.slice(0, STEPS.indexOf(at) + 1).forEach((name) => seen.add(name));
    write(note, t('draft.restored'));
    judge();
  }
  return { node, draft, changed: () => changed };
}
