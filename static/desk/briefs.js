// 述职摘要 of the people on the roster: typed or pasted, or read from a file that is chosen or dropped on a person's row, which
// also takes the rectification list of last year.
import { el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { NoAnswer, reason } from '../staff/commands.js';
import { answersInOrder } from '../staff/answers_in_order.js';
import { acceptDrops } from '../staff/file_drop.js';
import { localized, nextId } from '../staff/form_controls.js';
import { joinSentences } from '../staff/joined_sentences.js';
import { isCertified } from './meeting_phase.js';
import { editText, hasText, holderOf } from './person_texts.js';
import { proseField } from './prose_field.js';
import { readList, storeList } from './rectified.js';
import { rowButton } from './table.js';

const MOST = 3000;
const MOST_BYTES = 5 * 1024 * 1024;

// Resolves to {text, notice: what was left out of it}, or to {problem}.
async function readFile(desk, file) {
  if (file.size > MOST_BYTES) return { problem: t('brief.file.large', { file: file.name, most: '5 MiB' }) };
  try {
    const { text, remarks } = await desk.api.post('/api/texts', new Blob([file]));
    const notice = joinSentences([t('brief.file.read', { file: file.name }), ...remarks]);
    return { text, notice };
  } catch (problem) {
    if (!problem.code && !(problem instanceof NoAnswer)) throw problem;
    return { problem: t('brief.file.bad', { file: file.name, problem: reason(problem) }) };
  }
}

function fileBox(desk, prose) {
  const file = el('input', { type: 'file', id: nextId('f'), accept: '.docx,.txt', class: 'hidden-text' });
  const label = localized('label', 'brief.file', { for: file.id, class: 'button small' });
  const status = el('p', { class: 'hint', role: 'status' });
  const answers = answersInOrder();
  function show({ text, notice, problem }) {
    write(status, problem || notice);
    if (!problem) prose.fillIn(text);
  }
  file.addEventListener('change', () => {
    const [chosen] = file.files;
    if (!chosen) return;
    write(status, t('loading'));
    file.value = '';
    answers(() => readFile(desk, chosen), show);
  });
  return { status, node: el('div', {}, el('span', { class: 'filebox' }, file, label), status) };
}

function formOf(desk, body, notice) {
  const prose = proseField('brief.text', body.text, MOST, 12);
  const file = fileBox(desk, prose);
  write(file.status, notice || '');
  return {
    content: [localized('p', 'brief.why', { class: 'soft' }), prose.node, file.node],
    check: () => (prose.isTooLong() ? t('prose.long', { most: MOST }) : ''),
    value: () => ({ text: prose.value() }),
  };
}

// The subject, and the same person in other parts, who has one brief.
function idsOf(desk, { id, label }) {
  const others = desk.meeting.subjects.filter((other) => other.label === label && other.id !== id);
  return [id].concat(others.map((other) => other.id));
}

function edit(desk, subject, given, notice) {
  const title = t('brief.title', { name: subject.label });
  const id = holderOf(desk, idsOf(desk, subject), 'brief');
  return editText(desk, {
    id,
    kind: 'brief',
    title,
    given,
    formOf: (body) => formOf(desk, body, notice),
    linesOf: ({ text }) => text.split('\n'),
  });
}

// A rectification list that was filled in is dropped like a brief; a Word file may be either.
async function takeList(desk, file) {
  if (!/\.(xlsx|docx)$/i.test(file.name)) return false;
  const answer = await readList(desk, file, 'check=1');
  if (answer.isOther && /\.docx$/i.test(file.name)) return false;
  if (answer.problem) desk.say(answer.problem);
  else await storeList(desk, file, answer);
  return true;
}

async function editFile(desk, subject, files) {
  if (!files.length || (await takeList(desk, files[0]))) return;
  const { text, notice, problem } = await readFile(desk, files[0]);
  if (problem) desk.say(problem);
  else await edit(desk, subject, { text }, notice);
}

// The button of a person's row.
export function briefButton(desk, subject) {
  const key = hasText(desk, idsOf(desk, subject), 'brief') ? 'brief.change' : 'brief.write';
  return rowButton(key, subject.name, () => edit(desk, subject), isCertified(desk.meeting));
}

// A file dropped anywhere on the row.
export function acceptBrief(desk, subject, node) {
  if (!isCertified(desk.meeting)) acceptDrops(node, (files) => editFile(desk, subject, files));
}
