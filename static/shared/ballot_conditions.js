// What a ballot must observe, as the round states it: agreements within a row, whole rows of a sum, limits over all rows. Used by
// phone and desk before a ballot is sent; the server decides. Pure. A row has one mark per item: a number, null for an abstention,
// or anything else while it is not marked; a row of null is recused or invalid.
import { describeMark, hasWords, marksOf, scaleOf } from './bands.js';
import { sumOf } from './numbers.js';

export const isMark = (mark) => typeof mark === 'number' && mark >= 0;

const isWithin = (ranges, mark) => ranges.some(([low, high]) => mark >= low && mark <= high);

function isBroken({ item, mark, needs, allowed }, row) {
  const other = row[needs];
  if (row[item] !== mark || (!isMark(other) && other !== null)) return false;
  return allowed === null ? other !== null : other === null || !isWithin(allowed, other);
}

// The places in round.agree of the agreements that a row breaks.
export function brokenAgreements(round, row) {
  return round.agree.map((agreement, at) => (isBroken(agreement, row) ? at : -1)).filter((at) => at >= 0);
}

// An agreement as values for a sentence: {key, item, choice, n, below, words}; `choice` is null for an abstention.
export function describeAgreement(round, at) {
  const { item, mark, needs, allowed } = round.agree[at];
  const { at_least: n, below } = round.form.agree[at].needs;
  const words = {
    item: round.form.items[needs].title,
    choice: mark === null ? null : describeMark(round, item, mark).label,
  };
  if (allowed === null) return Object.assign(words, { key: 'agree.none' });
  if (hasWords(scaleOf(round, needs))) {
    const fit = marksOf(round, needs).filter((point) => isWithin(allowed, point.mark));
    return Object.assign(words, { key: 'agree.words', words: fit.map((point) => point.label) });
  }
  const key = n && below ? 'agree.between' : n ? 'agree.at_least' : 'agree.below';
  return Object.assign(words, { key, n: n || '', below: below || '' });
}

const isSum = (round) => round.form.score === 'sum';

const summedItems = (round) =>
  round.form.items.map((item, at) => at).filter((at) => isSum(round) && Number(round.form.items[at].weight) === 1);

// Whether a row is summed and has both marks and abstentions: it must have all marks or none.
export function isPartialSum(round, row) {
  const marks = summedItems(round).map((at) => row[at]);
  return marks.some(isMark) && marks.some((mark) => mark === null);
}

// {sum, most} of a row of a form whose score is a sum, else null.
export function sumOfRow(round, row) {
  if (!isSum(round)) return null;
  const part = (at) => {
    const { choices } = round.form.items[at].scale || round.form.scale;
    return { choices, scale: scaleOf(round, at), mark: row[at] };
  };
  return sumOf(summedItems(round).map(part));
}

// The names of a row's marks: words, or bands.
export function namesOfRow(round, row) {
  const names = row.map((mark, item) => (isMark(mark) ? describeMark(round, item, mark).band : null));
  return names.filter((name, at) => name && names.indexOf(name) === at);
}

export function countNamed(round, rows, names) {
  return rows.filter((row) => row && namesOfRow(round, row).some((name) => names.includes(name))).length;
}

// The limits with their use: [{choices, used, least, most}]. `added`: how many names are written in, each of which counts as a
// choice. No least number applies to a ballot with a recused or invalid row.
export function limitsOfRows(round, rows, added = 0) {
  const isWhole = rows.every((row) => row);
  const { write_in: writeIn } = round.form;
  return round.limits.map(({ choices, least, most }) => {
    const more = writeIn && choices.includes(writeIn.as) ? added : 0;
    return { choices, used: countNamed(round, rows, choices) + more, least: isWhole ? least : 0, most };
  });
}

export const isOver = ({ used, most }) => most !== null && used > most;
export const isLimitBroken = (limit) => isOver(limit) || limit.used < limit.least;

// A limit as a key of its sentence: what it allows.
export function limitKey({ least, most }) {
  if (most === null) return 'limit.least';
  if (!least) return 'limit.most';
  return least === most ? 'limit.exactly' : 'limit.between';
}
