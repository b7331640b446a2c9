// Whose briefs the sheet offers, and with whom it begins. Pure.

// [{id, label, version}]: during a round of its subjects, else of everybody once, whatever the parts that list them.
export function listedPeople({ meeting, round }) {
  const people = meeting.briefs.map(([id, label, version]) => ({ id, label, version }));
  const isOpen = round && round.state === 'open';
  const inRound = isOpen
    ? round.subjects.map(({ id }) => people.find((person) => person.id === id)).filter((person) => person)
    : [];
  if (inRound.length) return inRound;
  return people.filter(({ label }, i) => people.findIndex((other) => other.label === label) === i);
}

// The person whose ballot is shown, or whoever is next.
export function placeOf(people, { state, place }) {
  const { round, meeting } = state;
  const shown = round && round.state === 'open' ? round.subjects[place.current || 0] : null;
  const found = people.findIndex(({ id, label }) => (shown ? id === shown.id : label === meeting.next));
  return Math.max(found, 0);
}
