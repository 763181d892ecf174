import { step } from './selection.js';

/** A key in a grid: a step, a choice, or what the cell or the heading does. */
export function key(event, grid) {
  if (event.target !== grid.element || !grid.source) return;
  const act = wayOf(event, grid) ?? actOf(event, grid);
  if (!act) return;
  event.preventDefault();
  event.stopPropagation();
  act();
}

function wayOf(event, grid) {
  const at = grid.selection;
  const columns = grid.source.columns.length;
  if (event.altKey) {
    const by = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
    return by ? () => grid.resize(at.column, grid.widths[at.column] + by) : null;
  }
  const target = step(event, at, { total: grid.total, columns, page: grid.page });
  return target ? () => grid.go(target.row, target.column, event.shiftKey) : null;
}

function actOf(event, grid) {
  const at = grid.selection;
  const far = event.ctrlKey || event.metaKey;
  const sort = () => grid.hooks.sort(grid.source.columns[at.column].name, event.shiftKey);
  const menu = () => grid.hooks.menu((grid.element.querySelector('.here') ?? grid.element).getBoundingClientRect());
  switch (event.key.length === 1 ? event.key.toLowerCase() : event.key) {
    case 'Enter':
      return at.row < 0 ? sort : () => grid.hooks.open(at.row, at.column);
    case ' ':
      return at.row < 0 ? sort : () => chooseWhole(event, grid);
    case 'F2':
      return at.row < 0 ? null : () => grid.hooks.edit(at.row, at.column);
    case 'ContextMenu':
      return menu;
    case 'F10':
      return event.shiftKey ? menu : null;
    case 'f':
      return far || event.altKey ? null : () => grid.hooks.filter(at.column);
    case 'a':
      return far ? () => grid.choose(0, 0, grid.total - 1, grid.source.columns.length - 1) : null;
    case 'c':
      return far ? () => grid.hooks.copy() : null;
    default:
      return null;
  }
}

// Shift and the space bar choose the row, Ctrl and the space bar the column.
function chooseWhole(event, grid) {
  const { row, column } = grid.selection;
  if (event.shiftKey) grid.choose(row, 0, row, grid.source.columns.length - 1);
  else if (event.ctrlKey) grid.choose(0, column, grid.total - 1, column);
}
