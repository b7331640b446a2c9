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
