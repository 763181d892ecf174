import { make } from '../parts/dom.js';
import { filters } from '../parts/filters.js';
import { many, number } from '../parts/format.js';
import { link } from '../parts/place.js';
import { read } from '../parts/server.js';
import { empty, pages, table } from '../parts/table.js';
import { facts, section } from '../pages/contact.js';

export const objects = {
  title: 'Objects',
  read: () => read('objects'),
  told: list => many(list.length, 'object'),
  show: (list, place) => table('Objects', [
    { label: 'Object', head: true, cell: row => make('a', { href: link('objects', row.name), 'data-key': 'object-' + row.name }, row.name) },
    { label: 'Label', wide: true, cell: row => row.label },
    { label: 'Ids begin with', wide: true, class: 'mono', cell: row => row.keyPrefix ?? '' },
    { label: 'Fields', number: true, wide: true, cell: row => row.fields },
    { label: 'Records', number: true, named: true, cell: row => row.records },
    { label: 'Recycle bin', number: true, wide: true, cell: row => row.deleted },
  ], list, place, { class: 'rows' }),
};

// The records of one object.
export const object = {
  title: 'Object',
  titleOf: data => data.object,
  controls: () => filters([
    { name: 'search', label: 'Search', placeholder: 'id, name or mail address' },
    { name: 'where', label: 'Where', all: 'in the org', options: async () => [['bin', 'in the recycle bin']] },
  ]),
  read: place => read('records?' + new URLSearchParams({ ...place.params, object: place.id })),
  told: page => many(page.total, 'record'),
  show: (page, place) => page.total === 0 ? empty('No record is like that.') : [
    table('Records', [
      { label: 'Id', head: true, class: 'mono', cell: row => make('a', { href: link('records', row.id), 'data-key': 'record-' + row.id }, row.id) },
      ...page.columns.map((name, index) => ({ label: name, wide: index > 1, cell: row => row.values[index] })),
    ], page.records, place, { class: 'rows' }),
    pages(page, place, 'record', 'records')],
};

// One record with all that stands in it.
export const record = {
  title: 'Record',
  titleOf: data => data.name || data.id,
  read: place => read('record?' + new URLSearchParams({ id: place.id })),
  told: data => `${data.object} ${data.id}`,
  show: data => [
    section('Record', facts([['Object', make('a', { href: link('objects', data.object) }, data.object)], ['Id', make('code', {}, data.id)], ['Recycle bin', data.isDeleted ? 'it lies there' : 'no']])),
    section(`${number(data.values.length)} fields with a value`, facts(data.values.map(field => [field.name, field.refersTo ? make('a', { href: link('records', field.value) }, field.value) : field.value]))),
  ],
};
