// Who is ranked without the score of a part that counts for them. Pure: the server says who, in the remarks of the results.

// Codes of remarks: a part has no score, or its score is not counted yet.
const PARTLY = ['one_part', 'waiting'];

const isPartly = ({ score, remarks }) => score !== null && remarks.some(({ code }) => PARTLY.includes(code));

const lacks = (part, { ids, parts }) =>
  parts[part.name] === undefined && part.subjects.some((subject) => ids.includes(subject.id));

// {n: people, parts: the names of the parts}; null where everybody with a score has all of it.
export function partlyScored({ results, parts }) {
  const people = (results || []).filter(isPartly);
  const lacking = parts.filter((part) => !part.decide && people.some((person) => lacks(part, person)));
  return people.length ? { n: people.length, parts: lacking.map(({ name }) => name) } : null;
}
