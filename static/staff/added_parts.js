// Parts that are added while a meeting runs: a motion, and the run-off for seats that are still open (DECIDE §3). Pure: builds
// documents for PATCH add_part; words are passed in.
import { outcomeOf, resultOf } from './meeting_state.js';

export const BASES = ['present', 'expected', 'returned', 'valid', 'marked'];
export const BOUNDS = ['over', 'at_least'];
export const LIMITS = ['1/2', '2/3', '3/4', '4/5'];

// A name that no part has yet: the name itself, or with a number.
function freeName(parts, nameOf) {
  const taken = parts.map((part) => part.name);
  let n = 1;
  while (taken.includes(nameOf(n))) n += 1;
  return nameOf(n);
}

// words: {name(n), yes, passed, failed}; threshold: {base, bound, limit}.
export function motionPart(state, title, { base, bound, limit }, words) {
  return {
    name: freeName(state.parts, words.name),
    form: 'motion',
    subjects: [{ name: title }],
    decide: { base, rules: [{ grade: words.passed, of: [words.yes], [bound]: limit }, { grade: words.failed }] },
  };
}

const seatRule = (part) => part.decide.rules.find((rule) => rule.seats);

// The threshold that the part had, as LIMITS write it; limit is '' without one.
export function thresholdOf(part) {
  const rule = seatRule(part);
  const bound = BOUNDS.find((name) => rule[name] !== undefined) || 'over';
  return { base: part.decide.base, bound, limit: rule[bound] === undefined ? '' : rule[bound] };
}

// Who takes part in the run-off, as subjects of a document: those who are tied, also among the names written in; without a tie
// all subjects who have no seat.
export function runOffSubjects(state, part) {
  const { outcome, write_ins: written } = outcomeOf(state, part);
  const of = ({ name, unit }) => ({ name, unit });
  const isTied = (subject) => {
    const result = resultOf(state, subject.id);
    return Boolean(result) && result.remarks.some((remark) => remark.code === 'again');
  };
  const tied = part.subjects.filter(isTied).map(of);
  const tiedNames = written.filter((one) => outcome.tied.includes(one.name)).map(({ name }) => ({ name, unit: '' }));
  if (tied.length || tiedNames.length) return tied.concat(tiedNames);
  return part.subjects.filter((subject) => (resultOf(state, subject.id) || {}).grade !== outcome.grade).map(of);
}

// The same form for as many seats as are open: a limit of the words that decide becomes that number, and no names are added.
function runOffForm(form, words, seats) {
  const copy = Object.assign({}, form);
  delete copy.write_in;
  const isLimited = form.limits.some((limit) => limit.choices.some((word) => words.includes(word)));
  copy.limits = isLimited ? [{ choices: words, at_most: seats }] : [];
  return copy;
}

// subjects: of runOffSubjects; threshold: {base, bound, limit}; name(n) is the name of the n-th run-off.
export function runOffPart(state, part, subjects, { base, bound, limit }, name) {
  const rule = seatRule(part);
  // Where names could be written in, there may be more seats than subjects.
  const seats = Math.min(outcomeOf(state, part).outcome.open, subjects.length);
  const bounds = limit ? { [bound]: limit } : {};
  const last = part.decide.rules[part.decide.rules.length - 1];
  const rules = [Object.assign({ grade: rule.grade, of: rule.of, seats }, bounds), last];
  return {
    name: freeName(state.parts, name),
    again: part.name,
    form: runOffForm(part.form, rule.of, seats),
    subjects,
    decide: Object.assign({ item: part.decide.item, base, rules }, part.decide.rank ? { rank: part.decide.rank } : {}),
  };
}
