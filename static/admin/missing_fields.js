// What is still empty in the document of a new meeting. Pure: no DOM, no words.

// Fills empty fields, so that the server can check the rest of an unfinished document.
const PLACEHOLDER = '—';

const unnamed = (list, path) =>
  list.map((entry, i) => (entry.name ? null : { field: path + '[' + i + '].name', key: 'gap.name' })).filter(Boolean);

const withoutSubjects = (parts) =>
  parts
    .map((part, i) => (part.subjects.length ? null : { field: 'parts[' + i + '].subjects', key: 'roster.none' }))
    .filter(Boolean);

// [{field, key: of its sentence}]
export function missingFields(doc) {
  const title = doc.title ? [] : [{ field: 'title', key: 'gap.title' }];
  return title.concat(unnamed(doc.groups, 'groups'), unnamed(doc.parts, 'parts'), withoutSubjects(doc.parts));
}

const withNames = (list) =>
  list.map((entry, i) => (entry.name ? entry : Object.assign({}, entry, { name: PLACEHOLDER + i })));

const withSubject = (part) =>
  part.subjects.length ? part : Object.assign({}, part, { subjects: [{ name: PLACEHOLDER }] });

export const withPlaceholders = (doc) =>
  Object.assign({}, doc, {
    title: doc.title || PLACEHOLDER,
    groups: withNames(doc.groups),
    parts: withNames(doc.parts).map(withSubject),
  });
