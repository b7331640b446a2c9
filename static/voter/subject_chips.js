// The numbered buttons of a ballot with several subjects: which are complete, and a way to each.
import { el, fill, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { isComplete, isRecused } from './ballot_draft.js';

export function fillChips(group, round, show) {
  fill(
    group,
    round.subjects.map((subject, index) =>
      el(
        'button',
        { type: 'button', class: 'chip', on: { click: () => show(index) } },
        el('span', {}),
        el('span', { class: 'chip-name' }),
      ),
    ),
  );
}

export function updateChips(group, round, draft, current) {
  round.subjects.forEach((subject, index) => {
    const chip = group.children[index];
    const recused = isRecused(round, index);
    const complete = !recused && isComplete(round, draft, index);
    const state = t(recused ? 'chip.recused' : complete ? 'chip.done' : 'chip.open');
    chip.classList.toggle('done', complete);
    chip.classList.toggle('out', recused);
    write(chip.firstChild, recused ? '–' : index + 1);
    write(chip.lastChild, subject.label);
    chip.setAttribute('aria-label', t('chip', { n: index + 1, name: subject.label, state }));
    chip.setAttribute('aria-current', String(index === current));
  });
}
