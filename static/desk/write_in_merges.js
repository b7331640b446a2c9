// Which spellings of written-in names count as one name (DECIDE §3): {spelling: name}, as PUT write-ins has it. Pure.

// The merges with all of `names` counting as `target`, and with them the spellings that counted as one of them before.
export function mergeInto(merges, names, target) {
  const merged = Object.assign({}, merges);
  names
    .filter((name) => name !== target)
    .forEach((name) => {
      Object.keys(merged)
        .filter((spelling) => merged[spelling] === name)
        .forEach((spelling) => {
          merged[spelling] = target;
        });
      merged[name] = target;
    });
  return merged;
}

// The merges with a spelling counting for itself again.
export function split(merges, spelling) {
  const rest = Object.assign({}, merges);
  delete rest[spelling];
  return rest;
}
