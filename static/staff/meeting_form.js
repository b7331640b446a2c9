// The meeting document as one form, for a new meeting and for the desk. Reads and shows; sends nothing.
import { el } from '../shared/dom.js';
import { translate } from '../shared/i18n.js';
import { field, select, w } from './dialogs.js';
import { checkbox, input, option, problem, tick } from './form_controls.js';
import { groupsEditor } from './groups_editor.js';
import { partsEditor } from './parts_editor.js';
import { rulesEditor } from './rules_editor.js';
import { figure, whole } from './weights.js';

const two = (n) => (n < 10 ? '0' : '') + n;

export function today() {
  const now = new Date();
  return now.getFullYear() + '-' + two(now.getMonth() + 1) + '-' + two(now.getDate());
}

function wide(node) {
  node.classList.add('wide');
  return node;
}

const LANGUAGES = ['zh', 'en'].map(option('language'));

function plainFields(doc) {
  const quorum = doc.quorum === undefined ? '2/3' : doc.quorum === null ? '' : doc.quorum;
  const f = {
    title: input(null, doc.title),
    organisation: input(null, doc.organisation),
    date: input(null, doc.date || today(), { type: 'date' }),
    expected: input(null, doc.expected, { inputmode: 'numeric' }),
    quorum: input(null, quorum),
    admission: select(['open', 'cards'].map(option('admission')), doc.admission || 'open'),
    join: select(['fixed', 'rotating'].map(option('join')), doc.join || 'fixed'),
    show: select(['live', 'closed', 'held'].map(option('show')), doc.show || 'live'),
    language: select(LANGUAGES, doc.language || 'zh'),
    retention_days: input(null, doc.retention_days, { inputmode: 'numeric' }),
    voters_see_results: checkbox(doc.voters_see_results === true),
  };
  Object.keys(f).forEach((name) => {
    f[name].dataset.field = name;
  });
  return f;
}

const number = (control) => (control.value.trim() ? whole(control.value) : null);

function readPlain(f) {
  return {
    title: f.title.value.trim(),
    organisation: f.organisation.value.trim(),
    date: f.date.value,
    expected: number(f.expected),
    quorum: figure(f.quorum.value) || null,
    admission: f.admission.value,
    join: f.join.value,
    show: f.show.value,
    language: f.language.value,
    retention_days: number(f.retention_days),
    voters_see_results: f.voters_see_results.checked,
  };
}

const block = (key, ...content) => el('section', { class: 'card block' }, w('h2', key), content);

function whatStep(f) {
  return block(
    'doc.what',
    el(
      'div',
      { class: 'grid' },
      wide(field('doc.title', f.title)),
      field('doc.organisation', f.organisation),
      field('doc.date', f.date),
      field('doc.language', f.language),
      field('doc.retention', f.retention_days, 'doc.retention.hint'),
    ),
  );
}

// Cards have no code to scan in with, and as many as are printed.
function whoStep(f, groups) {
  const join = field('doc.join', f.join);
  const expected = field('doc.expected', f.expected, 'doc.expected.hint');
  const cap = expected.querySelector('.hint');
  const follow = () => {
    join.hidden = cap.hidden = f.admission.value === 'cards';
  };
  f.admission.addEventListener('change', follow);
  follow();
  const fields = [
    field('doc.admission', f.admission),
    join,
    expected,
    field('doc.quorum', f.quorum, 'doc.quorum.hint'),
  ];
  return el('div', {}, block('doc.how', el('div', { class: 'grid' }, fields)), block('doc.groups', groups.node));
}

function rulesStep(f, rules) {
  const shown = block(
    'doc.showing',
    el('div', { class: 'grid' }, field('doc.show', f.show)),
    tick('doc.voters', f.voters_see_results),
    problem(),
  );
  return el('div', {}, shown, block('doc.rules', rules.node));
}

// api: for rosters in a new meeting, null where the roster has its own place; left: what else stood in their boxes.
export function documentForm(doc, forms, api, left) {
  const f = plainFields(doc);
  const rules = rulesEditor(doc.rules || {});
  const groups = groupsEditor(doc.groups || [], () => parts.groupsChanged());
  const parts = partsEditor(doc.parts || [], forms, api, groups.names, rules.bands, left);
  rules.node.addEventListener('change', parts.bandsChanged);
  const steps = {
    what: whatStep(f),
    who: whoStep(f, groups),
    parts: el('section', { class: 'block' }, w('h2', 'doc.parts'), parts.node),
    rules: rulesStep(f, rules),
  };
  const node = el(
    'div',
    { class: 'document' },
    Object.keys(steps).map((name) => steps[name]),
  );
  parts.start();
  groups.start();
  rules.start();
  translate(node);
  const read = () =>
    Object.assign({}, doc, readPlain(f), { groups: groups.read(), parts: parts.read(), rules: rules.read() });
  return {
    node,
    steps,
    read,
    ready: parts.ready,
    // As a half-filled form is kept: what is switched off too, and what stands in the rosters' boxes.
    draft: () => ({ doc: Object.assign(read(), { rules: rules.draft() }), left: parts.left() }),
    // After a ballot only the title and the expected number may change.
    lock() {
      node.querySelectorAll('input, select, textarea, button').forEach((control) => {
        control.disabled = control !== f.title && control !== f.expected;
      });
    },
  };
}
