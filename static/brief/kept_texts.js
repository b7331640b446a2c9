// Texts that this phone has loaded, for when it has no network. Where it may store nothing, the page keeps them while it is open.

const PREFIX = 'pingyi.brief.';
const keyOf = (meeting, id) => PREFIX + meeting + '.' + id;

// The text in this version; null where it is not here.
export function keptText(meeting, id, version) {
  try {
    const kept = JSON.parse(localStorage.getItem(keyOf(meeting, id)));
    return kept && kept.version === version ? kept.text : null;
  } catch (e) {
    return null;
  }
}

export function keepText(meeting, id, version, text) {
  try {
    localStorage.setItem(keyOf(meeting, id), JSON.stringify({ version, text }));
  } catch (e) {
    /* the storage is full or forbidden */
  }
}

// Removes those of other meetings.
export function forgetOthers(meeting) {
  try {
    Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX) && !key.startsWith(keyOf(meeting, '')))
      .forEach((key) => localStorage.removeItem(key));
  } catch (e) {
    /* nothing was stored */
  }
}
