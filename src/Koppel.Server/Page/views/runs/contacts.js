import { path, query, read } from '../../api.js';
import { el, joined, w } from '../../words.js';
import { operation } from '../../parts/books.js';
import { filters } from './filters.js';
import { Growing } from './growing.js';
import { change } from './state.js';

const Page = 100;

/** The people that it touched, each with what changed; from there to all that was ever done with them. */
export async function contacts(part, run) {
  let asked = {};
  const growing = new Growing({ take: after => take(run.run, asked, after), row: one => person(one), none: w('runs.noContacts') });
  part.append(
    filters(w('runs.filters'), [{ name: 'text', label: w('runs.value'), kind: 'text' }], values => {
      asked = values;
      growing.begin();
    }),
    growing.element,
  );
  await growing.begin();
}

async function take(run, asked, after) {
  const items = [];
  let next = after;
  do {
    const page = await read(path('ledger', 'runs', String(run), 'contacts') + '?' + query({ ...asked, after: next, count: Page }));
    items.push(...page.contacts);
    ({ next } = page);
  } while (next && items.length < Page);
  return { items, next };
}

/** A person with what changed. */
export const person = (one, isHere = false) =>
  el(
    'li',
    { class: 'card row', tabindex: -1 },
    el(
      'p',
      { class: 'row-head' },
      isHere ? el('b', {}, name(one)) : el('a', { href: '#/' + path('runs', 'contact', one.address ?? one.id) }, name(one)),
      one.id && one.address ? el('span', { class: 'quiet' }, w('runs.contactId', { id: one.id })) : null,
      one.url
        ? el('a', { href: one.url, target: '_blank', rel: 'noreferrer noopener' }, w('runs.openContact', { connection: one.connection }))
        : null,
    ),
    el(
      'ul',
      { class: 'touches' },
      one.changes.map(touch =>
        el(
          'li',
          {},
          el('span', { class: 'stage' }, operation(touch.operation)),
          ' ',
          el('code', {}, touch.target),
          ' ',
          el(
            'span',
            { class: 'values-line' },
            touch.columns.map(column => el('span', {}, el('span', { class: 'quiet' }, column.name, ': '), change(column), ' ')),
          ),
        ),
      ),
    ),
  );

const name = one => one.address ?? joined([w('runs.contactId', { id: one.id })]);
