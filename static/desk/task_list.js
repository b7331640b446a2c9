// The tasks of a meeting by phase, each a button that leads to its place. Knows no rule.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { FIRST_WITHOUT_SCORE } from './entered_scores.js';

const PHASES = [
  { key: 'before', title: 'task.before' },
  { key: 'during', title: 'task.during' },
  { key: 'after', title: 'task.after' },
];

const LABELS = {
  roster: 'task.roster',
  cards: 'task.cards',
  links: 'task.links',
  rehearsal: 'task.rehearsal',
  live: 'task.live',
  attendance: 'task.attendance',
  rounds: 'task.rounds',
  paper: 'task.paper',
  few: 'task.few',
  publish: 'task.publish',
  entered: 'task.entered',
  check: 'task.check',
  runoff: 'task.runoff',
  writeins: 'task.writeins',
  decide: 'task.decide',
  certify: 'task.certify',
  papers: 'task.papers',
  archive: 'task.archive',
  delete: 'task.delete',
};
// Where in its section a task is, if not at the top.
const PLACES = {
  links: '#new-links button',
  attendance: '#attendance input:not([readonly])',
  entered: FIRST_WITHOUT_SCORE,
  delete: '#delete-title',
};
const STATUSES = { done: 'task.done', todo: 'task.todo', unneeded: 'task.unneeded' };

export const labelOf = (key) => t(LABELS[key]);

// What is known of a task in numbers; '' where the sign says it all. A task in the future has no numbers.
const NOTES = {
  roster: ({ values }) => (values.n ? t('task.people', values) : ''),
  attendance: ({ status, values }) => (status === 'done' ? t('task.present', { n: values.present }) : ''),
  rounds: ({ values }) => (values.all ? t('task.of', values) : ''),
  paper: ({ values }) =>
    values.n ? t('paper.mark', values) : values.entered ? t('task.ballots', { n: values.entered }) : '',
  entered: ({ values }) => (values.n ? t('task.left', values) : ''),
  check: ({ values }) =>
    values.voteless
      ? t('check.voteless', { n: values.voteless })
      : values.problems && values.problems.length
        ? t('check.mark', { n: values.problems.length })
        : '',
  decide: ({ values }) => (values.n ? t('task.left', values) : ''),
};

function noteOf(task) {
  if (task.values.days) return t('task.automatic');
  if (task.status === 'unneeded') return t('task.unneeded');
  return NOTES[task.key] ? NOTES[task.key](task) : '';
}

function taskButton(desk, task, isNext) {
  const sign = el('span', { class: 'sign', role: 'img', 'aria-label': t(STATUSES[task.status]) });
  const press = () => desk.goTo(task.section, PLACES[task.key]);
  return el(
    'li',
    {},
    el(
      'button',
      {
        type: 'button',
        class: 'task',
        id: 'task-' + task.key,
        data: { status: task.status },
        'aria-current': isNext ? 'step' : null,
        on: { click: press },
      },
      sign,
      el('span', { class: 'task-name' }, labelOf(task.key)),
      el('span', { class: 'task-note' }, noteOf(task)),
    ),
  );
}

// nextKey: of the task that comes next, or null.
export function taskList(desk, tasks, nextKey) {
  return PHASES.map(({ key, title }) =>
    el(
      'section',
      { class: 'card tasks' },
      el('h2', {}, t(title)),
      el(
        'ul',
        {},
        tasks.filter((task) => task.phase === key).map((task) => taskButton(desk, task, task.key === nextKey)),
      ),
    ),
  );
}
