/** Where the reader is in a grid, and which cells are chosen: from the cell where the choice began to the one where the focus is. */
export class Selection {
  constructor() {
    this.row = 0;
    this.column = 0;
    this.from = { row: 0, column: 0 };
  }

  /** Goes to a cell; 'extends' keeps the other end of the choice. */
  go(row, column, extend) {
    this.row = row;
    this.column = column;
    if (!extend) this.from = { row, column };
  }

  get area() {
    const row = Math.max(0, this.row);
    const from = Math.max(0, this.from.row);
    return {
      top: Math.min(row, from),
      bottom: Math.max(row, from),
      left: Math.min(this.column, this.from.column),
      right: Math.max(this.column, this.from.column),
    };
  }

  get isOne() {
    return this.row === this.from.row && this.column === this.from.column;
  }

  has(row, column) {
    const { top, bottom, left, right } = this.area;
    return row >= top && row <= bottom && column >= left && column <= right;
  }
}

const Steps = {
  ArrowUp: (at, grid) => [at.row - 1, at.column],
  ArrowDown: at => [at.row + 1, at.column],
  ArrowLeft: at => [at.row, at.column - 1],
  ArrowRight: at => [at.row, at.column + 1],
  PageUp: (at, grid) => [Math.max(0, at.row - grid.page), at.column],
  PageDown: (at, grid) => [at.row + grid.page, at.column],
};

/** Where a key leads from a cell; null when it leads nowhere. Row -1 is the headings. */
export function step(event, at, grid) {
  const far = event.ctrlKey || event.metaKey;
  const last = { row: grid.total - 1, column: grid.columns - 1 };
  let target = null;
  if (event.key === 'Home') target = [far ? 0 : at.row, 0];
  else if (event.key === 'End') target = [far ? last.row : at.row, last.column];
  else if (far && event.key === 'ArrowUp') target = [0, at.column];
  else if (far && event.key === 'ArrowDown') target = [last.row, at.column];
  else if (far && event.key === 'ArrowLeft') target = [at.row, 0];
  else if (far && event.key === 'ArrowRight') target = [at.row, last.column];
  else target = Steps[event.key]?.(at, grid) ?? null;
  if (target === null) return null;
  return { row: Math.max(-1, Math.min(last.row, target[0])), column: Math.max(0, Math.min(last.column, target[1])) };
}
