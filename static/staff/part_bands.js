// Edits which bands judge the scores of a part, and says which do. The server knows the rule (DECIDE §2) and sends the answer.
import { el, write } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { bandsEditor } from './bands_editor.js';
import { menu, options, problemLine } from './form_controls.js';
import { sentence } from './sentence.js';

const modeOf = (bands) => (!bands ? 'meeting' : bands.length ? 'own' : 'none');

export const bandsText = (bands) =>
  bands.map(([name, floor]) => t('rule.band', { name, floor })).join(t('clauses')) + t('stop');

// defaults(): the bands that one's own begin with.
export function partBands(bands, defaults) {
  const mode = menu('part.bands', options('part.bands', ['meeting', 'own', 'none']), modeOf(bands));
  const editor = bandsEditor(bands || []);
  const verdict = el('p', { class: 'hint', role: 'status' });
  const node = el('div', {}, sentence('part.bands.sentence', { mode }), editor.node, verdict, problemLine());
  const draw = () => {
    editor.node.hidden = mode.value !== 'own';
  };
  mode.addEventListener('input', () => {
    if (mode.value === 'own' && !editor.rows().length) editor.replace(defaults());
    draw();
  });
  draw();
  return {
    node,
    names: () => (mode.value === 'own' ? editor.names() : null),
    // judging: what the server says of the part, [] for no grades; undefined while it does not know.
    show(judging) {
      verdict.hidden = !judging;
      if (judging) write(verdict, judging.length ? bandsText(judging) : t('bands.none'));
    },
    read(path) {
      node.dataset.field = path;
      if (mode.value === 'meeting') return undefined;
      return mode.value === 'own' ? editor.read(path) : [];
    },
  };
}
