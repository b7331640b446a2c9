// Sentences about a ballot in the page's language. Knows no document.
import { t } from '../shared/i18n.js';
import { UNSET, describeMark, hasNote } from './ballot_draft.js';

export function joinList(words) {
  return words.join(t('list'));
}

export function subjectLine(subject) {
  return [subject.unit, subject.post, subject.mode ? t(subject.mode) : ''].filter((word) => word).join(' · ');
}

function markText(round, mark) {
  if (mark === null) return t('abstain');
  if (mark === UNSET) return t('review.none');
  const { label, band } = describeMark(round, mark);
  return round.form.scale.choices ? label : label + (band ? ' ' + band : '');
}

export function entryText(round, entry) {
  const { items } = round.form;
  const marks = items.map((item, i) => (items.length > 1 ? item.title + ' ' : '') + markText(round, entry.marks[i]));
  return joinList(marks) + (hasNote(entry) ? ' · ' + t('review.noted') : '');
}

// The button of a ballot with a single mark names that mark.
export function submitText(round, mark) {
  if (mark === UNSET) return t('submit.pick');
  if (mark === null) return t('submit.abstain');
  const { label, band } = describeMark(round, mark);
  if (round.form.scale.choices) return t('submit.word', { word: label });
  return band ? t('submit.band', { n: mark, band }) : t('submit.points', { n: mark });
}

export function limitText(limit) {
  const { used, most } = limit;
  return t('limit.over', { choices: joinList(limit.choices), used, most, n: used - most });
}

// A fault of faultsOf or submitFault.
export function faultText(fault) {
  if (fault.code === 'missing') return t('fault.missing', { items: joinList(fault.items) });
  if (fault.code === 'explain') return t('fault.explain', { words: joinList(fault.bands) });
  if (fault.code === 'limit') return limitText(fault.limit);
  if (fault.code === 'bytes') return t('fault.bytes');
  return t('fault.long', { title: fault.title, n: fault.excess });
}
