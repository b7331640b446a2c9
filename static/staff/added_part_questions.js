// Questions before a part is added: what a motion says and how many votes carry it; who is voted on again. They return the part's
// document and change nothing.
import { el, fill } from '../shared/dom.js';
import { inLanguage, t } from '../shared/i18n.js';
import { awaitSentence, basisName, ruleSentence } from '../shared/vote_sentences.js';
import { fractionText } from '../shared/votes.js';
import { BASES, BOUNDS, LIMITS, motionPart, runOffPart, runOffSubjects, thresholdOf } from './added_parts.js';
import { ask } from './dialogs.js';
import { field, localized, options, select } from './form_controls.js';
import { outcomeOf } from './meeting_state.js';

const LONGEST_TITLE = 100;

// The words of what is stored are those of the meeting, not of the page.
function wordsOf(meeting) {
  const word = (key, values) => inLanguage(meeting.language, key, values);
  return {
    name: (n) => (n > 1 ? word('motion.part.n', { n }) : word('motion.part')),
    yes: word('motion.yes'),
    passed: word('motion.passed'),
    failed: word('motion.failed'),
    again: (part) => (n) => (n > 1 ? word('again.part.n', { part, n }) : word('again.part', { part })),
  };
}

// A number of people that the threshold needs and nobody has entered, as a sentence, or ''.
function missingText({ meeting }, base) {
  const isMissing = (base === 'present' || base === 'expected') && meeting[base] === null;
  return isMissing ? awaitSentence(base, meeting.groups) : '';
}

// Three choices in one sentence: base, "over" or "at least", and the fraction. value() is {base, bound, limit}.
function thresholdControls(threshold) {
  const bases = options('basis', BASES);
  if (Array.isArray(threshold.base)) bases.unshift({ value: 'words', text: basisName(threshold.base) });
  const first = threshold.limit ? fractionText(threshold.limit) : '';
  const limits = LIMITS.map((value) => ({ value, text: value }));
  if (!first) limits.unshift({ value: '', key: 'limit.none' });
  else if (!LIMITS.includes(first)) limits.unshift({ value: threshold.limit, text: first });
  const controls = {
    base: select(bases, Array.isArray(threshold.base) ? 'words' : threshold.base),
    bound: select(options('bound', BOUNDS), threshold.bound),
    limit: select(limits, LIMITS.includes(first) ? first : threshold.limit),
  };
  Object.keys(controls).forEach((name) => controls[name].setAttribute('aria-label', t('threshold.' + name)));
  const value = () => ({
    base: controls.base.value === 'words' ? threshold.base : controls.base.value,
    bound: controls.bound.value,
    limit: controls.limit.value,
  });
  return { nodes: [controls.bound, controls.base, controls.limit], value };
}

// The threshold's controls with the rule as a sentence, which follows them. rule({bound, limit}) is a rule of the document.
function thresholdField(state, threshold, rule) {
  const controls = thresholdControls(threshold);
  const sentence = el('p', { class: 'rule-sentence', role: 'status' });
  const missing = el('p', { class: 'warn' });
  function update() {
    const chosen = controls.value();
    fill(sentence, ruleSentence(rule(chosen), chosen.base));
    fill(missing, missingText(state, chosen.base));
  }
  controls.nodes.forEach((node) => node.addEventListener('change', update));
  update();
  const set = el(
    'fieldset',
    { class: 'threshold' },
    localized('legend', 'threshold'),
    el('div', { class: 'threshold-row' }, controls.nodes),
  );
  return { nodes: [set, sentence, missing], value: controls.value };
}

const boundOf = ({ bound, limit }) => (limit ? { [bound]: limit } : {});

// Resolves to the document of a motion, or null.
export function askMotion(state) {
  const words = wordsOf(state.meeting);
  const title = el('textarea', { rows: '2', maxlength: String(LONGEST_TITLE), autocomplete: 'off' });
  const rule = (chosen) => Object.assign({ grade: words.passed, of: [words.yes] }, boundOf(chosen));
  const threshold = thresholdField(state, { base: 'present', bound: 'over', limit: '1/2' }, rule);
  const text = () => title.value.trim().replace(/\s+/g, ' ');
  return ask({
    title: t('motion.title'),
    yes: t('motion.open'),
    content: [field('motion.text', title), threshold.nodes, localized('p', 'motion.why', { class: 'soft' })],
    check: () => (text() ? '' : t('motion.missing')),
    value: () => motionPart(state, text(), threshold.value(), words),
  });
}

function subjectTicks(subjects) {
  const boxes = subjects.map(() => el('input', { type: 'checkbox', checked: true }));
  const line = (subject, i) => el('li', {}, el('label', {}, boxes[i], ' ', subject.name));
  return {
    node: el('ul', { class: 'ticks' }, subjects.map(line)),
    value: () => subjects.filter((subject, i) => boxes[i].checked),
  };
}

// Resolves to the document of the run-off for a part's open seats, or null. yes: what the page does with it.
export function askAgain(state, part, yes) {
  const { outcome } = outcomeOf(state, part);
  const seats = part.decide.rules.find((one) => one.seats);
  const ticks = subjectTicks(runOffSubjects(state, part));
  const rule = (chosen) => Object.assign({ grade: seats.grade, of: seats.of, seats: outcome.open }, boundOf(chosen));
  const threshold = thresholdField(state, thresholdOf(part), rule);
  const why = t(outcome.tied.length ? 'again.tied' : 'again.unseated', { n: outcome.open });
  return ask({
    title: t('again.title', { part: part.name }),
    yes,
    content: [el('p', {}, why), ticks.node, threshold.nodes],
    check: () => (ticks.value().length ? '' : t('again.missing')),
    value: () =>
      runOffPart(state, part, ticks.value(), threshold.value(), wordsOf(state.meeting).again(part.again || part.name)),
  });
}
