// Shares as people type them (2/3, ２／３, ½, 66.7%) and as the document has them. Pure.
import { fromPercent } from './rule_set.js';
import { normalizeNumber } from './weights.js';

export function readShare(text) {
  const share = normalizeNumber(text);
  return share.endsWith('%') ? fromPercent(share) : share;
}
