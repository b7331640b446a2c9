// Who reports or which item is on now, what is next, and the chair's timer; at the end, that all subjects are done.
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
  wholeName,
} from './components.js';
import {
  agendaProgress,
  entriesWith,
  entryAfterCurrent,
  positionOf,
  shownItem,
  subjectState,
  votedWith,
} from './selectors.js';
import { dateText, joinWords, positionText, rowLayout } from './texts.js';

const ROWS = 9;
const LIST_HEIGHT = 78;
const NAME_WIDTH = 34;
const NAMES_LISTED = 3;

// As many entries as can be read from the back row, beginning with the one before the current one.
function nearby(entries, id) {
  const currentIndex = entries.findIndex((entry) => (entry.item || entry.subject).id === id);
  const first = Math.max(0, Math.min(currentIndex - 1, entries.length - ROWS));
  return entries.slice(first, first + ROWS);
}

function rowText(subject, isCurrent, roundState) {
  if (roundState !== 'none') return t(roundState === 'published' ? 'shown' : roundState);
  if (isCurrent) return t('agenda.now');
  return t(subject.mode === 'written' ? 'written' : 'none');
}

function agendaRow(state, { subject, number }, current) {
  const roundState = subjectState(state, subject.id);
  const isCurrent = current.includes(subject);
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

function itemText(item, isCurrent) {
  if (item.state === 'passed') return t('agenda.passed');
  if (isCurrent) return t(item.state === 'on' ? 'agenda.now' : 'agenda.then');
  return item.minutes === null ? '' : t('agenda.minutes', { n: item.minutes });
}

// An item has no number: people know a report by its number.
function itemRow({ item }, current) {
  const isCurrent = current.includes(item);
  return el(
    'li',
    { class: isCurrent ? 'current' : 'item', 'aria-current': isCurrent ? 'true' : null },
    el('span', { class: 'place' }),
    el('span', { class: 'name' }, wholeName(item.title)),
    el('span', { class: 'about' }, itemText(item, isCurrent)),
  );
}

// current: subjects, or one item.
function agendaList(state, current) {
  const rows = nearby(entriesWith(state, current[0].id), current[0].id);
  const [first] = rows.filter((row) => row.subject);
  const part = first && positionOf(state, first.subject.id).part;
  const isWhole = part && part.whole;
  const names = rows.map(({ subject, item }) => (item ? item.title : subject.label));
  const rowOf = (row) =>
    row.item ? itemRow(row, current) : isWhole ? candidateRow(row) : agendaRow(state, row, current);
  return el(
    'div',
    { class: 'agenda' },
    state.parts.length > 1 && part && !isWhole ? el('h2', {}, part.name) : null,
    el('ol', { css: rowLayout(rows.length, LIST_HEIGHT, names, NAME_WIDTH).css, data: { fit: '' } }, rows.map(rowOf)),
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

// As many names as fit a sentence.
function namesNodes(subjects) {
  const names = subjects.slice(0, NAMES_LISTED).map((subject, i) => [i ? t('comma') : '', labelNodes(subject)]);
  return [names, subjects.length > NAMES_LISTED ? t('agenda.more', { n: subjects.length }) : ''];
}

const writtenNodes = (subjects) => sentenceWith('agenda.written', namesNodes(subjects));

// Whether nobody reports before the vote on them, because their reports are written.
const isWritten = (part, subjects) => !part.decide && subjects.every(({ mode }) => mode === 'written');

// What is on now: a subject, several of one round, or a part that is voted on as a whole.
function currentHead(state, current) {
  const [subject] = current;
  const { part, total } = positionOf(state, subject.id);
  if (part.whole) return sceneHead(t('agenda.now'), part.name, t('vote.candidates', { n: total }));
  if (current.length > 1) {
    const about = isWritten(part, current) ? writtenNodes(current) : namesNodes(current);
    return sceneHead(t('agenda.now'), part.name, about);
  }
  const position = joinWords([t('agenda.now'), positionText(state, subject.id)]);
  return subjectHead(position, subject.name, joinedNodes([subject.unit, subject.post]), null);
}

function nextNodes(state, entry) {
  if (!entry) return null;
  if (entry.item) return sentenceWith('agenda.next.vote', wholeName(entry.item.title));
  const { part } = positionOf(state, entry.subject.id);
  const next = votedWith(state, entry.subject);
  if (!part.whole && isWritten(part, next)) return writtenNodes(next);
  return sentenceWith(part.decide ? 'agenda.next.vote' : 'agenda.next', part.whole ? part.name : namesNodes(next));
}

function lastText(state, current) {
  const { part, total } = positionOf(state, current[0].id);
  if (part.whole || total === current.length) return '';
  return t(part.decide ? 'agenda.last.vote' : 'agenda.last');
}

// current: subjects, or one item; head: about it; next: nodes or a text.
function currentScene(state, progress, { current, head, next }) {
  return el(
    'section',
    { class: 'scene' },
    el(
      'div',
      { class: 'floor' },
      el(
        'div',
        { class: state.timer ? 'speaker' : 'speaker no-timer' },
        head,
        timerBox(state.timer),
        el('p', { class: 'next', data: { fit: '' } }, next),
      ),
      agendaList(state, current),
    ),
    sceneFoot(progressNodes(progress), el('p', { class: 'right' }, state.meeting.title)),
  );
}

function reportScene(state, progress) {
  const { current } = progress;
  const next = nextNodes(state, entryAfterCurrent(state, current)) || lastText(state, current);
  return currentScene(state, progress, { current, head: currentHead(state, current), next });
}

function itemScene(state, progress, { item, isOn }) {
  const about = isOn || item.minutes === null ? null : t('agenda.minutes', { n: item.minutes });
  const head = sceneHead(t(isOn ? 'agenda.now' : 'agenda.then'), item.title, about);
  return currentScene(state, progress, {
    current: [item],
    head,
    next: nextNodes(state, entryAfterCurrent(state, [item])),
  });
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
      el('p', { class: 'huge-about', data: { fit: '' } }, written.length ? writtenNodes(written) : meeting.title),
      el('p', { class: 'about' }, joinedNodes([meeting.organisation, dateText(meeting.date)])),
      ...fingerprintLines(state),
    ),
    sceneFoot(progressNodes(progress), null),
  );
}

// Once the results are certified, a subject that was never voted on does not report any more, and no item begins.
export function agendaScene(state) {
  const progress = agendaProgress(state);
  if (state.meeting.phase === 'certified') return { node: endScene(state, progress) };
  const shown = shownItem(state);
  if (shown) return { node: itemScene(state, progress, shown) };
  return { node: progress.current.length ? reportScene(state, progress) : endScene(state, progress) };
}
