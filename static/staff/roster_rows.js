// The rows of a roster as text and as answered by the server's check. Pure: no DOM, no words.

export const COLUMNS = ['name', 'unit', 'post'];

export const isBlank = (subject) => !COLUMNS.some((key) => subject[key]);

const quoted = (text) => '"' + text.replace(/"/g, '""') + '"';

// Subjects as a spreadsheet copies them: tab-separated, headings first.
export function rosterText(subjects) {
  const lines = subjects.map((subject) =>
    [subject.name, subject.unit, subject.post, subject.mode].map(quoted).join('\t'),
  );
  return ['name\tunit\tpost\tmode'].concat(lines).join('\n');
}

// Subjects as rows of the check, with every column.
export const completeRows = (subjects) =>
  subjects.map((subject) => Object.assign({ unit: '', post: '', mode: 'onsite' }, subject));

// Problems of the source that its lines in the table cannot show (an unknown mode, a formula): they remain until somebody looks
// at the line. source: the rows of the source; shown: the same rows, checked again as the table shows them.
export function hiddenProblems(source, shown) {
  if (source.length !== shown.length) return [];
  return source.map((row, i) => (row.problems.length && !shown[i].problems.length ? row.problems : null));
}

// The problems of an answer that belong to no shown row.
export function looseProblems(answer) {
  const isShown = (problem) => answer.rows.some((row) => row.line === problem.line && row.problems.length);
  return answer.problems.filter((problem) => !isShown(problem));
}
