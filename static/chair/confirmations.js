// What is asked before a step that cannot be taken back, naming whom it is about. Gives true or null, changes nothing.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask } from '../staff/dialogs.js';
import { headline } from '../staff/round_titles.js';

function sure(title, why, yes, remote) {
  return ask({
    title,
    yes,
    content: [el('p', {}, why), remote ? el('p', { class: 'soft' }, t('keys.confirm')) : null],
  });
}

// round: the open one; left: cards whose ballots are still out.
export function askClose(round, left, remote) {
  const why = round.paper_pending ? t('close.paper', { n: round.paper_pending }) : t('close.why', { n: left });
  return sure(t('close.title', { name: headline(round.subjects) }), why, t('close.yes'), remote);
}

export const askPublish = (round) =>
  sure(t('publish.title', { name: headline(round.subjects) }), t('publish.why'), t('publish.yes'), true);

export const askRanking = () => sure(t('ranking.title'), t('ranking.why'), t('step.ranking'), true);
