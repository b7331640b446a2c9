// The order of a meeting: its subjects, and between them the items that are not voted on. Pure.

// items: as the server sends them. Returns {part, subject} and {part, item}; items at the end have part null.
export function agendaOrder(parts, items) {
  const before = (part, id) => {
    const own = items.filter((item) => item.part === (part && part.name) && item.before === id);
    return own.map((item) => ({ part, item }));
  };
  const withSubject = (part, subject) => before(part, subject.id).concat({ part, subject });
  const ofPart = (part) =>
    part.subjects.reduce((all, subject) => all.concat(withSubject(part, subject)), []).concat(before(part, null));
  return parts.reduce((all, part) => all.concat(ofPart(part)), []).concat(before(null, null));
}

// What comes after those with these ids, who are on now: in an order as above the first subject of the round after theirs, or an
// item that waits before it; null if nothing does. rounds: the ids of each round ahead, as the server sends them.
export function entryAfter(order, rounds, ids) {
  const next = rounds[rounds.findIndex((round) => round.some((id) => ids.includes(id))) + 1] || [];
  const at = order.findIndex(({ subject }) => subject && next.includes(subject.id));
  const waits = ({ item }) => item && item.state === 'waiting' && !ids.includes(item.id);
  return (at < 0 ? order : order.slice(0, at)).find(waits) || order[at] || null;
}
