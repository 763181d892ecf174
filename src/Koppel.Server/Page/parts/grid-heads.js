import { el, w } from '../words.js';

/** The heading of a column: its name, how rows are sorted by it, whether it is filtered. */
export function heading(grid, column, index) {
  const sort = grid.hooks.sortOf(column.name);
  const isFiltered = grid.hooks.isFiltered(column.name);
  return el(
    'div',
    {
      role: 'columnheader',
      class: column.kind === 'number' ? 'head number' : 'head',
      id: `${grid.id}-h-${index}`,
      title: column.type,
      'data-column': index,
      'aria-colindex': index + 2,
      'aria-sort': sort ? (sort.descending ? 'descending' : 'ascending') : undefined,
    },
    el('span', { class: 'name' }, column.name),
    sort ? el('span', { class: 'sort', 'aria-hidden': 'true' }, `${sort.descending ? '↓' : '↑'}${sort.place ?? ''}`) : null,
    el('span', { class: isFiltered ? 'funnel on' : 'funnel', 'aria-hidden': 'true', title: w('grid.filter') }),
    isFiltered ? el('span', { class: 'hidden' }, w('grid.filtered')) : null,
    el('span', { class: 'grip', 'aria-hidden': 'true' }),
  );
}
