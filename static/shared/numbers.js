// Marks on a scale of numbers and the texts that people type for them. A mark is a whole number of steps, so that nothing is
// computed with fractions. A scale is {low, high, step, decimals} of a round. Pure.

// The step in units of the last decimal: 5 for 0.5.
const unitsOf = (scale) => Math.round(Number(scale.step) * 10 ** scale.decimals);

// "9.25", without zeros at the end.
function textOfUnits(units, decimals) {
  if (!decimals) return String(units);
  const digits = String(units).padStart(decimals + 1, '0');
  return (digits.slice(0, -decimals) + '.' + digits.slice(-decimals)).replace(/\.?0+$/, '');
}

export const formatMark = (scale, mark) => textOfUnits(mark * unitsOf(scale), scale.decimals);

// As people may type a number: full-width digits, a comma or a Chinese full stop for the point.
export const plainNumber = (text) =>
  text
    .normalize('NFKC')
    .replace(/[,。、]/g, '.')
    .replace(/\s/g, '');

// {mark}, {} for no text, or {problem}: 'digits', 'range' (outside the scale) or 'step' (between two marks).
export function parseNumber(scale, typed) {
  const text = plainNumber(typed);
  if (text === '') return {};
  const match = /^(\d{1,5})(?:\.(\d*))?$/.exec(text);
  if (!match) return { problem: 'digits' };
  const decimals = (match[2] || '').replace(/0+$/, '');
  if (decimals.length > scale.decimals) return { problem: 'step' };
  const units = Number(match[1] + decimals.padEnd(scale.decimals, '0'));
  const mark = units / unitsOf(scale);
  if (mark < scale.low || mark > scale.high) return { problem: 'range' };
  return mark % 1 ? { problem: 'step' } : { mark };
}

// The mark one step up or down. From no mark, up starts at the lowest and down at the highest.
export function nextMark(scale, mark, isUp) {
  if (mark === null) return isUp ? scale.low : scale.high;
  return Math.min(scale.high, Math.max(scale.low, mark + (isUp ? 1 : -1)));
}

// A decimal or a fraction as documents write numbers.
function numberOf(text) {
  const [top, bottom] = String(text).split('/').map(Number);
  return bottom ? top / bottom : top;
}

const valueOf = ({ choices, scale }, mark) =>
  choices ? numberOf(choices[mark][1]) : (mark * unitsOf(scale)) / 10 ** scale.decimals;

const shortest = (number) => String(Math.round(number * 100) / 100);

const total = (numbers) => shortest(numbers.reduce((sum, number) => sum + number, 0));

function greatest(part) {
  if (!part.choices) return valueOf(part, part.scale.high);
  return Math.max(...part.choices.map((choice, mark) => valueOf(part, mark)));
}

// The sum of the marks of one row: {sum, most} as texts, most being the greatest possible. parts: [{choices, scale, mark}] of the
// items in the sum, with the choices of the document; what is no mark adds nothing.
export function sumOf(parts) {
  const marked = parts.filter(({ mark }) => typeof mark === 'number' && mark >= 0);
  return { sum: total(marked.map((part) => valueOf(part, part.mark))), most: total(parts.map(greatest)) };
}
