// Confirmations of steps that cannot be undone, naming the subjects. Each resolves to true or null and changes nothing.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { joinSentences } from '../staff/joined_sentences.js';
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

export function askSkip(item) {
  return confirmStep(t('item.skip.title', { name: item.title }), t('item.skip.why'), t('item.skip.yes'), false);
}

export function askPublish(round) {
  return confirmStep(t('publish.title', { name: headline(round.subjects) }), t('publish.why'), t('publish.yes'), true);
}

function revealOption(name, key, checked) {
  const input = el('input', { type: 'radio', name: 'reveal', value: name, checked });
  return { input, node: el('label', { class: 'tick' }, input, ' ', t(key)) };
}

// How many will see what, as the server has counted them.
function rankingText({ people, by_votes: byVotes, unscored }) {
  const text = t(byVotes ? 'ranking.subjects' : 'ranking.people', { n: people });
  return joinSentences([text, unscored ? t('ranking.unscored', { n: unscored }) : '']);
}

const partlyText = ({ n, parts }) => t('ranking.partly', { n, parts: parts.join(t('list')) });

// ranking: what the server says of the present one; partly: of partlyScored(). Resolves to {grades, upto}: the first rank to reveal, null for all at once.
export function askRanking(ranking, partly, isRemote) {
  const { proposed } = ranking;
  const singly = revealOption('singly', 'ranking.singly', true);
  const together = revealOption('together', 'ranking.together', false);
  const grades = el('input', { type: 'checkbox' });
  const hasChoice = ranking.last > 1;
  return ask({
    title: t('ranking.title'),
    yes: t('ranking.yes'),
    rests: true,
    content: [
      el('p', {}, rankingText(ranking)),
      partly ? el('p', { class: 'warn' }, partlyText(partly)) : null,
      hasChoice
        ? el('fieldset', { class: 'reveal-how' }, el('legend', {}, t('ranking.how')), singly.node, together.node)
        : null,
      ranking.graded ? el('label', { class: 'tick' }, grades, ' ', t('ranking.grades')) : null,
      proposed ? el('p', { class: 'soft' }, t('ranking.proposed', { n: proposed })) : null,
      el('p', { class: 'soft' }, t('ranking.frozen')),
      isRemote ? el('p', { class: 'soft' }, t('keys.confirm')) : null,
    ],
    value: () => ({ grades: grades.checked, upto: hasChoice && singly.input.checked ? ranking.last : null }),
  });
}
