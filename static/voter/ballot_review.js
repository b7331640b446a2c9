// The last look before a ballot of several subjects is sent: every subject with its marks, and what is missing.
import { $, el, fromTemplate, write } from '../shared/dom.js';
import { t, translate } from '../shared/i18n.js';
import { entryOf, faultsOf, isComplete, isRecused, scoredSubjects } from './ballot_draft.js';
import { joinList } from '../shared/ballot_sentences.js';
import { entryText, faultText } from './ballot_text.js';

function reviewRow(round, draft, index, show) {
  const { label } = round.subjects[index];
  const faults = faultsOf(round, draft, index);
  const node = fromTemplate('review-row-template');
  const button = $('button', node);
  translate(node);
  node.classList.toggle('missing', faults.length > 0);
  write($('strong', node), label);
  write($('p', node), entryText(round, entryOf(draft, round, index)));
  faults
    .filter((fault) => fault.code !== 'missing')
    .forEach((fault) => $('div', node).append(el('p', { class: 'problem' }, faultText(round, fault))));
  button.setAttribute('aria-label', t('change') + ' ' + label);
  button.addEventListener('click', () => show(index));
  return node;
}

function namesOf(round, isListed) {
  return round.subjects.filter((subject, index) => isListed(index)).map((subject) => subject.label);
}

// The nodes of the review; show(index) goes to one subject, names is the node for written-in names.
export function reviewNodes(round, draft, guidance, names, show) {
  const missing = namesOf(round, (index) => !isRecused(round, index) && !isComplete(round, draft, index));
  const recused = namesOf(round, (index) => isRecused(round, index));
  return [
    missing.length
      ? el(
          'p',
          { class: 'banner' },
          t(round.decide ? 'review.missing.vote' : 'review.missing', { n: missing.length, names: joinList(missing) }),
        )
      : null,
    recused.length ? el('p', { class: 'meta' }, t('recused.some', { names: joinList(recused) })) : null,
    guidance,
    el(
      'ul',
      { class: 'review card' },
      scoredSubjects(round).map((index) => reviewRow(round, draft, index, show)),
    ),
    names,
    el('p', { class: 'meta' }, t('anonymous')),
  ];
}
