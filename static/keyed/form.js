// The meeting document as one form, for a new meeting and for the desk. Reads and shows; sends nothing.
import { el } from '../shared/dom.js';
import { translate } from '../shared/i18n.js';
import { field, fresh, select, w } from './ask.js';
import { groupsEditor, input, whole } from './groups.js';
import { partsEditor } from './parts.js';
import { rulesEditor } from './rules.js';

const two = (n) => (n < 10 ? '0' : '') + n;

export function today() {
  const now = new Date();
  return now.getFullYear() + '-' + two(now.getMonth() + 1) + '-' + two(now.getDate());
}

function wide(node) {
  node.classList.add('wide');
  return node;
}

const option = (prefix) => (value) => ({ value, key: prefix + '.' + value });

function plainFields(doc) {
  const quorum = doc.quorum === undefined ? '2/3' : doc.quorum === null ? '' : doc.quorum;
  return {
    title: input(null, doc.title),
    organisation: input(null, doc.organisation),
    date: input(null, doc.date || today(), { type: 'date' }),
    expected: input(null, doc.expected, { inputmode: 'numeric' }),
    quorum: input(null, quorum),
    admission: select(['open', 'cards'].map(option('admission')), doc.admission || 'open'),
    join: select(['fixed', 'rotating'].map(option('join')), doc.join || 'fixed'),
    show: select(['live', 'closed', 'held'].map(option('show')), doc.show || 'live'),
    language: select(
      [
        { value: 'zh', text: '中文' },
        { value: 'en', text: 'English' },
      ],
      doc.language || 'zh',
    ),
    retention_days: input(null, doc.retention_days, { inputmode: 'numeric' }),
    voters_see_results: el('input', { type: 'checkbox', id: fresh('f'), checked: doc.voters_see_results === true }),
  };
}

function readPlain(f) {
  const number = (control) => (control.value.trim() ? whole(control.value) : null);
  return {
    title: f.title.value.trim(),
    organisation: f.organisation.value.trim(),
    date: f.date.value,
    expected: number(f.expected),
    quorum: f.quorum.value.trim() || null,
    admission: f.admission.value,
    join: f.join.value,
    show: f.show.value,
    language: f.language.value,
    retention_days: number(f.retention_days),
    voters_see_results: f.voters_see_results.checked,
  };
}

// api: for rosters in a new meeting, null where the roster has its own place.
export function documentForm(doc, forms, api) {
  const f = plainFields(doc);
  Object.keys(f).forEach((name) => {
    f[name].dataset.field = name;
  });
  const groups = groupsEditor(doc.groups || [{ name: '全体' }], () => parts.groupsChanged());
  const parts = partsEditor(doc.parts || [], forms, api, () => groups.names());
  const rules = rulesEditor(doc.rules || {});
  const block = (key, ...content) => el('section', { class: 'block' }, w('h2', key), content);
  const locked = el(
    'fieldset',
    { class: 'whole' },
    el('legend', { class: 'hidden-text' }, w('span', 'doc.rest')),
    el(
      'section',
      { class: 'card block' },
      w('h2', 'doc.how'),
      el(
        'div',
        { class: 'grid' },
        field('doc.admission', f.admission),
        field('doc.show', f.show),
        field('doc.join', f.join),
        field('doc.quorum', f.quorum, 'doc.quorum.hint'),
        field('doc.language', f.language),
        field('doc.retention', f.retention_days, 'doc.retention.hint'),
      ),
      el('div', { class: 'tick' }, f.voters_see_results, w('label', 'doc.voters', { for: f.voters_see_results.id })),
    ),
    el('section', { class: 'card block' }, w('h2', 'doc.groups'), groups.node),
    block('doc.parts', parts.node),
    el('section', { class: 'card block' }, w('h2', 'doc.rules'), rules.node),
  );
  const node = el(
    'div',
    { class: 'document' },
    el(
      'section',
      { class: 'card block' },
      w('h2', 'doc.what'),
      el(
        'div',
        { class: 'grid' },
        wide(field('doc.title', f.title)),
        field('doc.organisation', f.organisation),
        field('doc.date', f.date),
        field('doc.expected', f.expected, 'doc.expected.hint'),
      ),
    ),
    locked,
  );
  const startAll = () => {
    groups.start();
    parts.start();
    rules.start();
    translate(node);
  };
  startAll();
  return {
    node,
    ready: parts.ready,
    // After a ballot only the title and the expected number may change.
    lock() {
      locked.disabled = true;
      f.organisation.disabled = true;
      f.date.disabled = true;
    },
    read: () =>
      Object.assign({}, doc, readPlain(f), { groups: groups.read(), parts: parts.read(), rules: rules.read() }),
  };
}
