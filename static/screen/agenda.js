// Who reports now, who is next, and the chair's timer; at the end, that all subjects are done.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import {
  centred,
  fingerprintLines,
  joinedNodes,
  labelNodes,
  progressBar,
  sceneFoot,
  sceneHead,
  sentenceWith,
  subjectHead,
} from './components.js';
import { agendaProgress, positionOf, subjectState } from './selectors.js';
import { dateText, joinWords, positionText, rowLayout } from './texts.js';

const ROWS = 9;
const LIST_HEIGHT = 78;
const NAME_WIDTH = 34;
const NAMES_LISTED = 3;

// As many subjects as can be read from the back row, beginning with the one before the current one.
function nearby(subjects, currentIndex) {
  const first = Math.max(0, Math.min(currentIndex - 1, subjects.length - ROWS));
  return subjects.slice(first, first + ROWS).map((subject, i) => ({ subject, number: first + i + 1 }));
}

function rowText(subject, isCurrent, roundState) {
  if (roundState !== 'none') return t(roundState === 'published' ? 'shown' : roundState);
  if (isCurrent) return t('agenda.now');
  return t(subject.mode === 'written' ? 'written' : 'none');
}

function agendaRow(state, { subject, number }, current) {
  const roundState = subjectState(state, subject.id);
  const isCurrent = subject.id === current.id;
  return el(
    'li',
    { class: isCurrent ? 'current' : roundState, 'aria-current': isCurrent ? 'true' : null },
    el('span', { class: 'place' }, number),
    el('span', { class: 'name' }, labelNodes(subject)),
    el('span', { class: 'about' }, rowText(subject, isCurrent, roundState)),
  );
}

// One of several subjects that are voted on at once: none is the current one.
function candidateRow({ subject, number }) {
  return el(
    'li',
    {},
    el('span', { class: 'place' }, number),
    el('span', { class: 'name' }, labelNodes(subject)),
    el('span', { class: 'about unit' }, subject.label === subject.name ? subject.unit : ''),
  );
}

function agendaList(state, current) {
  const { part, n } = positionOf(state, current.id);
  const rows = nearby(part.subjects, n - 1);
  const names = rows.map((row) => row.subject.label);
  return el(
    'div',
    { class: 'agenda' },
    state.parts.length > 1 && !part.whole ? el('h2', {}, part.name) : null,
    el(
      'ol',
      { css: rowLayout(rows.length, LIST_HEIGHT, names, NAME_WIDTH).css, data: { fit: '' } },
      rows.map((row) => (part.whole ? candidateRow(row) : agendaRow(state, row, current))),
    ),
  );
}

function timerBox(timer) {
  if (!timer) return null;
  return el(
    'div',
    { class: 'clock timer' },
    el(
      'p',
      { class: 'about' },
      joinWords([t('timer.' + timer.kind), timer.running ? '' : t('timer.paused')]),
      el('span', { data: { left: 'over' } }),
    ),
    el('p', { class: 'time', data: { left: 'timer' } }),
  );
}

function progressNodes({ done, total }) {
  const count = [t('agenda.progress'), ' ', el('strong', {}, done), ' ' + t('of', { n: total })];
  return [el('p', { class: 'figures' }, count), progressBar(total ? done / total : 0)];
}

// What is on now: a subject, or a part that is voted on as a whole.
function currentHead(state, current) {
  const { part, total } = positionOf(state, current.id);
  if (part.whole) return sceneHead(t('agenda.now'), part.name, t('vote.candidates', { n: total }));
  const position = joinWords([t('agenda.now'), positionText(state, current.id)]);
  return subjectHead(position, current.name, joinedNodes([current.unit, current.post]), null);
}

function nextNodes(state, next) {
  if (!next) return null;
  const { part } = positionOf(state, next.id);
  const name = part.whole ? part.name : labelNodes(next);
  return sentenceWith(part.decide ? 'agenda.next.vote' : 'agenda.next', name);
}

function lastText(state, current) {
  const { part, total } = positionOf(state, current.id);
  if (part.whole || total === 1) return '';
  return t(part.decide ? 'agenda.last.vote' : 'agenda.last');
}

function reportScene(state, progress) {
  const { current, next } = progress;
  return el(
    'section',
    { class: 'scene' },
    el(
      'div',
      { class: 'floor' },
      el(
        'div',
        { class: state.timer ? 'speaker' : 'speaker no-timer' },
        currentHead(state, current),
        timerBox(state.timer),
        el('p', { class: 'next', data: { fit: '' } }, nextNodes(state, next) || lastText(state, current)),
      ),
      agendaList(state, current),
    ),
    sceneFoot(progressNodes(progress), el('p', { class: 'right' }, state.meeting.title)),
  );
}

function writtenNodes(subjects) {
  if (!subjects.length) return null;
  const names = subjects.slice(0, NAMES_LISTED).map((subject, i) => [i ? t('comma') : '', labelNodes(subject)]);
  const more = subjects.length > NAMES_LISTED ? t('agenda.more', { n: subjects.length }) : '';
  return sentenceWith('agenda.written', [names, more]);
}

function endScene(state, progress) {
  const { meeting } = state;
  const { written } = progress;
  return el(
    'section',
    { class: 'scene' },
    centred(
      el('p', { class: 'state' }, meeting.phase === 'certified' ? t('certified') : t('agenda')),
      el('h1', { class: 'grand' }, t(written.length ? 'agenda.onsite' : 'agenda.done')),
      el('p', { class: 'huge-about', data: { fit: '' } }, writtenNodes(written) || meeting.title),
      el('p', { class: 'about' }, joinedNodes([meeting.organisation, dateText(meeting.date)])),
      ...fingerprintLines(state),
    ),
    sceneFoot(progressNodes(progress), null),
  );
}

// Once the results are certified, a subject that was never voted on does not report any more.
export function agendaScene(state) {
  const progress = agendaProgress(state);
  const isReporting = progress.current && state.meeting.phase !== 'certified';
  return { node: isReporting ? reportScene(state, progress) : endScene(state, progress) };
}
