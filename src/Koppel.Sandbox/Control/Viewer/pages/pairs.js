import { make } from '../parts/dom.js';
import { filters } from '../parts/filters.js';
import { number } from '../parts/format.js';
import { link } from '../parts/place.js';
import { read } from '../parts/server.js';
import { empty } from '../parts/table.js';

const Shades = 5;

// How many contacts carry both of two tags. The arrow keys go from number to number; Tab leaves the table.
export const pairs = {
  title: 'Tags in pairs',
  controls: () => filters([{ name: 'size', label: 'Tags shown', all: '12', options: async () => [['6', '6'], ['20', '20'], ['30', '30']] }]),
  read: place => read('tags/cross?' + new URLSearchParams({ size: place.params.size ?? '' })),
  told: data => `the ${data.tags.length} tags with the most contacts`,
  show: data => data.tags.length === 0 ? empty('There are no tags.') : [
    make('p', { class: 'quiet' }, 'A number tells how many contacts carry both tags; where a tag meets itself, how many carry it. The stronger the colour, the larger the share of the rarer of the two.'),
    make('div', { class: 'scroll', role: 'region', 'aria-label': 'Tags in pairs' }, cross(data))],
};

function cross({ tags, both }) {
  const head = make('tr', {}, make('td', {}), tags.map(tag => make('th', { scope: 'col', class: 'turned' }, make('span', {}, tag.name))));
  const rows = tags.map((tag, row) => make('tr', {}, make('th', { scope: 'row' }, tag.name), tags.map((other, column) => cell(tags, both, row, column))));
  return make('table', { class: 'cross', onkeydown: walk, onfocusin: settle }, make('caption', { class: 'hidden' }, 'How many contacts carry both of two tags'), make('thead', {}, head), make('tbody', {}, rows));
}

function cell(tags, both, row, column) {
  const [count, rarer] = [both[row][column], Math.min(both[row][row], both[column][column])];
  const shade = row === column ? 'self' : 'shade-' + (rarer === 0 ? 0 : Math.ceil((count / rarer) * Shades));
  const params = row === column ? { tag: tags[row].id } : { tag: tags[row].id, also: tags[column].id };
  const names = row === column ? tags[row].name : `${tags[row].name} and ${tags[column].name}`;
  return make('td', { class: shade }, make('a', {
    href: link('contacts', undefined, params), 'data-key': `pair-${row}-${column}`, 'aria-label': `${number(count)}: ${names}`, tabindex: row === 0 && column === 0 ? 0 : -1,
  }, number(count)));
}

function walk(event) {
  const step = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] }[event.key];
  const [, row, column] = event.target.dataset.key?.match(/^pair-(\d+)-(\d+)$/) ?? [];
  if (!step || row === undefined) return;
  event.preventDefault();
  event.currentTarget.querySelector(`[data-key="pair-${+row + step[0]}-${+column + step[1]}"]`)?.focus();
}

// One number is the table's stop for Tab: the one that had the focus last.
function settle(event) {
  for (const anchor of event.currentTarget.querySelectorAll('a[tabindex="0"]')) anchor.tabIndex = -1;
  event.target.tabIndex = 0;
}
