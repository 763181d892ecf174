import { make } from '../parts/dom.js';
import { many, number, time } from '../parts/format.js';
import { link } from '../parts/place.js';
import { read } from '../parts/server.js';
import { empty, table } from '../parts/table.js';
import { facts, section } from '../pages/contact.js';

export const jobs = {
  title: 'Jobs',
  read: () => read('jobs'),
  told: list => many(list.length, 'job'),
  show: (list, place) => list.length === 0 ? empty('There is no job.', 'Jobs of the Bulk API show up here as they are made.') : table('Jobs, newest first', [
    { label: 'Id', head: true, class: 'mono', cell: row => make('a', { href: link('jobs', row.id), 'data-key': 'job-' + row.id }, row.id) },
    { label: 'Made', wide: true, class: 'nowrap', cell: row => time(row.created) },
    { label: 'What', cell: row => `${row.operation} ${row.object}` },
    { label: 'State', cell: row => state(row) },
    { label: 'Rows', number: true, named: true, cell: row => row.processed },
    { label: 'Failed', number: true, wide: true, cell: row => row.failed },
  ], list, place, { class: 'rows' }),
};

export const job = {
  title: 'Job',
  titleOf: data => `${data.job.operation} ${data.job.object}`,
  read: place => read('job?' + new URLSearchParams({ id: place.id })),
  told: data => `job ${data.job.id}`,
  show: (data, place) => [
    section('Job', facts([
      ['Id', make('code', {}, data.job.id)], ['State', state(data.job)], ['Made', time(data.job.created)], ['Rows', number(data.job.processed)], ['Failed', number(data.job.failed)],
      ['Error', data.job.error]])),
    data.errors.length > 0 && section('Rows that failed', table('Rows that failed', [
      { label: 'Row', number: true, cell: row => row.row }, { label: 'Error', head: true, cell: row => row.error }, { label: 'Values', wide: true, cell: row => row.values.join(', ') },
    ], data.errors, place)),
  ],
};

const isBad = row => row.state === 'Failed' || row.state === 'Aborted';
const state = row => make('span', { class: isBad(row) ? 'bad' : row.state === 'JobComplete' ? 'good' : undefined, 'data-passing': row.isOver ? undefined : true }, row.state);
