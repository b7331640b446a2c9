// Sentences about a ballot in the page's language. Knows no document.
import { t } from '../shared/i18n.js';
import { describeMark, hasWords, scaleOf } from '../shared/bands.js';
import { sumOfRow } from '../shared/ballot_conditions.js';
import { agreementText, joinList, limitProblem, markText, numberProblem } from '../shared/ballot_sentences.js';
import { UNSET, hasNote, isTyped } from './ballot_draft.js';

// Who reports in the hall is in sight; a written report is named, but not where votes are taken: a motion does not report.
export function subjectLine({ decide }, { unit, post, mode }) {
  return [unit, post, mode === 'written' && !decide ? t(mode) : ''].filter((word) => word).join(' · ');
}

function baseText(base) {
  return Array.isArray(base) ? t('base.words', { words: joinList(base) }) : t('base.' + base);
}

// What the votes of a round decide and the threshold.
export function decisionText({ decide }) {
  const { grade, of, over, at_least: atLeast, seats } = decide;
  const share = over || atLeast;
  const words = { of: joinList(of), grade, seats, share, base: baseText(decide.base) };
  const threshold = share ? t(over ? 'decide.over' : 'decide.at_least', words) : '';
  if (!seats) return threshold;
  const places = t('decide.seats', words);
  return threshold ? t('sentences', { a: places, b: threshold }) : places;
}

function reviewText(round, item, mark) {
  if (mark === null) return t('abstain');
  if (mark === UNSET) return t('review.none');
  const { label, band } = describeMark(round, item, mark);
  return hasWords(scaleOf(round, item)) ? label : label + (band ? ' ' + band : '');
}

export function sumText(round, entry) {
  const sum = sumOfRow(round, entry.marks);
  return sum ? t('sum', sum) : '';
}

export function entryText(round, entry) {
  const { items } = round.form;
  const marks = items.map(
    (item, i) => (items.length > 1 ? item.title + ' ' : '') + reviewText(round, i, entry.marks[i]),
  );
  return [joinList(marks), sumText(round, entry), hasNote(entry) ? t('review.noted') : '']
    .filter((text) => text)
    .join(' · ');
}

// The button of a ballot with a single mark names that mark.
export function submitText(round, mark) {
  if (mark === UNSET) return t(isTyped(scaleOf(round, 0)) ? 'submit.type' : 'submit.pick');
  if (mark === null) return t('submit.abstain');
  const { label, band } = describeMark(round, 0, mark);
  if (hasWords(scaleOf(round, 0))) return t('submit.word', { word: label });
  return t('submit.mark', { mark: markText(round, 0, { label, band }) });
}

// A fault of faultsOf or submitFault.
export function faultText(round, fault) {
  const { items } = round.form;
  if (fault.code === 'missing') return t('fault.missing', { items: joinList(fault.items) });
  if (fault.code === 'number')
    return t('fault.number', { item: items[fault.at].title, text: numberProblem(round, fault.at, fault.problem) });
  if (fault.code === 'agree') return agreementText(round, fault.agreement);
  if (fault.code === 'explain') return t('fault.explain', { words: joinList(fault.bands) });
  if (fault.code === 'limit') return limitProblem(fault.limit);
  if (fault.code === 'name') return t('fault.name', { name: fault.name });
  if (fault.code === 'long') return t('fault.long', { title: fault.title, n: fault.excess });
  return t('fault.' + fault.code);
}

// What the server has refused (bad_ballot): the line of a subject, with the agreement that it breaks, or a name. '' if it did not say.
export function refusedPlaceText(round, { field, agree }) {
  const [, list, index] = /^(scores|notes|write_ins)\[(\d+)\]/.exec(field || '') || [];
  if (list === 'write_ins') return t('refused.name', { n: Number(index) + 1 });
  const subject = list && round.subjects[index];
  if (!subject) return '';
  if (agree === undefined) return t('refused.row', { name: subject.label });
  return t('fault.subject', { name: subject.label, text: agreementText(round, agree) });
}
