// Scores that are typed in for parts without ballots: one box per subject, Enter moves to the next, one button saves all.
import { $, el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { input, localized } from '../staff/form_controls.js';
import { isEntered } from '../staff/meeting_state.js';
import { isCertified } from './meeting_phase.js';
import { row, table } from './table.js';

// A selector.
export const FIRST_WITHOUT_SCORE = '#entered input.score:not([data-saved])';

const COLUMNS = [
  { key: 'result.name', kind: 'who' },
  ...['unit', 'part', 'score'].map((key) => ({ key: 'result.' + key })),
];

function scoreRow(desk, subject) {
  const entry = desk.meeting.additions.entered[subject.id];
  const score = input(null, entry && entry.score, {
    class: 'input score',
    inputmode: 'decimal',
    disabled: isCertified(desk.meeting),
  });
  let savedScore = '';
  function markSaved(saved) {
    savedScore = saved;
    if (saved) score.dataset.saved = saved;
  }
  markSaved(score.value);
  score.setAttribute('aria-label', subject.label + ' ' + subject.part);
  const problem = el('span', { class: 'problem' });
  const controls = el('div', { class: 'acts' }, score, problem);
  return {
    id: subject.id,
    score,
    problem,
    markSaved,
    isChanged: () => score.value.trim() !== savedScore && score.value.trim() !== '',
    node: row(COLUMNS, [subject.name, subject.unit, subject.part, controls]),
  };
}

async function saveScore(desk, scored) {
  const path = desk.path('/subjects/' + encodeURIComponent(scored.id) + '/entered');
  const score = scored.score.value.trim();
  try {
    await desk.api.put(path, { score });
    scored.markSaved(score);
    write(scored.problem, '');
    scored.score.removeAttribute('aria-invalid');
    return true;
  } catch (problem) {
    if (!problem.code) throw problem;
    write(scored.problem, problem.message || t('link.none'));
    scored.score.setAttribute('aria-invalid', 'true');
    return false;
  }
}

// Each score is saved by itself, so that a refused one does not hold back the others. True if all were saved.
async function saveChanged(desk, rows) {
  let allSaved = true;
  for (const scored of rows.filter((candidate) => candidate.isChanged()))
    if (!(await saveScore(desk, scored))) allSaved = false;
  return allSaved;
}

function moveOnEnter(event, rows) {
  const at = rows.findIndex((scored) => scored.score === event.target);
  if (event.key !== 'Enter' || at < 0 || at === rows.length - 1) return;
  event.preventDefault();
  rows[at + 1].score.focus();
}

// The notice is at the top of the page: what is said of the scores is also where they are typed.
async function submit(desk, rows) {
  const isTyped = desk.watchTyping();
  const allSaved = await saveChanged(desk, rows);
  await desk.attempt(desk.refresh);
  desk.say(t(allSaved ? 'saved' : 'entered.wrong'), allSaved);
  if (allSaved && !isTyped()) await showSaved(desk);
  else if (!allSaved) rows.find(({ score }) => score.getAttribute('aria-invalid')).score.focus();
}

async function showSaved(desk) {
  await desk.rebuild();
  const line = $('#entered-saved');
  if (!line) return;
  write(line, t('saved'));
  line.scrollIntoView({ block: 'center' });
  $('#entered button[type=submit]').focus({ preventScroll: true });
}

export function enteredScores(desk) {
  const parts = desk.meeting.document.parts.filter(isEntered).map((part) => part.name);
  const subjects = desk.meeting.subjects.filter((subject) => parts.includes(subject.part));
  const rows = subjects.map((subject) => scoreRow(desk, subject));
  if (!rows.length) return null;
  const handlers = {
    keydown: (event) => moveOnEnter(event, rows),
    submit: (event) => {
      event.preventDefault();
      submit(desk, rows);
    },
  };
  const nodes = rows.map((scored) => scored.node);
  const disabled = isCertified(desk.meeting);
  return el(
    'form',
    { class: 'card', id: 'entered', novalidate: true, on: handlers },
    localized('h2', 'entered.title'),
    localized('p', 'entered.why', { class: 'soft' }),
    table(t('entered.title'), COLUMNS, nodes, 'stacks'),
    el(
      'div',
      { class: 'acts lead' },
      localized('button', 'entered.save', { type: 'submit', class: 'button', disabled }),
      el('span', { class: 'good', id: 'entered-saved' }),
    ),
  );
}
