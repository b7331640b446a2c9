// The notes of the meeting with a box each, to be taken into a paper. They are fetched when the list is opened, and again where
// they have changed since.
import { el, fill } from '../shared/dom.js';
import { t } from '../shared/i18n.js';
import { localized } from '../staff/form_controls.js';
import { draftPath } from './file_downloads.js';

// What is ticked is kept while the page is open, whatever section of it is shown.
const kept = { notes: [], names: {}, record: '', boxes: [], isOpen: false };

const textOf = ({ subject, key, text }) => JSON.stringify([subject, key, text]);

// Returns {node, query(): of the ticked ones, by their places in a tally.json, reload()}.
export function noteTicks(desk) {
  const list = el('ul', { class: 'note-ticks' });
  const ticked = () => kept.boxes.map((box, i) => (box.checked ? i : -1)).filter((i) => i >= 0);

  function draw() {
    const lines = kept.notes.map((note, i) =>
      el('li', {}, el('label', {}, kept.boxes[i], ' ', kept.names[note.subject] + t('colon') + note.text)),
    );
    fill(list, lines.length ? lines : el('li', {}, t('papers.notes.none')));
  }

  // What was ticked stays so, wherever it is now; true if all of it is still there.
  async function load() {
    const { notes, parts, record } = await desk.api.get(draftPath(desk, '/tally.json'));
    const names = {};
    parts.forEach((part) => part.subjects.forEach((subject) => (names[subject.id] = subject.name)));
    const left = ticked().map((i) => textOf(kept.notes[i]));
    const boxes = notes.map((note) => {
      const place = left.indexOf(textOf(note));
      if (place >= 0) left.splice(place, 1);
      return el('input', { type: 'checkbox', checked: place >= 0 });
    });
    Object.assign(kept, { notes, names, record, boxes });
    draw();
    return !left.length;
  }

  const node = el('details', { open: kept.isOpen }, localized('summary', 'papers.notes'), list);
  let isLoaded = false;
  async function open() {
    isLoaded = true;
    if (!(await load())) desk.say(t('papers.notes.gone'));
  }

  if (kept.boxes.length) draw();
  node.addEventListener('toggle', () => {
    kept.isOpen = node.open;
    if (node.open && !isLoaded) desk.perform(open);
  });
  const query = () => (ticked().length ? '?notes=' + ticked().join() + '&record=' + kept.record : '');
  return { node, query, reload: load };
}
