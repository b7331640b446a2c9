// Weights and other numbers as people type them: their normal form, their shares, their total. Pure.
import { asciiNumber } from '../shared/input_method.js';

export const normalizeNumber = asciiNumber;

// A whole number, or else the text, so that the server can report it.
export function parseWhole(text) {
  const digits = normalizeNumber(text);
  return /^\d+$/.test(digits) ? Number(digits) : digits;
}

const isWeight = (text) => /^\d{1,12}(\.\d{1,12})?$/.test(text) && Number(text) > 0;

// Each weight's share of all in per cent, to one place; '' for a text that is not a weight.
export function shares(weights) {
  const numbers = weights.map((text) => (isWeight(text) ? Number(text) : 0));
  const sum = numbers.reduce((all, number) => all + number, 0);
  return numbers.map((number) => (number > 0 ? Math.round((number / sum) * 1000) / 10 + '%' : ''));
}

const personsOf = (part) => part.subjects.map(({ name, unit }) => JSON.stringify([name, unit || '']));

// For each part, the place of the first part of its roster: parts that share a person, or with areTogether all, are ranked together
// (DECIDE §4); never one that is decided by votes.
export function rostersOf(parts, areTogether) {
  const numbers = parts.map((part, i) => i);
  const isJoined = (one, other) => {
    if (one.decide || other.decide) return false;
    const persons = new Set(personsOf(one));
    return areTogether || personsOf(other).some((person) => persons.has(person));
  };
  parts.forEach((part, i) =>
    parts.slice(0, i).forEach((earlier, j) => {
      const [to, from] = [numbers[i], numbers[j]].sort((one, other) => one - other);
      if (from !== to && isJoined(earlier, part))
        numbers.forEach((number, k) => (numbers[k] = number === from ? to : number));
    }),
  );
  return numbers;
}

// Whether persons that are still to be entered cannot change which scored parts are one roster.
export function areRostersKnown(parts, areTogether) {
  const scored = parts.filter((part) => !part.decide);
  return areTogether || scored.length < 2 || scored.every((part) => part.subjects.length > 0);
}

// Each part's share of the score of its roster; '' for a weight that is none.
export function rosterShares(parts, areTogether) {
  const rosters = rostersOf(parts, areTogether);
  const weightsBeside = (i) => parts.map((part, j) => (rosters[j] === rosters[i] ? part.weight || '' : ''));
  return parts.map((part, i) => shares(weightsBeside(i))[i]);
}

// The exact sum, computed in units of the finest digit; '' if one text is not a weight.
export function total(weights) {
  if (!weights.length || !weights.every(isWeight)) return '';
  const places = Math.max(...weights.map((text) => (text.split('.')[1] || '').length));
  const unit = Math.pow(10, places);
  return String(weights.reduce((sum, text) => sum + Math.round(Number(text) * unit), 0) / unit);
}

// Weights below 1 next to some over twenty times larger: 40, 30 and 0.3 are percentages mixed with fractions, which nobody
// intends; 2, 1 and 0.5 are a ratio. Returns their indexes.
export function mixedScales(weights) {
  const numbers = weights.map((text) => (isWeight(text) ? Number(text) : 0));
  const largest = Math.max(...numbers);
  return numbers.reduce(
    (indexes, number, i) => (number > 0 && number < 1 && number * 20 < largest ? indexes.concat(i) : indexes),
    [],
  );
}
