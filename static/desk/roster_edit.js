// Changes to the roster as requests: the whole document before the first round, single changes afterwards. Pure.

const asDocument = (subject) => ({
  name: subject.name,
  unit: subject.unit || '',
  post: subject.post || '',
  mode: subject.mode || 'onsite',
});

// The document with other subjects in one part. Of the agenda it says nothing, so that the server moves its items with them.
export function withSubjects(doc, partIndex, subjects) {
  const parts = doc.parts.map((part, i) =>
    i === partIndex ? Object.assign({}, part, { subjects: subjects.map(asDocument) }) : part,
  );
  const changed = Object.assign({}, doc, { parts });
  delete changed.agenda;
  return changed;
}

export const replaced = (list, index, entry) => list.map((other, i) => (i === index ? entry : other));

export const without = (list, index) => list.filter((entry, i) => i !== index);
