// Grades that are being decided for several people: what has been typed and not saved yet, and what one press saves. Pure.

// A row: {id, name, proposal: the proposed grade or null, saved: {grade, reason} or null}. drafts: a Map by id of {grade, reason,
// problem?: why it was not saved}; it outlives the table, so that nothing typed is lost.

const NONE = { grade: '', reason: '' };

export const savedOf = (row) => row.saved || NONE;
export const shownOf = (row, drafts) => drafts.get(row.id) || savedOf(row);

// A grade other than the proposed one states its reason.
export const needsReason = (row, grade) => Boolean(grade && row.proposal && grade !== row.proposal);

export const isOpen = (row, drafts) => Boolean(row.proposal) && !savedOf(row).grade && !drafts.has(row.id);

// A change by hand; one that is the same as what is saved is none.
export function draftGrade(row, drafts, grade, reason) {
  const saved = savedOf(row);
  if (grade === saved.grade && reason === saved.reason) drafts.delete(row.id);
  else drafts.set(row.id, { grade, reason });
}

const bodyOf = ({ grade, reason }) => ({ grade: grade.trim(), reason: grade.trim() ? reason.trim() : '' });

// What is saved: {ready: [{row, body}], blocked: rows whose reason is missing}. acceptsRest: everybody without a decision gets
// the proposed grade.
export function toSave(rows, drafts, acceptsRest) {
  const changed = rows.filter((row) => drafts.has(row.id)).map((row) => ({ row, body: bodyOf(drafts.get(row.id)) }));
  const rest = acceptsRest ? rows.filter((row) => isOpen(row, drafts)) : [];
  const accepted = rest.map((row) => ({ row, body: { grade: row.proposal, reason: '' } }));
  const lacksReason = ({ row, body }) => needsReason(row, body.grade) && !body.reason;
  return {
    ready: changed.filter((one) => !lacksReason(one)).concat(accepted),
    blocked: changed.filter(lacksReason).map(({ row }) => row),
  };
}
