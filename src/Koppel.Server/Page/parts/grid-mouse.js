/** What a mouse does in a grid: choose, sort, filter, open, and draw columns wider. */
export function mouse(grid) {
  const { element } = grid;
  element.addEventListener('pointerdown', event => press(event, grid));
  element.addEventListener('dblclick', async event => {
    const at = placeOf(event.target);
    if (at && at.row >= 0 && !(await grid.hooks.edit(at.row, at.column))) grid.hooks.open(at.row, at.column);
  });
  element.addEventListener('contextmenu', event => {
    const at = placeOf(event.target);
    if (!at) return;
    event.preventDefault();
    if (at.row >= 0 && !grid.selection.has(at.row, at.column)) grid.go(at.row, at.column);
    grid.hooks.menu({ left: event.clientX, right: event.clientX, top: event.clientY, bottom: event.clientY });
  });
}

function placeOf(target) {
  const cell = target.closest('[data-column]');
  return cell && { column: Number(cell.dataset.column), row: cell.closest('.grid-head') ? -1 : cell.parentElement.index };
}

function press(event, grid) {
  const at = event.button === 0 ? placeOf(event.target) : null;
  if (!at) return;
  if (event.target.classList.contains('grip')) drag(event, grid, at.column);
  else if (at.row < 0) pressHeading(event, grid, at.column);
  else choose(event, grid, at);
}

function pressHeading(event, grid, column) {
  grid.selection.go(-1, column);
  grid.markHere();
  // The dialog opens when the press is over, or the press would take the focus from it.
  if (event.target.classList.contains('funnel')) setTimeout(() => grid.hooks.filter(column));
  else grid.hooks.sort(grid.source.columns[column].name, event.shiftKey);
}

function choose(event, grid, at) {
  grid.go(at.row, at.column, event.shiftKey);
  const move = moved => {
    const under = document.elementFromPoint(moved.clientX, moved.clientY);
    const over = under && grid.element.contains(under) ? placeOf(under) : null;
    if (over && over.row >= 0) grid.go(over.row, over.column, true);
  };
  document.addEventListener('pointermove', move);
  document.addEventListener('pointerup', () => document.removeEventListener('pointermove', move), { once: true });
}

function drag(event, grid, column) {
  const { target, clientX, pointerId } = event;
  const before = grid.widths[column];
  event.preventDefault();
  target.setPointerCapture(pointerId);
  const move = moved => grid.resize(column, before + moved.clientX - clientX);
  target.addEventListener('pointermove', move);
  target.addEventListener('lostpointercapture', () => target.removeEventListener('pointermove', move), { once: true });
}
