// A paper ballot as it is keyed: typed keys become marks, marks become what is sent. No DOM, no words, no link.
import { fraction } from './fraction.js';

const TOKEN = 16;

// A card's code as typed or scanned: {token}, or {length} where it has not 16 letters. A scanner may give the whole address.
export function readCode(text) {
  const typed = text.normalize('NFKC');
  const token = typed
    .slice(typed.lastIndexOf('#') + 1)
    .replace(/[\s-]/g, '')
    .toUpperCase();
  return token.length === TOKEN ? { token } : { length: token.length };
}

export const grouped = (token) => token.replace(/(.{4})(?=.)/g, '$1 ');

// The round with the numbers of its rows on the printed form (cards/marks.py): a subject's place in the part; null where the part
// has one subject alone, for then the items are numbered.
export function numbered(round, parts) {
  const ids = parts.find((part) => part.name === round.part).subjects.map((subject) => subject.id);
  return Object.assign({}, round, {
    rows: ids.length > 1 ? round.subjects.map((subject) => ids.indexOf(subject.id) + 1) : null,
  });
}

export const rowOf = (round, q) => (round.rows ? round.rows[q.s] : q.i + 1);

// Every question of a round in the paper's order.
export function questions(round) {
  const all = [];
  round.subjects.forEach((subject, s) => round.form.items.forEach((item, i) => all.push({ subject, item, s, i })));
  return all;
}

export function blank(round) {
  return {
    marks: round.subjects.map(() => round.form.items.map(() => undefined)),
    recused: round.subjects.map(() => false),
    notes: [],
  };
}

export const copy = (entry) => ({
  marks: entry.marks.map((row) => row.slice()),
  recused: entry.recused.slice(),
  notes: entry.notes,
});

// On a scale from 1 to 10 the key 0 is a ten, for it can be nothing else.
export const tenByZero = (form) => !form.scale.choices && form.scale.min > 0 && form.scale.max === 10;

function markOf(form, n) {
  const scale = form.scale;
  if (scale.choices) return n >= 1 && n <= scale.choices.length ? n - 1 : null;
  if (n === 0 && tenByZero(form)) return 10;
  return n >= scale.min && n <= scale.max ? n : null;
}

// What typed keys mean for an item: {mark}, {abstain}, {recuse}, or {wrong: key of the reason}.
export function meaning(form, item, text) {
  const typed = text.normalize('NFKC').trim();
  if (typed === '') return { wrong: item.abstain ? 'paper.empty.abstain' : 'paper.empty' };
  if (typed === '*') return { recuse: true };
  if (typed === '-') return item.abstain ? { abstain: true } : { wrong: 'paper.noabstain' };
  if (!/^\d{1,3}$/.test(typed)) return { wrong: 'paper.digits' };
  const mark = markOf(form, Number(typed));
  return mark === null ? { wrong: 'paper.range' } : { mark };
}

// Puts down a meaning; what has none takes away what stood there.
export function put(entry, q, value) {
  entry.recused[q.s] = value.recuse === true;
  entry.marks[q.s][q.i] = value.abstain ? null : value.mark;
}

// The keys that would give what stands there.
export function keys(form, entry, q) {
  if (entry.recused[q.s]) return '*';
  const mark = entry.marks[q.s][q.i];
  if (mark === undefined) return '';
  return mark === null ? '-' : String(form.scale.choices ? mark + 1 : mark);
}

export const isDone = (entry, q) => entry.recused[q.s] || entry.marks[q.s][q.i] !== undefined;

// The word of a mark: its choice, or the band it falls in; bands are [name, floor] from high to low.
export function word(round, mark) {
  if (round.form.scale.choices) return round.form.scale.choices[mark][0];
  const bands = round.bands || [];
  const found = bands.find((one) => mark >= Number(one[1])) || bands[bands.length - 1];
  return found ? found[0] : '';
}

// Where two keyings differ: the questions.
export function differences(round, one, two) {
  return questions(round).filter(
    (q) => one.recused[q.s] !== two.recused[q.s] || (!one.recused[q.s] && one.marks[q.s][q.i] !== two.marks[q.s][q.i]),
  );
}

// [{choices, count, most}] of the form's limits that this ballot breaks; they hold where several stand on one ballot.
export function broken(round, entry) {
  if (round.subjects.length < 2) return [];
  return (round.form.limits || []).map((limit) => measured(round, entry, limit)).filter((one) => one.count > one.most);
}

function measured(round, entry, limit) {
  const chosen = (s) =>
    entry.marks[s].some((mark) => typeof mark === 'number' && limit.choices.includes(word(round, mark)));
  const count = round.subjects.filter((subject, s) => !entry.recused[s] && chosen(s)).length;
  const share = fraction(limit.share);
  return { choices: limit.choices, count, most: Math.floor((round.subjects.length * share[0]) / share[1]) };
}

// Subjects whose mark asks for a reason in a note, and who have none: their places.
export function unexplained(round, entry) {
  const asks = round.form.explain || [];
  const named = (s) => entry.marks[s].some((mark) => typeof mark === 'number' && asks.includes(word(round, mark)));
  const noted = (s) => entry.notes.some((note) => note.subject === s && note.text.trim());
  return round.subjects.map((subject, s) => s).filter((s) => !entry.recused[s] && named(s) && !noted(s));
}

// What goes over the wire. A spoiled ballot has no marks at all.
export function wire(round, entry, spoiled) {
  const scores = round.subjects.map((subject, s) => (spoiled || entry.recused[s] ? null : entry.marks[s].slice()));
  const notes = spoiled ? [] : entry.notes.filter((note) => note.text.trim() && !entry.recused[note.subject]);
  return { scores, notes };
}

export const nonce = () => crypto.getRandomValues(new Uint8Array(16));
