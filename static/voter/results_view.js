// The published results of a round, a card for each subject. State in, DOM out; counts nothing.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { bandsOf } from '../shared/bands.js';

function metaLine(text) {
  return el('p', { class: 'meta' }, text);
}

function bandLine(group) {
  return el(
    'li',
    {},
    el('span', { class: group.tone }, group.name),
    el('strong', {}, group.share),
    el('span', { class: 'meta' }, group.count),
  );
}

function resultCard(round, subject, tally) {
  const { name, unit } = round.subjects.find((each) => each.id === subject.id) || { name: '', unit: '' };
  const { ballots, score } = subject;
  const base = 'result.base.' + subject.basis;
  const abstained = subject.abstained ? metaLine(t('result.abstained', { n: subject.abstained })) : null;
  const figures = ballots
    ? [
        el('p', { class: 'stat' }, score === null ? '–' : score),
        metaLine(t(base, { n: ballots, k: tally.trim })),
        abstained,
        el('ul', { class: 'band-lines' }, bandsOf(subject, round).map(bandLine)),
        metaLine(t('result.shares', { n: ballots })),
      ]
    : [metaLine(t('result.none')), abstained];
  return el('section', { class: 'card result' }, el('h2', {}, name), metaLine(unit), figures);
}

export function resultsView(round, tally) {
  return el(
    'section',
    { class: 'results' },
    el('h1', { tabindex: '-1' }, t('result')),
    tally.subjects.map((subject) => resultCard(round, subject, tally)),
  );
}
