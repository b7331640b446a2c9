// Where the agenda's items are among the subjects: in the document each has a part and a place, in a list it is an entry. Pure.

export const itemsOf = (doc) => (doc.agenda && doc.agenda.items) || [];

const partOf = (item) => item.part || null;
const placeOf = (item) => item.place || null;

// Whether an item is still there as it was; other items may have moved it to another place in the list.
export const isSameItem = (now, before) =>
  now !== null &&
  now.title === before.title &&
  (now.minutes || null) === (before.minutes || null) &&
  partOf(now) === partOf(before) &&
  placeOf(now) === placeOf(before);

export const isSamePlace = (one, other) =>
  one.part === other.part && one.place === other.place && one.before === other.before;

// An entry of an order list that is an item.
const asEntry = (item) => ({ id: item.id, name: item.title, label: item.title, unit: '', isItem: true });

// The subjects of a part with its items between them.
export function withItems(partName, subjects, items) {
  const at = (place) => items.filter((item) => partOf(item) === partName && placeOf(item) === place).map(asEntry);
  return subjects.flatMap((subject, i) => at(i + 1).concat(subject)).concat(at(null));
}

// The items of a document after those of one part were moved in the list of its entries.
export function placedItems(partName, entries, items) {
  const later = (i) => entries.slice(i).some((entry) => !entry.isItem);
  const moved = entries
    .map((entry, i) => ({ entry, i }))
    .filter(({ entry }) => entry.isItem)
    .map(({ entry, i }) => {
      const before = entries.slice(0, i).filter((other) => !other.isItem).length;
      const item = items.find(({ id }) => id === entry.id);
      return Object.assign({}, item, { place: later(i) ? before + 1 : null });
    });
  return items.filter((item) => partOf(item) !== partName).concat(moved);
}

// Everything in order, each with what is called before it in a menu: {part, place, before: id of an item, or null, label}.
// parts: [{name, subjects}]; the item `id` itself is left out.
export function placesFor(parts, items, id) {
  const others = items.filter((item) => item.id !== id);
  const before = (part, place) =>
    others
      .filter((item) => partOf(item) === part && placeOf(item) === place)
      .map((item) => ({ part, place, before: item.id, label: item.title }));
  const ofPart = ({ name, subjects }) =>
    subjects
      .flatMap((subject, i) =>
        before(name, i + 1).concat({ part: name, place: i + 1, before: null, label: subject.label }),
      )
      .concat(before(name, null), { part: name, place: null, before: null, label: null });
  return parts.flatMap(ofPart).concat(before(null, null), { part: null, place: null, before: null, label: null });
}

// The index of the place that an item has now; of a new item the last one.
export function placeIndex(places, items, item) {
  const following = items
    .slice(items.indexOf(item) + 1)
    .find((other) => item && partOf(other) === partOf(item) && placeOf(other) === placeOf(item));
  const isOwn = ({ part, place, before }) =>
    part === partOf(item) && place === placeOf(item) && before === (following ? following.id : null);
  return item ? places.findIndex(isOwn) : places.length - 1;
}

// The items with one that is new or changed at a place of placesFor().
export function withItem(items, item, { part, place, before }) {
  const others = items.filter(({ id }) => id !== item.id || !id);
  const placed = Object.assign({}, item, { part, place });
  const found = others.findIndex(({ id }) => id === before);
  const at = found < 0 ? others.length : found;
  return others.slice(0, at).concat(placed, others.slice(at));
}
