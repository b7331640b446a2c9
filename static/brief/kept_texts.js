// Texts that this phone has loaded, for when it has no network. Where it may store nothing, the page keeps them while it is open.
import { namesWith, removeText, storedText, storeText } from '../shared/browser_storage.js';

const PREFIX = 'pingyi.brief.';
const nameOf = (meeting, id) => PREFIX + meeting + '.' + id;

// The text in this version; null where it is not here.
export function keptText(meeting, id, version) {
  const kept = JSON.parse(storedText(nameOf(meeting, id)));
  return kept && kept.version === version ? kept.text : null;
}

export const keepText = (meeting, id, version, text) =>
  storeText(nameOf(meeting, id), JSON.stringify({ version, text }));

// Removes those of other meetings.
export function forgetOthers(meeting) {
  namesWith(PREFIX)
    .filter((name) => !name.startsWith(nameOf(meeting, '')))
    .forEach((name) => removeText(name));
}
