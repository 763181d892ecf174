import { make } from '../parts/dom.js';
import { filters } from '../parts/filters.js';
import { address, fullName, many, number, quiet, time } from '../parts/format.js';
import { link } from '../parts/place.js';
import { read } from '../parts/server.js';
import { empty, pages, table } from '../parts/table.js';

const MostTags = 8;

const columns = [
  { label: 'Id', sort: 'id', number: true, wide: true, cell: contact => contact.id },
  { label: 'E-mail', sort: 'email', head: true, cell: contact => make('a', { href: link('contacts', contact.id), 'data-key': 'contact-' + contact.id }, address(contact.email)) },
  { label: 'Name', sort: 'name', cell: contact => fullName(contact) || quiet('no name') },
  { label: 'Account', sort: 'account', wide: true, cell: contact => contact.account ? make('a', { href: link('accounts', contact.account.id) }, contact.account.name) : '' },
  { label: 'Tags', sort: 'tags', cell: contact => chips(contact.tags, contact) },
  { label: 'Changed', sort: 'updated', wide: true, class: 'nowrap', cell: contact => time(contact.updated, false) },
];

export const contacts = {
  title: 'Contacts',
  controls: () => filters([
    { name: 'search', label: 'Search', placeholder: 'address, name, account or tag' },
    { name: 'tag', label: 'Tag', options: async () => (await read('tags')).map(tag => [tag.id, `${tag.tag} (${number(tag.contacts)})`]) },
    { name: 'list', label: 'List', options: async () => (await read('lists')).map(list => [list.id, list.name]) },
    { name: 'status', label: 'Status on the list', options: async () => ['active', 'unconfirmed', 'unsubscribed', 'bounced'].map(status => [status, status]) },
    { name: 'segment', label: 'Segment', options: async () => (await read('segments')).map(segment => [segment.id, segment.name]) },
  ]),
  read: place => read('contacts?' + new URLSearchParams(place.params)),
  told: page => many(page.total, 'contact'),
  show: (page, place) => page.total === 0
    ? empty('No contact is like that.', 'Take a filter away, or search for less.')
    : [contactTable(page.contacts, place), pages(page, place, 'contact', 'contacts')],
};

export const contactTable = (rows, place) => table('Contacts', columns, rows, place, { sort: 'id', class: 'rows' });

// A tag that came a moment ago has a plus before it; the page is drawn again when that has passed.
function chips(tags, contact) {
  const rest = tags.length - MostTags;
  return make('ul', { class: 'chips' },
    tags.slice(0, rest > 1 ? MostTags : tags.length).map(tag => make('li', { class: tag.isNew ? 'chip new' : 'chip', 'data-passing': tag.isNew }, tag.isNew ? make('span', { class: 'plus' }, 'new ') : null, tag.name)),
    rest > 1 ? make('li', {}, make('a', { href: link('contacts', contact.id) }, `and ${rest} more`)) : null);
}
