// Finds by how much something has to be made smaller, in as few tries as it can: each try lays the page out. Pure.

const STEPS = 6;
// What is alike may be this much smaller than it has to be: lists of one size are also easier to read.
const ALIKE = 0.125;

// The largest factor from `least` to `most` at which isLargeAt(factor) is false, to a 64th of the way; null if there is none. Smaller
// factors than one that fits fit too. guess: what was found for something alike, or null; it is taken where it fits and nothing
// much larger does.
export function largestFactor(isLargeAt, { least, most, guess }) {
  const grain = (most - least) / 2 ** STEPS;
  let [low, high, isLowTried] = [least, most, false];
  function narrow(factor) {
    if (isLargeAt(factor)) high = factor;
    else [low, isLowTried] = [factor, true];
  }
  if (guess !== null && guess < most) {
    if (guess + ALIKE < most) narrow(guess + ALIKE);
    if (!isLowTried) narrow(guess);
    if (isLowTried && low === guess) return guess;
    // Mostly a little smaller.
    for (let less = 2 * grain; !isLowTried && high > least + less; less *= 2) narrow(high - less);
  }
  while (high - low > grain * 1.01) narrow((low + high) / 2);
  return isLowTried || !isLargeAt(low) ? low : null;
}
