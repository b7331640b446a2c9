// Names that are written on a ballot (DECIDE §3). Pure.

const MOST = 40;

// Two names are one if they are equal after this: without blanks and invisible characters, with one kind of dot.
export const foldName = (name) =>
  name
    .normalize('NFC')
    .replace(/[\s\u00ad\u200b-\u200f\u2060]/g, '')
    .replace(/[·•‧]/g, '·');

// Why a name cannot be added: 'name.empty', 'name.long', 'name.twice' or 'name.subject'; else null.
export function nameProblem(name, added, subjects) {
  const folded = foldName(name);
  if (!folded) return 'name.empty';
  if (Array.from(folded).length > MOST) return 'name.long';
  if (added.some((other) => foldName(other) === folded)) return 'name.twice';
  return subjects.some((subject) => foldName(subject.name) === folded) ? 'name.subject' : null;
}
