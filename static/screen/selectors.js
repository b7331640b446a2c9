// Questions about the state of the screen. Pure: no document and no words.
import { agendaOrder } from '../shared/agenda_order.js';

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

// Whether two subjects are of one part that is voted on as a whole.
const isTogether = (one, other) => one.part === other.part && Boolean(one.part.whole);

// How far the agenda is: {current, next, written: those waiting with a written report, done, total}.
export function agendaProgress(state) {
  const { onsite, written, done, total } = state.agenda;
  const subjects = state.parts.reduce((all, part) => all.concat(part.subjects), []);
  const find = (wanted) => subjects.find((subject) => subject.id === wanted);
  const current = find(state.view.subject) || find(onsite[0]);
  const later = current ? subjects.slice(subjects.indexOf(current) + 1) : [];
  const isLater = ({ id }) => onsite.includes(id) && !isTogether(positionOf(state, id), positionOf(state, current.id));
  return {
    current,
    next: later.find(isLater),
    written: subjects.filter((subject) => written.includes(subject.id)),
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

// What follows a subject: an item that has not begun, or the next subject; null if nothing does.
export function entryAfter(state, { current, next }) {
  const order = agendaOrder(state.parts, state.agenda.items);
  const later = order.slice(order.findIndex(({ subject }) => subject && subject.id === current.id) + 1);
  const isNext = ({ subject, item }) => (item ? item.state === 'waiting' : subject === next);
  return later.find(isNext) || null;
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
