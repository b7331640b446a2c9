// The meeting document as one form, for a new meeting and for the desk. Reads and shows; sends nothing.
import { el } from '../shared/dom.js';
import { languages, translate } from '../shared/i18n.js';
import { fractionText } from '../shared/votes.js';
import {
  checkbox,
  field,
  inlineInput,
  input,
  labelledCheckbox,
  localized,
  menu,
  options,
  problemLine,
  select,
} from './form_controls.js';
import { expectedOffer } from './expected_offer.js';
import { groupsEditor } from './groups_editor.js';
import { today } from './local_time.js';
import { partsEditor } from './parts_editor.js';
import { defaultBands } from './rule_set.js';
import { rulesEditor } from './rules_editor.js';
import { sentence } from './sentence.js';
import { readShare } from './share_text.js';
import { parseWhole } from './weights.js';
import { wifiEditor } from './wifi_editor.js';

// "0.8", as the server writes it, is 4/5 to people.
const asFraction = (share) => (/^0\.\d+$/.test(share) ? fractionText(share) : share);

// A new meeting has the usual quorum; null in a document means none.
const quorumText = (quorum) => (quorum === undefined ? '2/3' : quorum ? asFraction(quorum.over || quorum) : '');

const isOver = (quorum) => Boolean(quorum && quorum.over);

function readQuorum(controls) {
  const share = readShare(controls.quorum.value);
  if (!share) return null;
  return controls.quorum_over.value === 'over' ? { over: share } : share;
}

// The controls of the document's own fields, by the names of the fields.
function controlsFor(doc) {
  const wholeInput = (value) => input(null, value, { inputmode: 'numeric' });
  const controls = {
    title: input(null, doc.title),
    organisation: input(null, doc.organisation),
    date: input(null, doc.date || today(), { type: 'date' }),
    expected: wholeInput(doc.expected),
    quorum: inlineInput('doc.quorum', quorumText(doc.quorum), 5),
    quorum_over: menu(
      'doc.quorum.than',
      options('doc.quorum', ['at_least', 'over']),
      isOver(doc.quorum) ? 'over' : 'at_least',
    ),
    admission: select(options('admission', ['open', 'cards']), doc.admission || 'open'),
    join: select(options('join', ['fixed', 'rotating']), doc.join || 'fixed'),
    show: select(options('show', ['live', 'closed', 'held']), doc.show || 'live'),
    language: select(languages(), doc.language || 'zh'),
    retention_days: wholeInput(doc.retention_days),
    voters_see_results: checkbox(doc.voters_see_results === true),
  };
  Object.keys(controls).forEach((name) => {
    controls[name].dataset.field = name;
  });
  return controls;
}

const wholeOrNull = (control) => (control.value.trim() ? parseWhole(control.value) : null);

function readControls(controls) {
  return {
    title: controls.title.value.trim(),
    organisation: controls.organisation.value.trim(),
    date: controls.date.value,
    expected: wholeOrNull(controls.expected),
    quorum: readQuorum(controls),
    admission: controls.admission.value,
    join: controls.join.value,
    show: controls.show.value,
    language: controls.language.value,
    retention_days: wholeOrNull(controls.retention_days),
    voters_see_results: controls.voters_see_results.checked,
  };
}

const block = (key, ...content) => el('section', { class: 'card block' }, localized('h2', key), content);
const grid = (...fields) => el('div', { class: 'grid' }, fields);

function meetingStep(controls) {
  const title = field('doc.title', controls.title);
  title.classList.add('wide');
  return block(
    'doc.what',
    grid(
      title,
      field('doc.organisation', controls.organisation),
      field('doc.date', controls.date),
      field('doc.language', controls.language),
      field('doc.retention', controls.retention_days, 'doc.retention.hint'),
    ),
  );
}

// With cards there is no join code, and no limit but the number of cards printed.
function votersStep(controls, groups, wifi) {
  const join = field('doc.join', controls.join);
  const expected = field('doc.expected', controls.expected, 'doc.expected.hint');
  const limitHint = expected.querySelector('.hint');
  const offer = expectedOffer(controls.expected, groups.total);
  expected.append(offer.node);
  const update = () => {
    join.hidden = limitHint.hidden = controls.admission.value === 'cards';
  };
  controls.admission.addEventListener('change', update);
  update();
  const admission = field('doc.admission', controls.admission);
  const quorum = el(
    'div',
    { class: 'row' },
    sentence('doc.quorum.sentence', { than: controls.quorum_over, share: controls.quorum }),
    localized('p', 'doc.quorum.hint', { class: 'hint' }),
    problemLine(),
  );
  const node = el(
    'div',
    {},
    block('doc.how', grid(admission, join, expected), quorum),
    block('doc.groups', groups.node),
    wifi ? block('doc.wifi', localized('p', 'doc.wifi.hint', { class: 'hint' }), wifi.node) : null,
  );
  return { node, groupsChanged: offer.update };
}

// Whoever knows some of the ballots can work out others from a running tally.
function liveWarning(controls) {
  const warning = localized('p', 'doc.live_open', { class: 'banner', role: 'status' });
  const update = () => {
    warning.hidden = controls.show.value !== 'live' || controls.admission.value !== 'open';
  };
  [controls.show, controls.admission].forEach((control) => control.addEventListener('change', update));
  update();
  return warning;
}

function rulesStep(controls, rules) {
  const showing = block(
    'doc.showing',
    grid(field('doc.show', controls.show)),
    liveWarning(controls),
    labelledCheckbox('doc.voters', controls.voters_see_results),
    problemLine(),
  );
  return el('div', {}, showing, block('doc.rules', rules.node));
}

const wordNames = (scale) => (scale.choices || []).map((choice) => (Array.isArray(choice) ? choice[0] : choice));

// Every name that can be a grade by score: those of the bands that the meeting and its parts have, and words of scales.
function gradeNames(parts, bands) {
  const scored = parts.filter((part) => !part.decide);
  const own = scored.reduce((names, part) => names.concat(part.bandNames, ...part.scales.map(wordNames)), []);
  const usesMeetings = !scored.length || scored.some((part) => part.scales.some((scale) => !scale.choices));
  const names = (usesMeetings ? bands.map((band) => band[0]) : []).concat(own);
  return names.filter((name, i) => names.indexOf(name) === i);
}

// Groups, parts and rules follow each other's changes.
function editorsFor(doc, forms, api, left, onGroups) {
  let parts = null; // which the rules refer to, and which refer to the rules
  const outlines = () => (parts ? parts.outlines() : []);
  const rules = rulesEditor(doc.rules || {}, {
    parts: outlines,
    defaultBands: defaultBands(doc),
    gradeNames: () => (parts ? gradeNames(outlines(), rules.bands()) : []),
  });
  const groups = groupsEditor(doc.groups || [], () => {
    parts.groupsChanged();
    onGroups();
  });
  const context = { forms, api, left, groupNames: groups.names, bands: rules.bands, areTogether: rules.areTogether };
  parts = partsEditor(doc.parts || [], context);
  rules.node.addEventListener('change', parts.redraw);
  parts.node.addEventListener('input', rules.update);
  return { groups, parts, rules };
}

// The agenda is edited elsewhere: the server keeps that of a meeting. In a new one, what was in a part that is not there any more
// comes at the end.
function agendaOf({ agenda }, parts, isNew) {
  if (!isNew || !agenda) return undefined;
  const names = parts.outlines().map(({ name }) => name);
  const items = (agenda.items || []).map(({ title, minutes, part, place }) =>
    names.includes(part) ? { title, minutes, part, place } : { title, minutes },
  );
  return Object.assign({}, agenda, { items });
}

// api: for rosters in a new meeting, null where the roster is edited elsewhere; left: from draft(), what the document lacks.
export function documentForm(doc, forms, api, left) {
  const controls = controlsFor(doc);
  const { groups, parts, rules } = editorsFor(doc, forms, api, left, () => voters.groupsChanged());
  const wifi = api && wifiEditor(doc.wifi || []); // the server never returns the networks as part of a document
  const voters = votersStep(controls, groups, wifi);
  const steps = {
    what: meetingStep(controls),
    who: voters.node,
    parts: el('section', { class: 'block' }, localized('h2', 'doc.parts'), parts.node),
    rules: rulesStep(controls, rules),
  };
  const sections = Object.keys(steps).map((name) => steps[name]);
  const node = el('div', { class: 'document' }, sections);
  [parts, groups].forEach((editor) => editor.start());
  rules.update();
  translate(node);
  const read = () =>
    Object.assign(
      {},
      doc,
      readControls(controls),
      { groups: groups.read(), parts: parts.read(), rules: rules.read(), agenda: agendaOf(doc, parts, api !== null) },
      wifi ? { wifi: wifi.read('wifi') } : {},
    );
  return {
    node,
    steps,
    read,
    ready: parts.ready,
    // judging: the bands of each part, from a preview of the document.
    showJudging: parts.showJudging,
    // For storing a half-filled form: also rules that are switched off and unchecked text in the roster boxes.
    draft: () => ({ doc: Object.assign(read(), { rules: rules.draft() }), left: parts.left() }),
    // After the first round only the title and the expected number may change, and that the judges are few may be stated.
    lock() {
      const panel = node.querySelector('[data-field="rules.panel"] input');
      const open = [controls.title, controls.expected].concat(panel.checked ? [] : panel);
      node.querySelectorAll('input, select, textarea, button').forEach((control) => {
        control.disabled = !open.includes(control);
      });
    },
  };
}
