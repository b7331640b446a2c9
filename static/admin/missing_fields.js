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

// Enough subjects to fill every limit of the part, and one more than it has seats.
function subjectsNeeded(part) {
  const limits = (part.form && part.form.limits) || [];
  const bounds = limits.reduce((all, limit) => all.concat(limit.at_least, limit.at_most, limit.exactly), []);
  const seats = ((part.decide && part.decide.rules) || []).map((rule) => rule.seats + 1);
  return Math.max(3, ...bounds.concat(seats).filter((number) => typeof number === 'number' && number <= 500));
}

// names: of made-up subjects, in turn.
function withSubjects(part, names) {
  if (part.subjects.length) return part;
  const subjects = Array.from({ length: subjectsNeeded(part) }, (none, i) => ({ name: names[i] || String(i + 1) }));
  return Object.assign({}, part, { subjects });
}

export const withPlaceholders = (doc, names) =>
  Object.assign({}, doc, {
    title: doc.title || PLACEHOLDER,
    groups: withNames(doc.groups),
    parts: withNames(doc.parts).map((part) => withSubjects(part, names)),
  });
