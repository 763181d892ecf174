// How a value looks in a cell.

/** The text of a value; null has its own look and no text of its own here. */
export function textOf(value, kind) {
  if (value === null || value === undefined) return '';
  if (typeof value === 'object' && 'cut' in value) return line(value.cut) + '…';
  if (kind === 'timestamp') return String(value).replace('T', ' ').replace(/Z$/, '');
  return line(typeof value === 'object' ? JSON.stringify(value) : String(value));
}

// A cell has one line; where the value has more, that is seen.
const line = text => (text.length > 400 ? text.slice(0, 400).replace(/\r?\n/g, '↵') + '…' : text.replace(/\r?\n/g, '↵'));

/** Puts a value into an element, and touches it only where it differs. */
export function put(element, value, column, isPending) {
  const text = value === undefined ? '…' : value === null ? 'null' : textOf(value, column.kind);
  const look =
    'cell ' +
    (column.kind === 'number' ? 'number ' : '') +
    (value === null ? 'null' : value === undefined ? 'coming' : '') +
    (isPending ? ' pending' : '');
  if (element.firstChild) {
    if (element.firstChild.data !== text) element.firstChild.data = text;
  } else element.append(text);
  if (element.className !== look) element.className = look;
}

/** How wide a column must be for what is in it, in pixels. */
export function widthOf(column, rows, index) {
  let most = column.name.length + 7;
  for (const row of rows.slice(0, 100))
    most = Math.max(most, Math.min(60, row[index] === null ? 4 : textOf(row[index], column.kind).length));
  return Math.max(56, Math.min(column.kind === 'number' ? 220 : 340, Math.round(most * 7.4) + 22));
}
