// Who of an earlier meeting's people is who in this one: whom the server has matched, and whom somebody has to say. Pure.

// person, past: of the server's answer.
export const called = ({ name, unit }) => (unit ? name + '　' + unit : name);

// Earlier people whom nobody has by name and unit.
export function freePlaces({ people, past }) {
  const taken = people.filter(({ certain }) => certain).map((person) => person.past);
  return past.map((_, place) => place).filter((place) => !taken.includes(place));
}

// The free places in the order of a person's menu: those to ask about, then the others.
export const choicesFor = ({ candidates }, free) =>
  candidates.concat(free.filter((place) => !candidates.includes(place)));

// Whom nobody has matched, in three lists: to ask about first, with whom anybody could be; certain people.
export function sorted(answer) {
  const open = answer.people.filter(({ certain }) => !certain);
  return {
    certain: answer.people.filter(({ certain }) => certain),
    asked: open.filter(({ candidates }) => candidates.length),
    others: open.filter(({ candidates }) => !candidates.length),
  };
}

// chosen: [{subject, place: '' for nobody}]. Two people cannot be the same one.
export function hasTwice(chosen) {
  const places = chosen.map(({ place }) => place).filter(Boolean);
  return new Set(places).size < places.length;
}

// The query of what somebody has chosen.
export function pairQuery(chosen) {
  const query = new URLSearchParams();
  chosen.forEach(({ subject, place }) => query.append('pair', subject + ':' + place));
  return query;
}

// How many people have one.
export const matchedCount = ({ people }, chosen) =>
  people.filter(({ certain }) => certain).length + chosen.filter(({ place }) => place).length;
