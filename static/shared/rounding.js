// Percentages that are parts of one whole. Pure.

const tenths = (share) => Math.round(Number.parseFloat(share) * 10);

// Whether shares of `whole` ballots do not show 100 % in sum because each is rounded. parts: [{count, share: "46.2%"}] of bandsOf. Parts
// that are not the whole lack something else.
export function isOffByRounding(parts, whole) {
  const counted = parts.reduce((sum, { count }) => sum + count, 0);
  if (!counted || counted !== whole) return false;
  return parts.reduce((sum, { share }) => sum + tenths(share), 0) !== 1000;
}
