// How motions, elections and appraisals by words are usually decided. Pure: names come from the caller.

// names: {carried, lost, elected, notElected}; words: of the decided item.
export const motionRule = (words, names) => ({
  base: 'valid',
  rules: [{ grade: names.carried, of: words.slice(0, 1), over: '1/2' }, { grade: names.lost }],
});

export const electionRule = (words, names) => ({
  base: 'present',
  rules: [{ grade: names.elected, of: words.slice(0, 1), over: '1/2', seats: 1 }, { grade: names.notElected }],
});

// Each word is a grade, from the best on: more than half of the ballots must be for it or for a better one.
export const gradesRule = (words) => ({
  base: 'valid',
  rules: words.map((word, i) =>
    i < words.length - 1 ? { grade: word, of: words.slice(0, i + 1), over: '1/2' } : { grade: word },
  ),
});
