// Who has no counted vote and no score that is typed in. Pure: reads the API's answer, without a document and without words.
import { isEntered } from '../staff/meeting_state.js';

const isMotion = (part) => Boolean(part.form) && part.form.id === 'motion';

// Subjects of the rounds that have closed with a valid ballot.
function counted({ rounds, reconciliation }) {
  const valid = new Map(reconciliation.rounds.map((counts) => [counts.round, counts.valid]));
  const isCounted = ({ id, state }) => ['closed', 'published'].includes(state) && valid.get(id) > 0;
  return new Set(rounds.filter(isCounted).flatMap((round) => round.subjects.map(({ id }) => id)));
}

// {voteless: subjects that are voted on and have no counted vote, hasNone: whether no subject has one, hasMotions: whether some of
// the voteless are motions and not people, scoreless: how many lack a score that is typed in}.
export function unfinishedSubjects(meeting) {
  const parts = new Map(meeting.document.parts.map((part) => [part.name, part]));
  const partOf = (subject) => parts.get(subject.part);
  const withCount = counted(meeting);
  const votedOn = meeting.subjects.filter((subject) => !isEntered(partOf(subject)));
  const typedIn = meeting.subjects.filter((subject) => isEntered(partOf(subject)));
  const voteless = votedOn.filter(({ id }) => !withCount.has(id));
  return {
    voteless,
    hasNone: voteless.length > 0 && voteless.length === votedOn.length,
    hasMotions: voteless.some((subject) => isMotion(partOf(subject))),
    scoreless: typedIn.filter(({ id }) => meeting.additions.entered[id] === undefined).length,
  };
}

export function isFullyCounted(meeting) {
  const { voteless, scoreless } = unfinishedSubjects(meeting);
  return !voteless.length && !scoreless;
}
