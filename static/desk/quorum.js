// Whether enough people are present, as a sentence. The server decides how many that is.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { fractionText } from '../shared/votes.js';

function quorumKey({ over, met }) {
  if (met === null) return over ? 'check.quorum.over' : 'check.quorum';
  if (over) return met ? 'check.quorum.over.met' : 'check.quorum.over.not';
  return met ? 'check.quorum.met' : 'check.quorum.not';
}

// The quorum is a share of the people expected (DOMAIN §3.3).
export function quorumLine({ quorum, present }) {
  if (!quorum) return null;
  const { needed, met } = quorum;
  const values = { share: fractionText(quorum.share), n: needed, off: needed - present };
  const css = (met === null ? 'soft' : met ? 'good' : 'warn') + ' verdict';
  return el('p', { class: css }, t(quorumKey(quorum), values));
}
