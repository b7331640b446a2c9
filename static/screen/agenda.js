// Who reports now, who is next, and the clock that the chair runs; at the end, that all is done.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { dateWords, fingerprint, foot, head, line, middle, placeOf, rowSize, standing } from './components.js';

const ROWS = 9;

function allSubjects(state) {
  return state.parts.reduce(
    (all, part) => all.concat(part.entered ? [] : part.subjects.map((subject) => ({ subject, part }))),
    [],
  );
}

function stateOfSubject(state, id) {
  const round = state.rounds
    .filter((each) => each.state !== 'voided')
    .find((each) => each.subjects.some((subject) => subject.id === id));
  return round ? round.state : 'none';
}

// {now, next, written: written ones still waiting, done, all}
function course(state) {
  const all = allSubjects(state);
  const waiting = all.filter((each) => stateOfSubject(state, each.subject.id) === 'none');
  const onsite = waiting.filter((each) => each.subject.mode !== 'written');
  const now = all.find((each) => each.subject.id === state.view.subject) || onsite[0];
  const next = now ? all.slice(all.indexOf(now) + 1).find((each) => onsite.includes(each)) : null;
  return {
    all,
    now,
    next,
    written: waiting.filter((each) => each.subject.mode === 'written'),
    done: all.length - waiting.length,
  };
}

// As many of the part as can be read from the back: from one before the present one.
function nearby(subjects, at) {
  const first = Math.max(0, Math.min(at - 1, subjects.length - ROWS));
  return subjects.slice(first, first + ROWS).map((subject, i) => ({ subject, place: first + i + 1 }));
}

function row(state, each, now) {
  const at = stateOfSubject(state, each.subject.id);
  const current = each.subject.id === now.subject.id;
  const word =
    current && at === 'none'
      ? 'agenda.now'
      : at === 'none' && each.subject.mode === 'written'
        ? 'written'
        : at === 'published'
          ? 'shown'
          : at;
  return el(
    'li',
    { class: current ? 'current' : at, 'aria-current': current ? 'true' : null },
    el('span', { class: 'place' }, each.place),
    el('span', { class: 'name' }, each.subject.name),
    el('span', { class: 'about' }, t(word)),
  );
}

function list(state, now) {
  const at = standing(state, now.subject.id);
  const rows = nearby(at.part.subjects, at.n - 1);
  const size = rowSize(
    rows.length,
    78,
    rows.map((each) => each.subject.name),
    34,
  );
  return el(
    'div',
    { class: 'agenda' },
    state.parts.length > 1 ? el('h2', {}, at.part.name) : null,
    el(
      'ol',
      { css: size },
      rows.map((each) => row(state, each, now)),
    ),
  );
}

function timerBox(timer) {
  if (!timer) return null;
  return el(
    'div',
    { class: 'clock timer' },
    el('p', { class: 'about' }, line([t('timer.' + timer.kind), timer.running ? '' : t('timer.paused')])),
    el('p', { class: 'time', data: { left: 'timer' } }),
  );
}

function progress(seen) {
  return [
    el(
      'p',
      { class: 'figures' },
      t('agenda.progress'),
      ' ',
      el('strong', {}, seen.done),
      ' ' + t('of', { n: seen.all.length }),
    ),
    el('div', { class: 'bar' }, el('span', { css: { '--share': seen.all.length ? seen.done / seen.all.length : 0 } })),
  ];
}

function reporting(state, seen) {
  const { subject } = seen.now;
  const next = seen.next
    ? el('p', { class: 'next' }, t('agenda.next', { name: seen.next.subject.name }))
    : el('p', { class: 'next' }, t('agenda.last'));
  return el(
    'section',
    { class: 'scene' },
    el(
      'div',
      { class: 'floor' },
      el(
        'div',
        { class: state.timer ? 'speaker' : 'speaker still' },
        head(line([t('agenda.now'), placeOf(state, subject.id)]), subject.name, line([subject.unit, subject.post])),
        timerBox(state.timer),
        next,
      ),
      list(state, seen.now),
    ),
    foot(progress(seen), el('p', { class: 'right' }, state.meeting.title)),
  );
}

function finished(state, seen) {
  const { meeting } = state;
  const names = seen.written.map((each) => each.subject.name);
  const rest = names.length
    ? t('agenda.written', {
        names: names.slice(0, 3).join(t('comma')) + (names.length > 3 ? t('agenda.more', { n: names.length }) : ''),
      })
    : '';
  return el(
    'section',
    { class: 'scene' },
    middle(
      el('p', { class: 'state' }, meeting.phase === 'certified' ? t('certified') : t('agenda')),
      el('h1', { class: 'grand' }, t(names.length ? 'agenda.onsite' : 'agenda.done')),
      el('p', { class: 'huge-about' }, rest || meeting.title),
      el('p', { class: 'about' }, line([meeting.organisation, dateWords(meeting.date)])),
      fingerprint(state),
    ),
    foot(progress(seen), null),
  );
}

export function agendaScene(state) {
  const seen = course(state);
  // Who was never voted on does not report any more once the results are certified.
  return { node: seen.now && state.meeting.phase !== 'certified' ? reporting(state, seen) : finished(state, seen) };
}
