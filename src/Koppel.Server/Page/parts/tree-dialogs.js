import { path, read, sentence } from '../api.js';
import { el, lasting, w } from '../words.js';
import { close, open } from './dialog.js';
import { framed } from './framed.js';
import { toast } from './say.js';

const addressOf = ({ connection, table }) => `connections/${path(connection.name, 'tables', table.name)}`;
const closing = () => [{ ...close(), kind: 'primary', isFirst: true }];

/** Some rows of a table, of those that are kept: nothing is called for them. */
export async function sample(node) {
  try {
    const told = await read(`${addressOf(node)}/sample`);
    const title = el('span', {}, w('tree.sample'), ' ', el('code', {}, node.table.name));
    const age = el('p', { class: 'quiet' }, w('sample.age', { time: lasting(told.age) }));
    await open(title, [age, rowsOf(told)], closing(), { class: 'wide' });
  } catch (fault) {
    toast(sentence(fault), fault.code !== 'nothing-kept');
  }
}

/** What a table is and what its columns are. */
export async function about(node) {
  try {
    const told = await read(addressOf(node));
    const content = [
      told.description ? el('p', {}, told.description) : null,
      el('p', { class: 'quiet' }, told.verbs.join(', ')),
      columnsOf(told.columns),
    ];
    await open(el('code', {}, told.reference), content, closing(), { class: 'wide' });
  } catch (fault) {
    toast(sentence(fault), true);
  }
}

const columnsOf = list =>
  framed(
    w('tree.columns'),
    [w('about.column'), w('about.type'), w('about.traits'), w('about.description')],
    list.map(one =>
      el(
        'tr',
        {},
        el('th', { scope: 'row' }, el('code', {}, one.name)),
        el('td', {}, one.type),
        el('td', {}, one.traits.join(', ')),
        el('td', {}, one.description ?? ''),
      ),
    ),
  );

const rowsOf = told =>
  framed(
    w('tree.columns'),
    told.columns.map(one => one.name ?? one),
    told.rows.map(row => el('tr', {}, row.map(cell))),
  );

const cell = value =>
  value === null ? el('td', { class: 'null' }, 'null') : el('td', {}, typeof value === 'object' ? value.cut + '…' : String(value));
