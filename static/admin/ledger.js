// 台账: archives dropped here become one workbook of people by years. The server verifies them and stores nothing.
import { el, fill, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { saveFile } from '../shared/api.js';
import { acceptDrops } from '../staff/file_drop.js';
import { showProblems } from '../staff/field_errors.js';
import { field, input, localized, nextId } from '../staff/form_controls.js';
import { zipped } from '../staff/zip.js';

const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

async function memberOf(file) {
  return { name: file.name, bytes: new Uint8Array(await new Response(file).arrayBuffer()) };
}

const binary = (base64) => Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));

// The call's path with what was filled in: the term's first day, and a key on each line.
function pathOf(term, keys) {
  const query = new URLSearchParams();
  if (term.value) query.append('term', term.value);
  const lines = keys.value.split('\n').map((line) => line.trim());
  lines.filter(Boolean).forEach((line) => query.append('key', line));
  return '/api/ledger?' + query;
}

const listed = (key, lines) =>
  lines.length
    ? [
        localized('h3', key),
        el(
          'ul',
          { class: 'plain' },
          lines.map((line) => el('li', {}, line)),
        ),
      ]
    : [];

const leftOutLine = ({ file, reason }) => t('ledger.left_out.line', { file, reason });

// Problems of what was filled in, shown there.
function refuse(node, fields) {
  const message = (problem) => (problem.field === 'key' ? t('ledger.keys.wrong') : problem.message);
  showProblems(
    node,
    fields.map((problem) => ({ field: problem.field, message: message(problem) })),
  );
}

// A workbook without a meeting is none to save: the reasons are shown.
function show(made, outcome) {
  const isEmpty = !made.meetings;
  if (!isEmpty) saveFile(new Blob([binary(made.workbook)], { type: WORKBOOK }), made.name);
  const problem = isEmpty ? el('p', { class: 'problem', role: 'alert' }, t('ledger.none')) : null;
  fill(
    outcome,
    problem,
    listed('ledger.left_out', made.left_out.map(leftOutLine)),
    listed('ledger.checks', made.checks),
  );
}

// Sends the files, saves the workbook, and shows what somebody has to look at. section: {node, status, outcome}
async function make(admin, files, path, section) {
  fill(section.outcome);
  refuse(section.node, []);
  write(section.status, t('ledger.working', { n: files.length }));
  const members = await Promise.all(files.map(memberOf));
  const body = new Blob(zipped(members), { type: 'application/zip' });
  const made = await admin.attemptDocument(() => admin.api.post(path, body));
  const { name, meetings, people, fields } = made || {};
  write(section.status, meetings ? t('ledger.done', { name, meetings, people }) : '');
  if (fields) refuse(section.node, fields);
  else if (made) show(made, section.outcome);
}

function archiveBox(take) {
  const file = el('input', { type: 'file', id: nextId('f'), accept: '.zip', multiple: true, class: 'hidden-text' });
  const label = localized('label', 'ledger.file', { for: file.id, class: 'button' });
  const node = el('div', { class: 'roster filebox' }, file, label, localized('span', 'ledger.drop'));
  async function takeOnce(chosen) {
    const files = Array.from(chosen);
    if (!files.length || file.disabled) return;
    file.disabled = true;
    await take(files);
    file.disabled = false;
    file.value = '';
  }
  file.addEventListener('change', () => takeOnce(file.files));
  acceptDrops(node, takeOnce);
  return node;
}

export function ledgerSection(admin) {
  const term = input(null, '', { type: 'date', 'data-field': 'term' });
  const keys = el('textarea', { id: nextId('f'), rows: '2', spellcheck: 'false', 'data-field': 'key' });
  const status = el('p', { class: 'hint', role: 'status' });
  const outcome = el('div', {});
  const node = el('section', { class: 'card block ledger' });
  const take = (files) => make(admin, files, pathOf(term, keys), { node, status, outcome });
  const options = el(
    'details',
    { class: 'json' },
    localized('summary', 'ledger.options'),
    field('ledger.term', term, 'ledger.term.why'),
    field('ledger.keys', keys, 'ledger.keys.why'),
  );
  const head = [localized('h2', 'ledger.title'), localized('p', 'ledger.why', { class: 'soft' })];
  fill(node, head, options, archiveBox(take), status, outcome);
  return node;
}
