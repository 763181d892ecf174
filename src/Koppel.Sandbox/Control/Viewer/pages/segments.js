import { make } from '../parts/dom.js';
import { many } from '../parts/format.js';
import { link } from '../parts/place.js';
import { read } from '../parts/server.js';
import { empty, table } from '../parts/table.js';

// Saved segments with those who are in them now: the count is asked anew whenever the sandbox changes.
export const segments = {
  title: 'Segments',
  read: () => read('segments'),
  told: all => many(all.length, 'segment'),
  show: (all, place) => all.length === 0 ? empty('There is no saved segment.') : table('Segments', [
    { label: 'Id', number: true, wide: true, cell: row => row.id },
    { label: 'Segment', head: true, cell: row => make('a', { href: link('contacts', undefined, { segment: row.id }), 'data-key': 'segment-' + row.id }, row.name) },
    { label: 'Says', cell: row => row.fault ? [row.says, make('p', { class: 'bad' }, row.fault)] : row.says },
    { label: 'Contacts', number: true, named: true, cell: row => row.contacts ?? 'unknown' },
    { label: 'Active on a list', number: true, wide: true, cell: row => row.active ?? '' },
  ], all, place, { class: 'rows' }),
};
