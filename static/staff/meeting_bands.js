// Edits the meeting's own bands, or leaves the usual ones, which judge numbers from 1 to 10 only (DECIDE §2).
import { el } from '../shared/dom.js';
import { bandsEditor } from './bands_editor.js';
import { localized, menu, options, problemLine } from './form_controls.js';
import { sentence } from './sentence.js';

// bands: as in a document, null where they are not given; usual: the document's default ones.
export function meetingBands(bands, usual) {
  const mode = menu('rules.bands.mode', options('rules.bands', ['usual', 'own']), bands ? 'own' : 'usual');
  const editor = bandsEditor(bands || usual);
  const hint = localized('p', 'rules.hint', { class: 'hint' });
  const draw = () => {
    editor.node.hidden = mode.value !== 'own';
  };
  mode.addEventListener('input', draw);
  draw();
  const read = () => (mode.value === 'own' ? editor.read('rules.bands') : null);
  return {
    node: el('div', {}, sentence('rules.bands.sentence', { mode }), editor.node, problemLine(), hint),
    read,
    // Those that judge where no part has its own.
    current: () => read() || usual,
  };
}
