// What each line of the log says, as a sentence. Knows no page.
import { knows, t } from '../shared/i18n.js';
import { formatMinutes } from '../shared/time.js';
import { formatMinute } from '../staff/local_time.js';
import { headlineWithPart } from '../staff/round_titles.js';
import { batchNames } from './batch_names.js';

// Round numbers by id. They start again from 1 after the rehearsal is deleted.
function roundNumbers(lines) {
  const numbers = new Map();
  let last = 0;
  lines.forEach((line) => {
    if (line.act === 'phase' && line.detail.phase === 'live') last = 0;
    if (line.act === 'open') numbers.set(line.detail.round, (last += 1));
  });
  return numbers;
}

// Names for the ids in the log; an unknown id stays as it is.
export function logNames(meeting, lines) {
  const numbers = roundNumbers(lines);
  const batches = batchNames(lines);
  const subjects = new Map(meeting.subjects.map((subject) => [subject.id, subject]));
  const subjectOf = (id) => subjects.get(id) || { label: id };
  return {
    subject: (id) => subjectOf(id).label,
    round: (id) => numbers.get(id) || id,
    batch: (id) => batches.get(id) || id,
    groups: meeting.document.groups.map((group) => group.name),
    headline: (detail) =>
      headlineWithPart(meeting.document, { part: detail.part, subjects: detail.subjects.map(subjectOf) }),
  };
}

const listed = (texts) => texts.join(t('list'));
const clauses = (texts) => texts.filter(Boolean).join(t('clauses'));
const orDash = (value) => (value === null ? '—' : value);
const seconds = (count) => formatMinutes(count * 1000);

// The clause of a changed field; '' if it was not changed.
const change = (key, value, valuesOf) => (value === undefined || value === null ? '' : t(key, valuesOf(value)));

function amendSentence(detail, names) {
  const subjects = (ids) => ({ names: listed(ids.map(names.subject)) });
  const sentence = clauses([
    change('log.say.title', detail.title, (title) => ({ title })),
    change('log.say.expected', detail.expected, (count) => ({ n: count })),
    change('log.say.names', detail.names, (renamed) => subjects(Object.keys(renamed))),
    ...Object.entries(detail.order || {}).map(([part, ids]) =>
      t('log.say.order', Object.assign({ part }, subjects(ids))),
    ),
    change('log.say.add', detail.add, (added) => ({ names: listed(added.map((subject) => subject.name)) })),
    change('log.say.withdraw', detail.withdraw, subjects),
    detail.rules && detail.rules.panel ? t('log.say.panel') : '',
    detail.agenda === undefined ? '' : t('log.say.agenda'),
    change('log.say.add-part', detail.add_part, ({ name, subjects: added }) => ({
      part: name,
      names: listed(added.map((subject) => subject.name)),
    })),
    change('log.say.withdraw-part', detail.withdraw_part, (part) => ({ part })),
  ]);
  return sentence || t('log.say.amend.none');
}

function cardsSentence(detail, names) {
  const recused = detail.recuse ? t('log.say.recuse', { name: names.subject(detail.recuse) }) : '';
  return t('log.say.cards', { n: detail.count, group: detail.group }) + recused;
}

function openSentence(detail, names) {
  const limit = detail.seconds ? t('log.say.seconds', { time: seconds(detail.seconds) }) : '';
  return t('log.say.open', { n: names.round(detail.round), names: names.headline(detail) }) + limit;
}

// How many ballots of a voided round had been seen; '' in records of earlier versions, which did not count them.
export const seenClause = (seen) =>
  seen === undefined || seen === null ? '' : t(seen ? 'check.seen' : 'check.seen.none', { n: seen });

const voidSentence = ({ round, reason, seen }, names) =>
  clauses([t('log.say.void', { n: names.round(round), reason }), seenClause(seen)]);

function decisionSentence(detail, names) {
  const { grade, reason } = detail.value;
  const key = grade ? 'log.say.decisions' : 'log.say.undecided';
  return clauses([t(key, { name: names.subject(detail.subject), grade }), reason]);
}

const additionValues = (detail, names, textOf) => ({
  name: names.subject(detail.subject),
  what: listed(detail.value.map(textOf)),
});

// An empty list means that the additions were removed.
function adjustmentsSentence(detail, names) {
  const key = detail.value.length ? 'log.say.adjustments' : 'log.say.adjustments.none';
  return t(
    key,
    additionValues(detail, names, ({ points, reason }) => points + ' ' + reason),
  );
}

function flagsSentence(detail, names) {
  const key = detail.value.length ? 'log.say.flags' : 'log.say.flags.none';
  return t(
    key,
    additionValues(detail, names, (flag) => flag),
  );
}

// A text without a digest was removed.
const TEXTS = {
  brief: ['log.say.brief', 'log.say.brief.none'],
  comments: ['log.say.comments', 'log.say.comments.none'],
  opinion: ['log.say.opinion', 'log.say.opinion.none'],
  rectified: ['log.say.rectified', 'log.say.rectified.none'],
};
const textSentence =
  (kind) =>
  ({ subject, digest }, names) =>
    t(TEXTS[kind][digest ? 0 : 1], { name: names.subject(subject) });

// In the order of the groups; a meeting with one group does not name it.
function spareText(spare, names) {
  const groups = names.groups.filter((group) => group in spare);
  if (groups.length === 1) return String(spare[groups[0]]);
  return listed(groups.map((group) => group + ' ' + spare[group]));
}

function attendanceSentence(detail, names) {
  const people = { present: orDash(detail.present), absent: orDash(detail.absent), n: names.round(detail.round) };
  const sentence = t(detail.round ? 'log.say.attendance.round' : 'log.say.attendance', people);
  return clauses([sentence, change('log.say.spare', detail.spare, (spare) => ({ what: spareText(spare, names) }))]);
}

function writeInsSentence({ part, merge }) {
  const merged = Object.entries(merge).map(([spelling, name]) => t('log.say.merged', { spelling, name }));
  return t(merged.length ? 'log.say.write-ins' : 'log.say.write-ins.none', { part, what: listed(merged) });
}

const SENTENCES = {
  create: (detail) => t('log.say.create', { title: detail.title || '' }),
  document: () => t('log.say.document'),
  amend: amendSentence,
  cards: cardsSentence,
  'void-cards': (detail, names) =>
    detail.batch
      ? t('log.say.void-batch', { name: names.batch(detail.batch) })
      : t('log.say.void-cards', { n: detail.count }),
  'void-open': (detail) => t('log.say.void-open', { n: detail.count, time: formatMinute(detail.after) }),
  key: (detail) => t('log.say.key', { role: t('role.' + detail.role) }),
  phase: (detail) => t('log.say.phase.' + detail.phase),
  attendance: attendanceSentence,
  item: (detail) => t('log.say.item.' + detail.action, { title: detail.title }),
  admit: (detail) => t(detail.open ? 'log.say.admit' : 'log.say.shut'),
  open: openSentence,
  extend: (detail, names) => t('log.say.extend', { n: names.round(detail.round), time: seconds(detail.seconds) }),
  hold: (detail, names) => t('log.say.hold', { n: names.round(detail.round), paper: detail.paper }),
  // The desk closes a round only by entering the last awaited paper ballot.
  close: (detail, names, role) =>
    t(role === 'desk' ? 'log.say.last' : 'log.say.close', { n: names.round(detail.round) }),
  counted: (detail, names) => t('log.say.counted', { n: names.round(detail.round) }),
  publish: (detail, names) => t('log.say.publish', { rounds: listed(detail.rounds.map(names.round)) }),
  void: voidSentence,
  decisions: decisionSentence,
  adjustments: adjustmentsSentence,
  flags: flagsSentence,
  'write-ins': writeInsSentence,
  brief: textSentence('brief'),
  comments: textSentence('comments'),
  opinion: textSentence('opinion'),
  rectified: textSentence('rectified'),
  'last-year': ({ value }) =>
    value ? t('log.say.last-year', { title: value.title, date: value.date }) : t('log.say.last-year.none'),
  entered: (detail, names) => t('log.say.entered', { name: names.subject(detail.subject), score: detail.value.score }),
};

// An act without a sentence is shown as it was logged, so that nothing is hidden. names: of logNames().
export function logSentence(line, names) {
  const sentence = SENTENCES[line.act];
  return sentence ? sentence(line.detail, names, line.role) : line.act + ' ' + JSON.stringify(line.detail);
}

export const actorName = (role) => (knows('log.by.' + role) ? t('log.by.' + role) : role);
