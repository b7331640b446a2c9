// Who has no counted vote and no score that is typed in. Pure: reads the API's answer, without a document and without words.
import { isEntered } from '../staff/meeting_state.js';

const isMotion = (part) => Boolean(part.form) && part.form.id === 'motion';

// Subjects of the rounds that have closed with a valid ballot.
function counted({ rounds, reconciliation }) {
  const valid = new Map(reconciliation.rounds.map((counts) => [counts.round, counts.valid]));
  const isCounted = ({ id, state }) => ['closed', 'published'].includes(state) && valid.get(id) > 0;
  return new Set(rounds.filter(isCounted).flatMap((round) => round.subjects.map(({ id }) => id)));
}

const partNamed = ({ document }, name) => document.parts.find((part) => part.name === name);

const votedOn = (meeting) => meeting.subjects.filter((subject) => !isEntered(partNamed(meeting, subject.part)));

// Subjects that are voted on and have no counted vote.
export function voteless(meeting) {
  const withCount = counted(meeting);
  return votedOn(meeting).filter(({ id }) => !withCount.has(id));
}

// {voteless, hasNone: whether no subject has one, hasMotions: whether some of
// the voteless are motions and not people, scoreless: how many lack a score that is typed in}.
export function unfinishedSubjects(meeting) {
  const without = voteless(meeting);
  const typedIn = meeting.subjects.filter((subject) => isEntered(partNamed(meeting, subject.part)));
  return {
    voteless: without,
    hasNone: without.length > 0 && without.length === votedOn(meeting).length,
    hasMotions: without.some((subject) => isMotion(partNamed(meeting, subject.part))),
    scoreless: typedIn.filter(({ id }) => meeting.additions.entered[id] === undefined).length,
  };
}

export function isFullyCounted(meeting) {
  const { voteless, scoreless } = unfinishedSubjects(meeting);
  return !voteless.length && !scoreless;
}
