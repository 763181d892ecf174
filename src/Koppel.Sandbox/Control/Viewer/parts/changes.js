import { make } from './dom.js';
import { time } from './format.js';
import { link } from './place.js';
import { empty, table } from './table.js';

// What calls changed: from what to what, with the way to the call or to the contact.
export function changes(rows, place, of) {
  if (rows.length === 0) return empty('Nothing has changed.', of === 'call' ? undefined : 'A seed and a snapshot are beginnings and not told here.');
  const where = of === 'call'
    ? { label: 'Contact', cell: row => make('a', { href: link('contacts', row.contact) }, String(row.contact)) }
    : { label: 'Call', cell: row => row.call > 0 ? make('a', { href: link('requests', row.call), class: 'mono' }, `${row.call} ${row.route}`) : row.route };
  return table('Changes', [
    { label: 'Time', cell: row => time(row.time), class: 'nowrap' },
    { label: 'What', cell: row => row.what },
    { label: 'Change', cell: change },
    where,
  ], rows, place);
}

function change(row) {
  if (row.before === null) return [sign('+', 'added'), row.after];
  if (row.after === null) return [sign('−', 'removed'), make('del', {}, row.before)];
  return [make('del', {}, row.before || '(empty)'), ' → ', row.after || '(empty)'];
}

const sign = (mark, meaning) => [make('span', { class: 'sign', 'aria-hidden': 'true' }, mark), make('span', { class: 'hidden' }, meaning + ' ')];
