// A new meeting in sentences, to be read before it is created. Reads the document, changes nothing.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { decideSentence, figureSentence, ruleSentences, sentenceList } from '../staff/rule_sentences.js';
import { areRostersKnown, rosterShares, shares } from '../staff/weights.js';

const meetingSentences = (doc) => [doc.title, [doc.organisation, doc.date].filter(Boolean).join(' · ')];

// How many people the groups have together, or null if a size is missing.
function groupsTotal({ groups }) {
  const sizes = groups.map((group) => group.size);
  return sizes.every((size) => typeof size === 'number') ? sizes.reduce((all, size) => all + size, 0) : null;
}

// A warning if the groups' sizes do not add up to the number expected.
function sizeSentence(doc) {
  const sum = groupsTotal(doc);
  const isWrong = sum !== null && typeof doc.expected === 'number' && sum !== doc.expected;
  return isWrong ? t('sum.sizes', { sum, expected: doc.expected }) : '';
}

function expectedSentence(doc) {
  if (doc.expected) return t('sum.expected', { n: doc.expected });
  const sum = groupsTotal(doc);
  return sum === null ? t('sum.expected.none') : t('sum.expected.groups', { sum });
}

function groupsSentence(groups) {
  if (groups.length < 2) return t('sum.alike');
  const share = shares(groups.map((group) => group.weight || ''));
  const groupText = (group, i) =>
    group.name + (share[i] ? ' ' + share[i] : '') + (group.size ? t('sum.size', { n: group.size }) : '');
  return groups.map(groupText).join(t('list'));
}

function quorumSentence(quorum) {
  if (!quorum) return t('sum.quorum.none');
  return quorum.over ? t('sum.quorum.over', { share: quorum.over }) : t('sum.quorum', { share: quorum });
}

function voterSentences(doc) {
  return [
    t('admission.' + doc.admission),
    expectedSentence(doc),
    quorumSentence(doc.quorum),
    groupsSentence(doc.groups),
    sizeSentence(doc),
  ];
}

// Which groups vote in a part, if there are several.
function votersOfPart(doc, part) {
  if (doc.groups.length < 2 || part.source === 'entered') return '';
  return part.groups ? t('sum.voters', { names: part.groups.join(t('list')) }) : t('sum.voters.all');
}

const formOf = (part, forms) => forms.find((candidate) => candidate.id === part.form) || part.form;

// A share of the total, where the part has one.
function partSentence(part, form, share) {
  const values = { name: part.name, n: part.subjects.length, form: form.title, share: share || '?' };
  if (part.decide) return t('sum.decided', values);
  return t(part.source === 'entered' ? 'sum.entered' : 'sum.part', values);
}

function partSentences(doc, forms) {
  const areTogether = doc.rules.ranking === 'together';
  const share = areRostersKnown(doc.parts, areTogether) ? rosterShares(doc.parts, areTogether) : [];
  const sentences = (part, i) => [
    [partSentence(part, formOf(part, forms), share[i]), votersOfPart(doc, part)].filter(Boolean).join(t('clauses')),
    part.decide ? decideSentence(part.decide) : null,
    ...(part.figures || []).map(figureSentence),
  ];
  return doc.parts.reduce((all, part, i) => all.concat(sentences(part, i)), []);
}

function itemTitles(doc, forms) {
  const titles = {};
  doc.parts.forEach((part) =>
    formOf(part, forms).items.forEach((item) => {
      titles[item.key] = item.title;
    }),
  );
  return titles;
}

// A meeting of votes alone has no scores for rules to be about.
function ruleStepSentences(doc, forms, judging) {
  const isScored = doc.parts.some((part) => !part.decide);
  const rules = isScored ? ruleSentences(doc.rules, itemTitles(doc, forms), judging) : [];
  return [t('sum.show', { show: t('show.' + doc.show) })].concat(rules);
}

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

// One section per step of the form; go(step) is called by its button. judging: the bands of the scored parts, where known.
export function summary(doc, forms, go, judging) {
  return [
    stepSection('what', meetingSentences(doc), go),
    stepSection('who', voterSentences(doc), go),
    stepSection('parts', partSentences(doc, forms), go),
    stepSection('rules', ruleStepSentences(doc, forms, judging), go),
  ];
}
