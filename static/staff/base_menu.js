// Chooses the ballots that a share is taken of: a named number, or those that marked certain words (DECIDE §3).
import { el } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { menu, options } from './form_controls.js';
import { nameTicks } from './band_select.js';

export const BASES = ['expected', 'present', 'returned', 'valid', 'marked'];

export const baseText = (base) =>
  Array.isArray(base) ? t('base.of', { words: base.join(t('list')) }) : t('base.' + base);

// base: one of BASES or a list of words.
export function baseMenu(base) {
  const isList = Array.isArray(base);
  const kind = menu('base.kind', options('base', BASES.concat('words')), isList ? 'words' : base || 'valid');
  const words = nameTicks('base.words.which', isList ? base : []);
  const node = el('span', { class: 'base' }, kind, words.node);
  const draw = () => {
    words.node.hidden = kind.value !== 'words';
  };
  kind.addEventListener('input', draw);
  draw();
  return {
    node,
    update: words.update,
    read(path) {
      kind.dataset.field = path;
      return kind.value === 'words' ? words.read() : kind.value;
    },
  };
}
