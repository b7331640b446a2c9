// What the desk has to do before, during and after a meeting, and the one task that comes next. Pure: reads what the server has
// sent and what this browser remembers of the secretary; decides no rule.
import { isEntered, openRound, openSeats } from '../staff/meeting_state.js';
import { people } from './card_people.js';
import { voteless } from './counted_votes.js';
import { hasUnpublished, heldBack, isCertified, isRehearsal } from './meeting_phase.js';
import { stepsTaken } from './rehearsal_steps.js';

// facts: {meeting: the API's answer, state: from messages, marks: {task key: what the secretary has said of it},
// isSaving: whether grades are on their way to the server}.

// status: done, todo or unneeded; values: numbers and names for its words.
const task = (key, phase, section, status, values) => ({ key, phase, section, status, values: values || {} });
const doneIf = (isDone) => (isDone ? 'done' : 'todo');

// What was not done before the meeting is not asked for in it.
const beforehand = (meeting, status) => (status === 'todo' && !isRehearsal(meeting) ? 'unneeded' : status);

const votingParts = (state) => state.parts.filter((part) => !isEntered(part));

// Groups that vote and have no valid card.
function groupsWithoutCards({ meeting, state }) {
  const parts = votingParts(state);
  const voting = meeting.document.groups.map(({ name }) => name).filter((name) => parts.some(votesIn(name)));
  const hasCards = (name) => meeting.cards.some((batch) => batch.group === name && batch.count > batch.void);
  return voting.filter((name) => !hasCards(name));
}

const votesIn = (group) => (part) => part.groups.includes(group);

function cardsTask(facts) {
  const { meeting } = facts;
  if (meeting.document.admission !== 'cards') return task('cards', 'before', 'cards', 'unneeded');
  const missing = groupsWithoutCards(facts);
  const status =
    missing.length && (isCertified(meeting) || meeting.rounds.length) ? 'unneeded' : doneIf(!missing.length);
  return task('cards', 'before', 'cards', status, { names: missing });
}

// The chair has opened a round, so the chair has the link.
function areLinksInUse({ meeting, state }) {
  const { pages } = state;
  return meeting.rounds.length > 0 || Boolean(pages && pages.chair && pages.screen);
}

function rehearsalStatus({ meeting, state, marks }) {
  if (marks.rehearsal === 'skipped') return 'unneeded';
  const steps = isRehearsal(meeting) ? stepsTaken(state, meeting) : {};
  return beforehand(meeting, doneIf(marks.rehearsal || steps.round || steps.paper));
}

// A motion is nobody.
function rosterTask({ meeting, state, marks }) {
  const hasPeople = state.parts.some((part) => !part.form || part.form.id !== 'motion');
  const values = hasPeople ? { n: people(meeting).length } : {};
  return task('roster', 'before', 'roster', beforehand(meeting, doneIf(marks.roster)), values);
}

function tasksBefore(facts) {
  const { meeting, marks } = facts;
  return [
    rosterTask(facts),
    cardsTask(facts),
    task('links', 'before', 'live', beforehand(meeting, doneIf(marks.links || areLinksInUse(facts)))),
    task('rehearsal', 'before', 'rehearsal', rehearsalStatus(facts)),
    task('live', 'before', 'rehearsal', doneIf(!isRehearsal(meeting))),
  ];
}

// People are counted where the server compares them with a number, or needs them for a share.
function attendanceTask({ meeting, state }) {
  const { expected, present, absent } = meeting.reconciliation;
  const isAwaited = (state.results || []).some((result) => (result.awaits || []).includes('present'));
  const isKnown = present !== null && (expected === null || absent !== null);
  const isAsked = (expected !== null || isAwaited) && !isCertified(meeting);
  const isDone = isKnown && !isRehearsal(meeting);
  const status = isDone ? 'done' : isAsked ? 'todo' : 'unneeded';
  return task('attendance', 'during', 'check', status, { expected, present });
}

const upcomingOf = (state) => (state.progress ? state.progress.upcoming : []);

// The rest of the agenda is not voted on any more: until it changes.
const isRestSkipped = (state, marks) => marks.rounds !== undefined && marks.rounds === upcomingOf(state).join(' ');

function roundsTask({ meeting, state, marks }) {
  const ids = votingParts(state).flatMap((part) => part.subjects.map((subject) => subject.id));
  const states = state.progress ? state.progress.states : {};
  const over = ids.filter((id) => ['closed', 'published'].includes(states[id])).length;
  const isOver = isCertified(meeting) || upcomingOf(state).length === 0 || isRestSkipped(state, marks);
  const values = isRehearsal(meeting) ? {} : { over, all: ids.length };
  if (!ids.length) return task('rounds', 'during', 'live', 'unneeded');
  return task('rounds', 'during', 'live', doneIf(isOver && !openRound(state) && !isRehearsal(meeting)), values);
}

function paperTask({ meeting, state }) {
  const round = openRound(state);
  if (round && round.paper_pending) return task('paper', 'during', 'paper', 'todo', { n: round.paper_pending });
  const entered = meeting.reconciliation.rounds.reduce((sum, counts) => sum + counts.paper, 0);
  const status = entered && !isRehearsal(meeting) ? 'done' : 'unneeded';
  return task('paper', 'during', 'paper', status, status === 'done' ? { entered } : {});
}

function enteredTask({ meeting, state }) {
  const subjects = state.parts.filter(isEntered).flatMap((part) => part.subjects);
  const missing = subjects.filter(({ id }) => meeting.additions.entered[id] === undefined).length;
  const status = missing && isCertified(meeting) ? 'unneeded' : doneIf(!missing);
  return subjects.length ? [task('entered', 'during', 'results', status, { n: missing })] : [];
}

function publishTask({ meeting }, isVotingOver) {
  if (meeting.document.show === 'live') return [];
  return [task('publish', 'during', 'live', doneIf(isVotingOver && !hasUnpublished(meeting)))];
}

function tasksDuring(facts) {
  const { meeting } = facts;
  const rounds = roundsTask(facts);
  const few = heldBack(meeting).flatMap((round) => round.subjects);
  const hasVotes = rounds.status !== 'unneeded';
  return [
    attendanceTask(facts),
    rounds,
    ...(hasVotes ? [paperTask(facts)] : []),
    ...(few.length ? [task('few', 'during', 'check', 'todo', { subjects: few })] : []),
    ...(hasVotes ? publishTask(facts, rounds.status === 'done') : []),
    ...enteredTask(facts),
  ];
}

// What was not voted on is said after the certification, too.
function checkTask({ meeting }, isVotingOver) {
  const { problems } = meeting.reconciliation;
  if (isCertified(meeting)) return task('check', 'after', 'check', 'done', { voteless: voteless(meeting).length });
  return task('check', 'after', 'check', doneIf(isVotingOver && !problems.length), isVotingOver ? { problems } : {});
}

// Parts with seats that are still open: somebody has to want the run-off.
function runOffTask({ meeting, state, marks }) {
  const parts = isCertified(meeting) ? [] : openSeats(state);
  if (!parts.length) return [];
  return [
    task('runoff', 'after', 'results', marks.runoff ? 'unneeded' : 'todo', { names: parts.map(({ name }) => name) }),
  ];
}

// Two names written in may be two spellings of one.
function writeInsTask({ meeting, state, marks }) {
  const several = (state.outcomes || []).filter((one) => one.write_ins && one.write_ins.length > 1);
  if (!several.length) return [];
  return [task('writeins', 'after', 'results', doneIf(isCertified(meeting) || marks.writeins))];
}

const isForPeople = ({ votes, decided, undecided }) => undecided || (!votes && decided);

// Whether each person whose grade people decide has a decision, as the server says: votes decide by themselves. Results come with the first round that may be seen; in a meeting without
// rounds the scores that were typed in lead to grades, where there are any.
function decisions({ meeting, state }) {
  if (state.results) return state.results.filter(isForPeople).map(({ undecided }) => !undecided);
  const { entered, decisions: decided } = meeting.additions;
  return meeting.grades.length ? Object.keys(entered).map((id) => decided[id] !== undefined) : [];
}

function decideTask(facts, isVotingOver) {
  const { meeting, state } = facts;
  const results = decisions(facts);
  const undecided = results.filter((isDecided) => !isDecided).length;
  if (state.parts.every((part) => part.decide)) return task('decide', 'after', 'results', 'unneeded');
  if (!isVotingOver && !results.length) return task('decide', 'after', 'results', 'todo');
  if (isRehearsal(meeting)) return task('decide', 'after', 'results', 'todo');
  const status = results.length ? doneIf(!undecided) : 'unneeded';
  return task('decide', 'after', 'results', status, isVotingOver ? { n: undecided, all: results.length } : {});
}

// The archive holds every decision: one that was downloaded before the last is not the whole.
function archiveTask({ meeting, state, marks }) {
  const isDone = isCertified(meeting) && Boolean(marks.archive) && marks.archive === state.record;
  return task('archive', 'after', 'files', doneIf(isDone), { isOld: Boolean(marks.archive) && !isDone });
}

function tasksAfter(facts, isVotingOver) {
  const { meeting, marks } = facts;
  const certified = isCertified(meeting);
  return [
    checkTask(facts, isVotingOver),
    ...runOffTask(facts),
    ...writeInsTask(facts),
    decideTask(facts, isVotingOver),
    task('certify', 'after', 'check', doneIf(certified)),
    task('papers', 'after', 'files', doneIf(certified && marks.papers)),
    archiveTask(facts),
    task('delete', 'after', 'files', 'unneeded', { days: meeting.document.retention_days || null }),
  ];
}

// Every task in its order.
export function tasksOf(facts) {
  const during = tasksDuring(facts);
  const isVotingOver =
    during.every((one) => one.key === 'attendance' || one.status !== 'todo') && !isRehearsal(facts.meeting);
  return [...tasksBefore(facts), ...during, ...tasksAfter(facts, isVotingOver)];
}

// Whether nothing is left to do in a section that has something to do.
export function isSectionDone(tasks, section) {
  const needed = tasks.filter((one) => one.section === section && one.status !== 'unneeded');
  return needed.length > 0 && needed.every((one) => one.status === 'done');
}

// What can be seen now and not later: that the pages were open, and that there was a rehearsal. Keys of tasks.
export const toRemember = ({ meeting, marks }, tasks) =>
  ['links', 'rehearsal'].filter(
    (key) =>
      isRehearsal(meeting) && marks[key] === undefined && tasks.some((one) => one.key === key && one.status === 'done'),
  );

const REHEARSAL = ['roster', 'cards', 'links', 'rehearsal', 'live'];
const MEETING = [
  'few',
  'cards',
  'attendance',
  'rounds',
  'publish',
  'entered',
  'runoff',
  'check',
  'writeins',
  'decide',
  'certify',
];
const CERTIFIED = ['papers', 'archive', 'decide'];

// Grades may be decided weeks later: put off, they do not keep certification waiting.
const isPutOff = (one, { meeting, marks }) => one.key === 'decide' && marks.decide === 'later' && !isCertified(meeting);

function inOrder(keys, tasks, facts) {
  const open = tasks.filter((one) => one.status === 'todo' && !isPutOff(one, facts));
  return keys.map((key) => open.find((one) => one.key === key)).find(Boolean) || null;
}

// The task to do now: {key, task: its key in the list, values}. While a round is open it is voting, or paper; then waiting, for
// the chair's next round; finished when nothing is left. While grades are being saved, nothing is made of them: an archive would
// lack the last ones.
export function nextTask(facts, tasks) {
  const { meeting, state, isSaving } = facts;
  const round = openRound(state);
  const listed = (key) => tasks.find((one) => one.key === key);
  if (round && round.paper_pending) return { key: 'paper', task: 'paper', values: listed('paper').values };
  if (round) return { key: 'voting', task: 'rounds', values: { subjects: round.subjects } };
  if (isSaving) return { key: 'saving', task: 'decide', values: {} };
  const order = isCertified(meeting) ? CERTIFIED : isRehearsal(meeting) ? REHEARSAL : MEETING;
  const found = inOrder(order, tasks, facts);
  if (!found) return { key: 'finished', task: null, values: {} };
  const key = found.key === 'rounds' ? 'waiting' : found.key;
  return { key, task: found.key, values: found.values };
}
