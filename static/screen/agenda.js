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
import { agendaProgress, entriesWith, entryAfter, positionOf, shownItem, subjectState } from './selectors.js';
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

function itemText(item, isCurrent) {
  if (item.state === 'passed') return t('agenda.passed');
  if (isCurrent) return t(item.state === 'on' ? 'agenda.now' : 'agenda.then');
  return item.minutes === null ? '' : t('agenda.minutes', { n: item.minutes });
}

// An item has no number: people know a report by its number.
function itemRow({ item }, current) {
  const isCurrent = item.id === current.id;
  return el(
    'li',
    { class: isCurrent ? 'current' : 'item', 'aria-current': isCurrent ? 'true' : null },
    el('span', { class: 'place' }),
    el('span', { class: 'name' }, wholeName(item.title)),
    el('span', { class: 'about' }, itemText(item, isCurrent)),
  );
}

// current: a subject or an item.
function agendaList(state, current) {
  const rows = nearby(entriesWith(state, current.id), current.id);
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

// What is on now: a subject, or a part that is voted on as a whole.
function currentHead(state, current) {
  const { part, total } = positionOf(state, current.id);
  if (part.whole) return sceneHead(t('agenda.now'), part.name, t('vote.candidates', { n: total }));
  const position = joinWords([t('agenda.now'), positionText(state, current.id)]);
  return subjectHead(position, current.name, joinedNodes([current.unit, current.post]), null);
}

function nextNodes(state, entry) {
  if (!entry) return null;
  if (entry.item) return sentenceWith('agenda.next.vote', wholeName(entry.item.title));
  const next = entry.subject;
  const { part } = positionOf(state, next.id);
  const name = part.whole ? part.name : labelNodes(next);
  return sentenceWith(part.decide ? 'agenda.next.vote' : 'agenda.next', name);
}

function lastText(state, current) {
  const { part, total } = positionOf(state, current.id);
  if (part.whole || total === 1) return '';
  return t(part.decide ? 'agenda.last.vote' : 'agenda.last');
}

// current: a subject or an item; head: about it; next: nodes or a text.
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
  const next = nextNodes(state, entryAfter(state, progress)) || lastText(state, current);
  return currentScene(state, progress, { current, head: currentHead(state, current), next });
}

function itemScene(state, progress, { item, isOn }) {
  const { items, item: due } = state.agenda;
  const later = items.find((each) => each.id === due && each !== item);
  const after = later ? { item: later } : progress.current && { subject: progress.current };
  const about = isOn || item.minutes === null ? null : t('agenda.minutes', { n: item.minutes });
  const head = sceneHead(t(isOn ? 'agenda.now' : 'agenda.then'), item.title, about);
  return currentScene(state, progress, { current: item, head, next: nextNodes(state, after) });
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

// Once the results are certified, a subject that was never voted on does not report any more, and no item begins.
export function agendaScene(state) {
  const progress = agendaProgress(state);
  if (state.meeting.phase === 'certified') return { node: endScene(state, progress) };
  const shown = shownItem(state);
  if (shown) return { node: itemScene(state, progress, shown) };
  return { node: progress.current ? reportScene(state, progress) : endScene(state, progress) };
}
