// Questions about the state of the screen. Pure: no document and no words.
import { agendaOrder, entryAfter } from '../shared/agenda_order.js';

// The position of a subject in its part: {part, n from 1, total}, or null.
export function positionOf(state, id) {
  const part = state.parts.find((each) => each.subjects.some((subject) => subject.id === id));
  return part
    ? { part, n: part.subjects.findIndex((subject) => subject.id === id) + 1, total: part.subjects.length }
    : null;
}

// null if the last turnout is of another round.
export function turnoutOf(state, round) {
  return state.turnout && state.turnout.round === round.id ? state.turnout : null;
}

// The ballots with which a running tally begins (server/core/running_tally.py).
const FIRST_BALLOTS = 10;

// The key of the sentence about when a running tally begins: never, where fewer people are expected or have cards.
export function firstKey({ turnout, meeting }) {
  const { expected, issued } = turnout || { expected: null, issued: null };
  const limits = [expected, meeting.admission === 'cards' ? issued : null].filter((limit) => limit !== null);
  return Math.min(...limits) < FIRST_BALLOTS ? 'first.few' : 'first';
}

// The one subject that a round's view is about: its only one, or the one of several that the chair chose; else null.
export function focusOf(state, round) {
  const chosen = round.subjects.find((each) => each.id === state.view.subject);
  return chosen || (round.subjects.length === 1 ? round.subjects[0] : null);
}

export function publishedTally(state, round) {
  return state.tallies.find((each) => each.round === round.id && each.state === 'published');
}

// The rounds of the result view: the subject's, else the latest published; all where results are held back until the end.
export function resultRounds(state) {
  const { subject } = state.view;
  const rounds = state.rounds.filter((round) => round.state === 'published' && publishedTally(state, round));
  if (!subject && state.meeting.show === 'held') return rounds;
  return rounds.filter((round) => !subject || round.subjects.some((each) => each.id === subject)).slice(-1);
}

// Whether a result waits until the secretary has confirmed that the judges are few, and no other one for the chair.
export function awaitsSecretary(state) {
  const { subject } = state.view;
  const closed = state.rounds.filter((round) => round.state === 'closed');
  const shown = closed.filter((round) => !subject || round.subjects.some((each) => each.id === subject));
  return shown.length > 0 && shown.every((round) => round.too_few);
}

// The state of the round of a subject, or 'none'.
export function subjectState(state, id) {
  return state.agenda.states[id] || 'none';
}

// Whether only written reports are left to vote on: nobody comes to the floor for them.
function isReading({ agenda, parts }, upcoming) {
  const part = upcoming.length && parts.find(({ subjects }) => subjects.includes(upcoming[0]));
  return !agenda.onsite.length && Boolean(part) && !part.decide && !part.whole;
}

// How far the agenda is: {current, written: those waiting with a written report, done, total}. current: the one who was called, those
// who are voted on, or those of the next round, as on the chair's page; [] at the end and while only written reports are left.
export function agendaProgress(state) {
  const { written, upcoming, done, total } = state.agenda;
  const subjects = state.parts.reduce((all, part) => all.concat(part.subjects), []);
  const among = (ids) => subjects.filter(({ id }) => ids.includes(id));
  const open = state.rounds.find((round) => round.state === 'open');
  const called = among([state.view.subject]);
  const busy = called.length || !open ? called : among(open.subjects.map(({ id }) => id));
  const next = among(upcoming);
  return {
    current: busy.length || isReading(state, next) ? busy : next,
    written: among(written),
    done,
    total,
  };
}

// The item that the agenda is about, {item, isOn}, or null: the one that is on, or the next while nobody is called or timed.
export function shownItem(state) {
  const { items, item } = state.agenda;
  const on = items.find((each) => each.state === 'on');
  if (on) return { item: on, isOn: true };
  const due = state.view.subject || state.timer ? null : items.find((each) => each.id === item);
  return due ? { item: due, isOn: false } : null;
}

// What is listed with a subject or an item: {subject, number} and {item} of its part; items at the end are with the last part.
export function entriesWith(state, id) {
  const order = agendaOrder(state.parts, state.agenda.items);
  const { part } = order.find((entry) => (entry.item || entry.subject).id === id);
  const last = state.parts[state.parts.length - 1];
  const shown = part || last;
  let number = 0;
  return order
    .filter((entry) => entry.part === shown || (entry.part === null && shown === last))
    .map(({ subject, item }) => (item ? { item } : { subject, number: (number += 1) }));
}

// What follows the current subjects or item, as on the chair's page: an item that has not begun, or a subject; null if nothing does.
export function entryAfterCurrent(state, current) {
  const { items, ahead } = state.agenda;
  const ids = current.map(({ id }) => id);
  return entryAfter(agendaOrder(state.parts, items), ahead, ids);
}

// The subjects of the round ahead that one is in.
export function votedWith(state, { id }) {
  const round = state.agenda.ahead.find((ids) => ids.includes(id));
  return positionOf(state, id).part.subjects.filter((subject) => round.includes(subject.id));
}

// The deciding rules of a round's part, or null where it is scored.
export function decideOf(state, round) {
  const part = state.parts.find((each) => each.name === round.part);
  return part ? part.decide : null;
}

// The result of a subject, or null until results may be seen.
export function resultOf(state, id) {
  return (state.results || []).find((result) => result.ids.includes(id)) || null;
}

// {outcome, write_ins, again} of a round's part, or null until they may be seen.
export function outcomeOf(state, round) {
  return (state.outcomes || []).find((one) => one.part === round.part) || null;
}
