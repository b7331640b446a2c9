// Shares as people type them (2/3, ２／３, ½, 66.7%) and as the document has them. Pure.
import { fromPercent } from './rule_set.js';
import { normalizeNumber } from './weights.js';

// NFKC writes ½ with a slash of its own.
export function readShare(text) {
  const share = normalizeNumber(text).replace(/[⁄∕]/g, '/').replace(/\s/g, '');
  return share.endsWith('%') ? fromPercent(share) : share;
}
