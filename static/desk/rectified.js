// 上年度整改: what became of last year's problems, from the rectification list that was filled in, read below the brief.
import { el, fill, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { NoAnswer, reason } from '../staff/commands.js';
import { ask, confirmDanger } from '../staff/dialogs.js';
import { fileBox } from '../staff/file_box.js';
import { localized } from '../staff/form_controls.js';
import { isCertified } from './meeting_phase.js';
import { called, matchedCount, pairQuery } from './past_pairs.js';
import { askPairs } from './past_questions.js';
import { loadText } from './person_texts.js';
import { rowButton } from './table.js';

const MOST_BYTES = 5 * 1024 * 1024;

const lineOf = (past) => t('rectified.line', { name: called(past), n: past.rows });

// Resolves to the server's answer, or to {problem, isOther: whether the file is no rectification list at all}.
export async function readList(desk, file, query) {
  if (file.size > MOST_BYTES) return { problem: t('past.large', { most: '5 MiB' }), isOther: true };
  try {
    return await desk.api.post(desk.path('/rectified?' + query), new Blob([file]));
  } catch (problem) {
    if (!problem.code && !(problem instanceof NoAnswer)) throw problem;
    const [{ field, message } = {}] = problem.fields || [];
    const isOther = field === 'file';
    const place = field && !isOther ? t('rectified.place', { place: field, text: message }) : reason(problem);
    return { problem: t('brief.file.bad', { file: file.name, problem: place }), isOther };
  }
}

// answer: of readList() with check=1.
export async function storeList(desk, file, answer) {
  const title = t('rectified.title');
  const lead = t('rectified.read', { file: file.name, n: answer.past.length });
  const chosen = await askPairs(answer, { title, lead, remarks: [], textOf: lineOf });
  if (!chosen) return;
  const stored = await readList(desk, file, pairQuery(chosen));
  if (stored.problem) desk.say(stored.problem);
  else await desk.save(() => Promise.resolve(), t('rectified.saved', { n: matchedCount(answer, chosen) }));
}

async function load(desk, file, status) {
  desk.say('');
  write(status, t('loading'));
  const answer = await readList(desk, file, 'check=1');
  write(status, '');
  if (answer.problem) desk.say(answer.problem);
  else await storeList(desk, file, answer);
}

const factLine = (key, text) => el('p', {}, el('span', { class: 'soft' }, t(key) + t('colon')), text);

const problemItem = ({ problem, measures, done }) =>
  el(
    'li',
    {},
    el('p', {}, el('strong', {}, problem)),
    measures ? factLine('rectified.measures', measures) : null,
    factLine('rectified.done', done || t('rectified.open')),
  );

async function show(desk, { id, label }) {
  let rows = [];
  const isRead = await desk.perform(async () => (rows = await loadText(desk, id, 'rectified')));
  const list = () => el('ol', { class: 'stack' }, rows.map(problemItem));
  if (isRead) await ask({ title: t('rectified.of', { name: label }), cancel: t('rectified.close'), content: [list()] });
}

async function remove(desk, { id, label }) {
  const title = t('rectified.remove.title', { name: label });
  if (!(await confirmDanger(title, t('rectified.remove.why'), t('remove')))) return;
  await desk.save(() => desk.api.put(desk.path('/subjects/' + encodeURIComponent(id) + '/rectified'), []), t('saved'));
}

function personLine(desk, subject) {
  const isFixed = isCertified(desk.meeting);
  return el(
    'li',
    { class: 'acts' },
    el('span', {}, subject.label),
    rowButton('rectified.show', subject.label, () => show(desk, subject)),
    isFixed ? null : rowButton('remove', subject.label, () => remove(desk, subject)),
  );
}

export function rectifiedBox(desk) {
  const status = el('p', { class: 'hint', role: 'status' });
  const held = desk.meeting.subjects.filter(({ id }) => desk.meeting.texts.rectified.includes(id));
  const take = (file) => load(desk, file, status);
  const node = el('div', { id: 'rectified', class: 'stack' });
  fill(
    node,
    localized('h3', 'rectified.title'),
    localized('p', 'rectified.why', { class: 'soft' }),
    held.length
      ? el(
          'ul',
          { class: 'stack' },
          held.map((subject) => personLine(desk, subject)),
        )
      : null,
    isCertified(desk.meeting)
      ? localized('p', 'past.certified', { class: 'hint' })
      : [fileBox('rectified.file', 'rectified.drop', '.xlsx,.docx', take), status],
  );
  return node;
}
