import { amount, el, w } from '../words.js';
import { framed } from './framed.js';

const Figures = ['set', 'changed', 'cleared', 'same', 'kept'];

/** What a load set, column by column, and what that changed. */
export function byColumn(columns) {
  const figures = Figures.filter(name => columns.some(one => name in one));
  return framed(
    w('report.columns'),
    [w('byColumn.column'), ...figures.map(name => el('th', { scope: 'col', class: 'number' }, w('byColumn.' + name)))],
    columns.map(one =>
      el(
        'tr',
        {},
        el('th', { scope: 'row' }, one.column),
        figures.map(name => el('td', { class: 'number' }, amount(one[name] ?? 0))),
      ),
    ),
  );
}
