// Names that are written on a ballot (DECIDE §3). Pure.

const MOST = 40;

// Two names are one if they are equal after this.
export const foldName = (name) => name.normalize('NFC').replace(/\s/g, '').replace(/[·•‧]/g, '·');

// Why a name cannot be added: 'name.empty', 'name.long', 'name.twice' or 'name.subject'; else null.
export function nameProblem(name, added, subjects) {
  const folded = foldName(name);
  if (!folded) return 'name.empty';
  if (Array.from(folded).length > MOST) return 'name.long';
  if (added.some((other) => foldName(other) === folded)) return 'name.twice';
  return subjects.some((subject) => foldName(subject.name) === folded) ? 'name.subject' : null;
}
