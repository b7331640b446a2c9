// A new meeting in sentences, to be read before it is created. Reads the document, changes nothing.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ruleSentences, sentenceList } from '../staff/rules_preview.js';
import { rosterShares, shares } from '../staff/weights.js';

const meetingSentences = (doc) => [doc.title, [doc.organisation, doc.date].filter(Boolean).join(' · ')];

// A warning if the groups' sizes do not add up to the number expected.
function sizeSentence(doc) {
  const sizes = doc.groups.map((group) => group.size);
  if (!sizes.concat(doc.expected).every((size) => typeof size === 'number')) return '';
  const sum = sizes.reduce((all, size) => all + size, 0);
  return sum !== doc.expected ? t('sum.sizes', { sum, expected: doc.expected }) : '';
}

function groupsSentence(groups) {
  if (groups.length < 2) return t('sum.alike');
  const share = shares(groups.map((group) => group.weight || ''));
  const groupText = (group, i) =>
    group.name + (share[i] ? ' ' + share[i] : '') + (group.size ? t('sum.size', { n: group.size }) : '');
  return groups.map(groupText).join(t('list'));
}

function quorumSentence({ quorum }) {
  if (!quorum) return t('sum.quorum.none');
  return quorum.over ? t('sum.quorum.over', { share: quorum.over }) : t('sum.quorum', { share: quorum });
}

function voterSentences(doc) {
  return [
    t('admission.' + doc.admission),
    doc.expected ? t('sum.expected', { n: doc.expected }) : t('sum.expected.none'),
    quorumSentence(doc),
    groupsSentence(doc.groups),
    sizeSentence(doc),
  ];
}

// Which groups vote in a part, if there are several.
function votersOfPart(doc, part) {
  if (doc.groups.length < 2 || part.source === 'entered') return '';
  return part.groups ? t('sum.voters', { names: part.groups.join(t('list')) }) : t('sum.voters.all');
}

function partSentences(doc, forms) {
  const share = rosterShares(doc.parts, doc.rules.ranking === 'together');
  const formTitle = (form) => (forms.find((candidate) => candidate.id === form) || form).title;
  const partText = (part, i) =>
    t(part.source === 'entered' ? 'sum.entered' : 'sum.part', {
      name: part.name,
      n: part.subjects.length,
      form: formTitle(part.form),
      share: share[i] || '?',
    });
  return doc.parts.map((part, i) => [partText(part, i), votersOfPart(doc, part)].filter(Boolean).join(t('clauses')));
}

const ruleStepSentences = (doc) => [t('sum.show', { show: t('show.' + doc.show) })].concat(ruleSentences(doc.rules));

function stepSection(step, sentences, go) {
  const stepName = t('step.' + step);
  const change = {
    type: 'button',
    class: 'button small',
    on: { click: () => go(step) },
    'aria-label': t('sum.change', { step: stepName }),
  };
  return el(
    'section',
    { class: 'card block' },
    el('div', { class: 'part-head' }, el('h3', {}, stepName), el('button', change, t('change'))),
    sentenceList(sentences.filter(Boolean)),
  );
}

// One section per step of the form; go(step) is called by its button.
export function summary(doc, forms, go) {
  return [
    stepSection('what', meetingSentences(doc), go),
    stepSection('who', voterSentences(doc), go),
    stepSection('parts', partSentences(doc, forms), go),
    stepSection('rules', ruleStepSentences(doc), go),
  ];
}
