// The notes of the meeting with a box each, to be taken into a paper. They are fetched when the list is opened.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { localized } from '../staff/form_controls.js';
import { draftPath } from './file_downloads.js';

// Returns {node, places(): the ticked ones, by their places in tally.json}.
export function noteTicks(desk) {
  const list = el('ul', { class: 'note-ticks' });
  let boxes = [];
  let isAsked = false; // a second answer would clear what was ticked after the first

  async function load() {
    const { notes, parts } = await desk.api.get(draftPath(desk, '/tally.json'));
    const names = {};
    parts.forEach((part) => part.subjects.forEach((subject) => (names[subject.id] = subject.name)));
    boxes = notes.map(() => el('input', { type: 'checkbox' }));
    const lines = notes.map((note, i) =>
      el('li', {}, el('label', {}, boxes[i], ' ', names[note.subject] + t('colon') + note.text)),
    );
    fill(list, lines.length ? lines : el('li', {}, t('papers.notes.none')));
  }

  const node = el('details', {}, localized('summary', 'papers.notes'), list);
  node.addEventListener('toggle', async () => {
    if (!node.open || isAsked) return;
    isAsked = true;
    isAsked = (await desk.perform(load)) && boxes.length > 0;
  });
  return { node, places: () => boxes.map((box, i) => (box.checked ? i : -1)).filter((i) => i >= 0) };
}
