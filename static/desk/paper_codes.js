// The codes of cards whose paper ballots were taken, so that they can be chosen again in the next round. In the order of the codes:
// neither what was on a ballot nor which came first is kept. Pure.

const sorted = (codes, code) => (codes.includes(code) ? codes : codes.concat(code).sort());

export const noCodes = () => ({ all: [], round: '', used: [] });

// After the receipt of a ballot in the round with this id.
export function withCode(codes, round, code) {
  const used = codes.round === round ? codes.used : [];
  return { all: sorted(codes.all, code), round, used: sorted(used, code) };
}

// After the server said that there is no such card, or that it is void.
export const withoutCode = (codes, code) =>
  Object.assign({}, codes, { all: codes.all.filter((other) => other !== code) });

// The codes of earlier rounds that were not used in the round with this id.
export const codesToChoose = (codes, round) =>
  codes.all.filter((code) => codes.round !== round || !codes.used.includes(code));

// Those that begin as typed, however the typed text is spaced.
export function beginningWith(codes, text) {
  const start = text.normalize('NFKC').toUpperCase().replace(/[\s-]/g, '');
  return codes.filter((code) => code.startsWith(start));
}
