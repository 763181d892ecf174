/** How rows are sorted by a column; its place is told where there are others. */
export function sortOf(sort, name) {
  const at = sort.findIndex(one => one.column === name);
  return at < 0 ? null : { ...sort[at], place: sort.length > 1 ? at + 1 : null };
}

/** The next way to sort by a column: up, then down, then as the rows came. 'adds' keeps the other columns. */
export function sorted(sort, name, adds) {
  const before = sort.find(one => one.column === name);
  const next = !before ? { column: name, descending: false } : before.descending ? null : { column: name, descending: true };
  const others = adds ? sort.filter(one => one.column !== name) : [];
  if (next) others.splice(adds && before ? sort.indexOf(before) : others.length, 0, next);
  return { sort: others, next };
}
