import { make } from '../parts/dom.js';
import { filters } from '../parts/filters.js';
import { many } from '../parts/format.js';
import { link } from '../parts/place.js';
import { read } from '../parts/server.js';
import { empty, table } from '../parts/table.js';

const orders = { name: tag => tag.tag.toLowerCase(), contacts: tag => tag.contacts, id: tag => tag.id };

export const tags = {
  title: 'Tags',
  controls: () => filters([{ name: 'search', label: 'Search', placeholder: 'name of a tag' }]),
  read: () => read('tags'),
  told: (all, place) => many(found(all, place).length, 'tag'),
  show: (all, place) => found(all, place).length === 0 ? empty('No tag is called that.') : table('Tags', columns(most(all)), found(all, place), place, { sort: 'contacts', dir: 'desc', class: 'rows' }),
};

const columns = most => [
  { label: 'Id', sort: 'id', number: true, wide: true, cell: tag => tag.id },
  { label: 'Tag', sort: 'name', head: true, cell: tag => make('a', { href: link('contacts', undefined, { tag: tag.id }), 'data-key': 'tag-' + tag.id }, tag.tag) },
  { label: 'Contacts', sort: 'contacts', number: true, named: true, cell: tag => tag.contacts },
  { label: 'Share of the most used', wide: true, class: 'bar-cell', cell: tag => make('meter', { min: 0, max: most, value: tag.contacts, 'aria-label': `${tag.contacts} of ${most}` }) },
  { label: 'Description', wide: true, cell: tag => tag.description },
];

const most = all => Math.max(1, ...all.map(tag => tag.contacts));

function found(all, place) {
  const search = (place.params.search ?? '').toLowerCase();
  const key = orders[place.params.sort ?? 'contacts'] ?? orders.contacts;
  const sign = (place.params.dir ?? 'desc') === 'desc' ? -1 : 1;
  return all.filter(tag => tag.tag.toLowerCase().includes(search)).sort((one, other) => (key(one) < key(other) ? -sign : key(one) > key(other) ? sign : one.id - other.id));
}
