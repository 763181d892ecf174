import { make } from '../parts/dom.js';
import { filters } from '../parts/filters.js';
import { bytes, many, number, time } from '../parts/format.js';
import { link } from '../parts/place.js';
import { read } from '../parts/server.js';
import { empty, pages, table } from '../parts/table.js';

const Limit = 100;

const outcomes = {
  done: ['done (2xx)', status => status >= 200 && status < 300],
  refused: ['refused (4xx)', status => status >= 400 && status < 500],
  failed: ['failed (5xx)', status => status >= 500],
  cut: ['cut, no answer', status => status === 0],
};

export const requests = {
  title: 'Requests',
  controls: () => filters([
    { name: 'search', label: 'Search', placeholder: 'part of an address' },
    { name: 'method', label: 'Method', options: async () => ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].map(method => [method, method]) },
    { name: 'outcome', label: 'Outcome', options: async () => Object.entries(outcomes).map(([name, [text]]) => [name, text]) },
  ]),
  read: () => read('log'),
  told: (log, place) => `${number(found(log, place).length)} of the latest ${many(log.length, 'call')}`,
  show: (log, place) => {
    const rows = found(log, place);
    const offset = +(place.params.offset ?? 0);
    if (log.length === 0) return empty('Nobody has called yet.', 'Calls of the API show up here as they come in.');
    return rows.length === 0 ? empty('No call is like that.') : [
      table('Requests, newest first', columns, rows.slice(offset, offset + Limit), place, { class: 'rows log' }),
      pages({ total: rows.length, offset, limit: Limit }, place, 'call', 'calls')];
  },
};

const columns = [
  { label: 'No.', number: true, wide: true, cell: row => row.number },
  { label: 'Time', class: 'nowrap', wide: true, cell: row => time(row.time) },
  { label: 'Call', head: true, class: 'mono', cell: row => make('a', { href: link('requests', row.number), 'data-key': 'request-' + row.number }, make('b', {}, row.method), ' ', row.path) },
  { label: 'Status', class: 'status', cell: row => status(row.status) },
  { label: 'Time taken', number: true, wide: true, cell: row => `${row.ms.toFixed(row.ms < 10 ? 1 : 0)} ms` },
  { label: 'Answer', number: true, wide: true, cell: row => bytes(row.bytes) },
];

function found(log, place) {
  const { search = '', method = '', outcome = '' } = place.params;
  return log.filter(row => row.path.toLowerCase().includes(search.toLowerCase()) && (!method || row.method === method) && (!outcomes[outcome] || outcomes[outcome][1](row.status)));
}

const isBad = status => status === 0 || status >= 400;

// A status that is no good has a word with it, so that its colour is not all that tells.
export function status(code) {
  return make('span', { class: isBad(code) ? 'bad' : 'good' }, code === 0 ? 'cut' : code >= 500 ? `${code} failed` : code >= 400 ? `${code} refused` : String(code));
}
