// The numbered buttons of a ballot with several subjects: which are complete, and a way to each.
import { el, fill, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { isComplete, isRecused } from './ballot_draft.js';

const MOST_NAMES = 12;
const WIDEST = 16;

// In halves of a Chinese character.
const widthOf = (name) => Array.from(name).reduce((sum, letter) => sum + (letter > '\u2e80' ? 2 : 1), 0);

// Whether chips with names leave room for the choices: names that are cut off would not tell people apart.
const haveRoom = ({ subjects }) =>
  subjects.length <= MOST_NAMES && subjects.every(({ label }) => widthOf(label) <= WIDEST);

export function fillChips(group, round, show) {
  group.classList.toggle('named', haveRoom(round));
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
    chip.setAttribute('aria-current', index === current);
  });
}
