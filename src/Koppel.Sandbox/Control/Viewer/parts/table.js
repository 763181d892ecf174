import { make } from './dom.js';
import { number } from './format.js';
import { changed, link } from './place.js';

// A table. A column is { label, cell, sort, number, head, wide }: 'sort' is the name under which the server sorts it, 'head' makes its cells
// the names of their rows, 'wide' leaves it out on narrow screens, 'named' puts its label beside its cells there. The roles are written out for the layout of telephones, see parts.css.
export function table(caption, columns, rows, place, options = {}) {
  const head = make('tr', { role: 'row' }, columns.map(column => heading(column, place, options)));
  const body = rows.map(row => make('tr', { role: 'row' }, columns.map(column => cell(column, row))));
  const shown = make('table', { role: 'table', class: options.class },
    make('caption', { class: 'hidden' }, caption), make('thead', { role: 'rowgroup' }, head), make('tbody', { role: 'rowgroup' }, body));
  return make('div', { class: 'scroll', role: 'region', 'aria-label': caption, tabindex: 0 }, shown);
}

function heading(column, place, options) {
  const classes = names({ ...column, class: undefined });
  if (!column.sort) return make('th', { role: 'columnheader', scope: 'col', class: classes }, column.label);
  const current = (place.params.sort ?? options.sort ?? '') === column.sort;
  const down = current && (place.params.dir ?? options.dir) === 'desc';
  const go = () => { location.hash = changed(place, { sort: column.sort, dir: current ? (down ? 'asc' : 'desc') : column.number ? 'desc' : 'asc' }); };
  return make('th', { role: 'columnheader', scope: 'col', class: classes, 'aria-sort': current ? (down ? 'descending' : 'ascending') : undefined },
    make('button', { type: 'button', class: 'sort', 'data-key': 'sort-' + column.sort, onclick: go }, column.label, make('span', { 'aria-hidden': 'true' }, current ? (down ? ' ↓' : ' ↑') : ' ↕')));
}

function cell(column, row) {
  const value = column.cell(row);
  const shown = typeof value === 'number' ? number(value) : value;
  return column.head ? make('th', { role: 'rowheader', scope: 'row', class: names(column) }, shown) : make('td', { role: 'cell', class: names(column), 'data-label': column.named ? column.label : undefined }, shown);
}

const names = column => [column.number && 'number', column.wide && 'wide', column.class].filter(Boolean).join(' ') || undefined;

// Which rows of how many, and the way to the others.
export function pages(page, place, one, more) {
  if (page.total === 0) return null;
  const last = Math.min(page.offset + page.limit, page.total);
  const step = (label, offset, possible) => possible
    ? make('a', { href: link(place.name, place.id, { ...place.params, offset: offset || undefined }), class: 'button', 'data-key': label }, label)
    : make('span', { class: 'button off', 'aria-disabled': 'true', 'data-key': label, tabindex: -1 }, label);
  const end = Math.floor((page.total - 1) / page.limit) * page.limit;
  return make('nav', { class: 'pages', 'aria-label': 'Pages of ' + more },
    make('span', { class: 'range' }, page.total === 1 ? `1 ${one}` : `${number(page.offset + 1)}–${number(last)} of ${number(page.total)} ${more}`),
    page.total > page.limit ? [
      step('First', 0, page.offset > 0), step('Previous', Math.max(0, page.offset - page.limit), page.offset > 0),
      step('Next', page.offset + page.limit, last < page.total), step('Last', end, last < page.total)] : null);
}

export const empty = (title, text) => make('div', { class: 'empty' }, make('p', { class: 'title' }, title), text ? make('p', {}, text) : null);
