// Confirmations of steps that cannot be undone, naming the subjects. Each resolves to true or null and changes nothing.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask } from '../staff/dialogs.js';
import { headline } from '../staff/round_titles.js';

function confirmStep(title, why, yes, isRemote) {
  return ask({
    title,
    yes,
    rests: true,
    content: [el('p', {}, why), isRemote ? el('p', { class: 'soft' }, t('keys.confirm')) : null],
  });
}

// waiting: the number of phones that have come in and not voted.
export function askClose(round, waiting, isRemote) {
  const why = round.paper_pending
    ? t('close.paper', { n: round.paper_pending })
    : t(waiting ? 'close.why' : 'close.why.all', { n: waiting });
  return confirmStep(t('close.title', { name: headline(round.subjects) }), why, t('close.yes'), isRemote);
}

export function askPublish(round) {
  return confirmStep(t('publish.title', { name: headline(round.subjects) }), t('publish.why'), t('publish.yes'), true);
}

export function askRanking() {
  return confirmStep(t('ranking.title'), t('ranking.why'), t('step.ranking'), true);
}
