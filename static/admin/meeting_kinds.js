// The kinds of meeting that a new one can start from. Pure.

// Names of sample meetings, in the order in which they are offered.
export const KINDS = [
  'town-18',
  'two-parts',
  'indicators',
  'centre-mixed',
  'three-bodies',
  'members',
  'election',
  'election-equal',
  'recommendation',
  'congress',
  'title-panel',
  'speech',
  'project-review',
  'jury-audience',
  'shareholders',
  'student-council',
];

const withoutSize = (group) => {
  const named = Object.assign({}, group);
  delete named.size;
  return named;
};

// The sample without what belongs to its own meeting: names, numbers, day. typed: the document that somebody has begun.
export function templateOf(sample, typed) {
  return Object.assign({}, sample, {
    title: typed.title,
    organisation: typed.organisation,
    date: typed.date,
    expected: typed.expected,
    groups: (sample.groups || typed.groups).map(withoutSize),
    parts: sample.parts.map((part) => Object.assign({}, part, { subjects: [] })),
    rules: sample.rules || {},
  });
}
