import { make } from '../parts/dom.js';
import { day, many } from '../parts/format.js';
import { link } from '../parts/place.js';
import { read } from '../parts/server.js';
import { empty, table } from '../parts/table.js';

const statuses = ['active', 'unconfirmed', 'unsubscribed', 'bounced'];

export const lists = {
  title: 'Lists',
  read: () => read('lists'),
  told: all => many(all.length, 'list'),
  show: (all, place) => all.length === 0 ? empty('There is no list.') : table('Lists', [
    { label: 'Id', number: true, wide: true, cell: list => list.id },
    { label: 'List', head: true, cell: list => make('a', { href: link('contacts', undefined, { list: list.id }), 'data-key': 'list-' + list.id }, list.name) },
    ...statuses.map(status => ({ label: heading(status), number: true, named: true, cell: list => count(list, status) })),
    { label: 'Created', wide: true, cell: list => day(list.created) },
  ], all, place, { class: 'rows' }),
};

const count = (list, status) => make('a', { href: link('contacts', undefined, { list: list.id, status }) }, String(list[status]));

const heading = status => status[0].toUpperCase() + status.slice(1);
