// Who can be recused on a card. Pure.

// [{value: id, text}], one per person: the same name and unit in two parts is one person (CONTRACT "Meeting document").
export function people(meeting) {
  const byText = new Map();
  meeting.subjects.forEach((subject) => {
    const text = [subject.name, subject.unit].filter(Boolean).join(' · ');
    if (!byText.has(text)) byText.set(text, { value: subject.id, text });
  });
  return Array.from(byText.values());
}
