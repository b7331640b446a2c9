// How many cards a voter group needs, against the people expected and the cards that it has. Pure.

const SPARE_SHARE = 0.05;
const SPARE_LEAST = 2;
const SPARE_MOST = 20;

// For spoiled cards, and people who were not expected.
export const spareFor = (people) => Math.min(SPARE_MOST, Math.max(SPARE_LEAST, Math.ceil(people * SPARE_SHARE)));

// By its size; where there is only one group, by the meeting's number of people. null where nobody has entered it.
function expectedOf({ groups, expected }, group) {
  const { size } = groups.find((candidate) => candidate.name === group);
  if (size) return size;
  return groups.length === 1 ? expected : null;
}

// [{group, expected: null where unknown, valid, missing: cards that expected people lack}] of every group.
export function cardTotals({ document, card_groups: cards }) {
  return cards.map(({ group, printed, void: voided }) => {
    const expected = expectedOf(document, group);
    const valid = printed - voided;
    return { group, expected, valid, missing: expected ? Math.max(0, expected - valid) : null };
  });
}

// The cards to print next: {people, spare}, or null where that is unknown or there are enough.
export function suggestion(totals, group) {
  const { expected, valid, missing } = totals.find((candidate) => candidate.group === group);
  if (!missing) return null;
  return { people: missing, spare: valid ? 0 : spareFor(expected) };
}
