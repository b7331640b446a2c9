// 上年结果: last year's scores and grades beside this year's on papers and in the table of results, from last year's archive.
import { el, fill, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { NoAnswer, reason } from '../staff/commands.js';
import { confirmDanger } from '../staff/dialogs.js';
import { fileBox } from '../staff/file_box.js';
import { button, localized } from '../staff/form_controls.js';
import { isCertified } from './meeting_phase.js';
import { called, matchedCount, pairQuery } from './past_pairs.js';
import { askDigest, askPairs } from './past_questions.js';

const MOST_BYTES = 20 * 1024 * 1024;

// The score as last year's paper has it, with its scale; '' without one.
export function pastScore({ score, scale }) {
  if (!score) return '';
  return scale ? t('past.score', { score, least: scale[0], greatest: scale[1] }) : score;
}

export const pastText = (past) => [pastScore(past), past.grade].filter(Boolean).join(t('list'));

const lineOf = (past) => called(past) + t('colon') + pastText(past);

// Resolves to the answer, or to {problem, field} of a refusal.
async function send(desk, file, query) {
  try {
    return await desk.api.post(desk.path('/last-year?' + query), new Blob([file], { type: 'application/zip' }));
  } catch (problem) {
    if (!problem.code && !(problem instanceof NoAnswer)) throw problem;
    const [{ field } = {}] = problem.fields || [];
    return { problem: reason(problem), field };
  }
}

// The archive of another server's meeting needs the key that is on its paper. Resolves to {answer, digest}.
async function check(desk, file) {
  let digest = '';
  for (;;) {
    const query = new URLSearchParams({ check: '1' });
    if (digest) query.append('digest', digest);
    const answer = await send(desk, file, query);
    if (answer.field !== 'digest') return { answer, digest };
    digest = await askDigest(answer.problem);
    if (!digest) return { answer: {}, digest };
  }
}

async function load(desk, file, status) {
  desk.say('');
  if (file.size > MOST_BYTES) {
    desk.say(t('past.large', { most: '20 MiB' }));
    return;
  }
  write(status, t('past.verifying'));
  const { answer, digest } = await check(desk, file);
  write(status, '');
  if (answer.problem) desk.say(answer.problem);
  if (!answer.people) return;
  const lead = t('past.source', { title: answer.title, date: answer.date });
  const title = t('past.title');
  const chosen = await askPairs(answer, { title, lead, remarks: answer.remarks, textOf: lineOf });
  if (!chosen) return;
  const query = pairQuery(chosen);
  if (digest) query.append('digest', digest);
  write(status, t('past.verifying'));
  const stored = await send(desk, file, query);
  write(status, '');
  if (stored.problem) desk.say(stored.problem);
  else await desk.save(() => Promise.resolve(), t('past.saved', { n: matchedCount(answer, chosen) }));
}

async function remove(desk) {
  if (!(await confirmDanger(t('past.remove.title'), t('past.remove.why'), t('remove')))) return;
  await desk.save(() => desk.api.remove(desk.path('/last-year')), t('saved'));
}

// Of how many people there is something; a person in several parts counts once.
function loadedCount({ subjects }, people) {
  const labels = subjects.filter(({ id }) => people[id]).map(({ label }) => label);
  return new Set(labels).size;
}

function present(desk) {
  const { last_year: lastYear } = desk.meeting;
  if (!lastYear) return [];
  const { title, date, people } = lastYear;
  const n = loadedCount(desk.meeting, people);
  const isFixed = isCertified(desk.meeting);
  return [
    el('p', {}, t('past.loaded', { title, date, n })),
    isFixed
      ? null
      : el(
          'div',
          { class: 'acts' },
          button('past.remove', () => remove(desk), 'small'),
        ),
  ];
}

export function lastYearBox(desk) {
  const status = el('p', { class: 'hint', role: 'status' });
  const node = el('div', { id: 'last-year', class: 'stack' });
  const take = (file) => load(desk, file, status);
  const box = () => fileBox('past.file', 'past.drop', '.zip,application/zip', take);
  fill(
    node,
    localized('h3', 'past.title'),
    localized('p', 'past.why', { class: 'soft' }),
    present(desk),
    isCertified(desk.meeting) ? localized('p', 'past.certified', { class: 'hint' }) : [box(), status],
  );
  return node;
}
