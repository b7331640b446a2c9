// The order in which the subjects of a part are called: by lot, by number, or moved one by one. Pure; chance comes in.

// The subjects with those of canMove() in the order of a draw among their places; the others stay where they are.
// random(n): a whole number from 0 to n − 1, each equally likely.
export function drawLots(subjects, canMove, random) {
  const drawn = subjects.filter(canMove);
  for (let i = drawn.length - 1; i > 0; i -= 1) {
    const j = random(i + 1);
    [drawn[i], drawn[j]] = [drawn[j], drawn[i]];
  }
  return subjects.map((subject) => (canMove(subject) ? drawn.shift() : subject));
}

// A draw without bias: of the 32-bit numbers only a multiple of n is used.
export function secureRandom(n) {
  const range = 2 ** 32;
  const most = range - (range % n);
  const [number] = crypto.getRandomValues(new Uint32Array(1));
  return number < most ? number % n : secureRandom(n);
}

// numbers: texts by the subjects' places, '' for none. Those with a number come first.
export function byNumber(subjects, numbers) {
  const rows = subjects.map((subject, i) => ({ subject, number: numbers[i] === '' ? Infinity : Number(numbers[i]) }));
  const inOrder = rows.slice().sort((a, b) => (a.number === b.number ? 0 : a.number - b.number));
  return inOrder.map((row) => row.subject);
}

// Why the numbers give no order: 'order.none', 'order.whole', 'order.twice'; else null.
export function numbersProblem(numbers) {
  const given = numbers.filter((text) => text !== '');
  if (!given.length) return 'order.none';
  if (!given.every((text) => /^\d{1,4}$/.test(text))) return 'order.whole';
  return new Set(given.map(Number)).size < given.length ? 'order.twice' : null;
}

export const isSameOrder = (one, other) => one.every((subject, i) => subject.id === other[i].id);
