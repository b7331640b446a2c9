// Questions about a round, each naming its subject. They give the answer and change nothing.
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { ask, button, choose, field } from './dialogs.js';
import { names } from './round_titles.js';

export { headline } from './round_titles.js';

export const askSmall = (act, subjects) =>
  ask({
    title: t('small.title', { name: names(subjects) }),
    yes: t('small.yes.' + act),
    danger: true,
    content: [el('p', {}, t('small.why'))],
  });

export const askAll = (n) =>
  ask({ title: t('all.title', { n }), yes: t('all.yes'), content: [el('p', {}, t('all.why'))] });

export function askPaper(round) {
  const input = el('input', { type: 'number', min: '1', max: '9999', inputmode: 'numeric', value: '1' });
  const count = () => Number(input.value);
  return ask({
    title: t('paper.title', { name: names(round.subjects) }),
    yes: t('paper.yes'),
    content: [el('p', {}, t('paper.why')), field('paper.count', input)],
    check: () => (count() >= 1 && Number.isInteger(count()) ? '' : t('paper.wrong')),
    value: count,
  });
}

export function askVoid(round) {
  const input = el('input', { type: 'text', maxlength: '200', autocomplete: 'off' });
  return ask({
    title: t('void.title', { name: names(round.subjects) }),
    yes: t('void.yes'),
    danger: true,
    content: [el('p', {}, t('void.why')), field('void.reason', input)],
    check: () => (input.value.trim() ? '' : t('void.missing')),
    value: () => input.value.trim(),
  });
}

// Several waiting subjects of one part for one round: all of them, or only the written ones.
export async function askCombine(waiting) {
  const parts = waiting.map((row) => row.part).filter((part, i, all) => all.indexOf(part) === i);
  const part =
    parts.length > 1
      ? await choose(
          t('combine.part'),
          parts.map((p) => ({ text: p.name, value: p })),
        )
      : parts[0];
  if (!part) return null;
  const rows = waiting.filter((row) => row.part === part);
  const boxes = rows.map((row) => el('input', { type: 'checkbox', checked: true, data: { mode: row.subject.mode } }));
  const tick = (wanted) =>
    boxes.forEach((box) => {
      box.checked = wanted(box);
    });
  const line = (row, i) =>
    el(
      'li',
      {},
      el(
        'label',
        {},
        boxes[i],
        ' ',
        row.subject.name,
        row.subject.mode === 'written' ? el('span', { class: 'soft' }, ' ' + t('written')) : null,
      ),
    );
  return ask({
    title: t('combine.title', { part: part.name }),
    yes: t('combine.yes'),
    content: [
      el(
        'div',
        { class: 'acts' },
        button('combine.all', () => tick(() => true), 'small'),
        button('combine.written', () => tick((box) => box.dataset.mode === 'written'), 'small'),
        button('combine.none', () => tick(() => false), 'small'),
      ),
      el('ul', { class: 'ticks' }, rows.map(line)),
    ],
    check: () => (boxes.some((box) => box.checked) ? '' : t('combine.missing')),
    value: () => rows.filter((row, i) => boxes[i].checked),
  });
}

// Unit, part and how far the part has come.
export function place(state, subjects) {
  const part = state.parts.find((p) => p.subjects.some((s) => s.id === subjects[0].id));
  if (!part) return '';
  if (subjects.length > 1) return t('place.many', { part: part.name, n: subjects.length });
  const at = part.subjects.findIndex((s) => s.id === subjects[0].id) + 1;
  return [subjects[0].unit, t('place', { part: part.name, at, n: part.subjects.length })].filter(Boolean).join(' · ');
}
