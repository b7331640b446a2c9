// What is still empty in a new meeting. Knows no words and no page.

// Stands in for what is empty, so that the server can judge the rest of a half-filled form.
const BLANK = '—';

// [{field, key}] of what a person has yet to fill in; key is the sentence's.
export function gapsOf(doc) {
  const gaps = doc.title ? [] : [{ field: 'title', key: 'gap.title' }];
  const named = (list, at) =>
    list.forEach((one, i) => one.name || gaps.push({ field: at + '[' + i + '].name', key: 'gap.name' }));
  named(doc.groups, 'groups');
  named(doc.parts, 'parts');
  doc.parts.forEach(
    (part, i) => part.subjects.length || gaps.push({ field: 'parts[' + i + '].subjects', key: 'roster.none' }),
  );
  return gaps;
}

const named = (list) => list.map((one, i) => (one.name ? one : Object.assign({}, one, { name: BLANK + i })));

const peopled = (part) => (part.subjects.length ? part : Object.assign({}, part, { subjects: [{ name: BLANK }] }));

export const filledIn = (doc) =>
  Object.assign({}, doc, {
    title: doc.title || BLANK,
    groups: named(doc.groups),
    parts: named(doc.parts).map(peopled),
  });
