// The notes of the meeting with a box each, to be taken into a paper. They are fetched when the list is opened, and again where
// they have changed since.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { localized } from '../staff/form_controls.js';
import { draftPath } from './file_downloads.js';

const textOf = ({ subject, key, text }) => JSON.stringify([subject, key, text]);

// Returns {node, query(): of the ticked ones, by their places in a tally.json, reload()}.
export function noteTicks(desk) {
  const list = el('ul', { class: 'note-ticks' });
  let boxes = [];
  let shown = { notes: [], record: '' };

  const ticked = () => boxes.map((box, i) => (box.checked ? i : -1)).filter((i) => i >= 0);

  // What was ticked stays so, wherever it is now; true if all of it is still there.
  async function load() {
    const { notes, parts, record } = await desk.api.get(draftPath(desk, '/tally.json'));
    const names = {};
    parts.forEach((part) => part.subjects.forEach((subject) => (names[subject.id] = subject.name)));
    const before = ticked().map((i) => textOf(shown.notes[i]));
    const left = before.slice();
    boxes = notes.map((note) => {
      const place = left.indexOf(textOf(note));
      if (place >= 0) left.splice(place, 1);
      return el('input', { type: 'checkbox', checked: place >= 0 });
    });
    shown = { notes, record };
    const lines = notes.map((note, i) =>
      el('li', {}, el('label', {}, boxes[i], ' ', names[note.subject] + t('colon') + note.text)),
    );
    fill(list, lines.length ? lines : el('li', {}, t('papers.notes.none')));
    return !left.length;
  }

  const node = el('details', {}, localized('summary', 'papers.notes'), list);
  node.addEventListener('toggle', () => {
    if (node.open && !boxes.length) desk.perform(load);
  });
  const query = () => (ticked().length ? '?notes=' + ticked().join() + '&record=' + shown.record : '');
  return { node, query, reload: load };
}
