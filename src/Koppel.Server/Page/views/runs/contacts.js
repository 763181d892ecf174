import { path } from '../../api.js';
import { el, joined, w } from '../../words.js';
import { operation } from '../../parts/books.js';
import { change } from '../../parts/changes.js';
import { marked, narrowed } from '../../parts/growing.js';

/** The people that it touched, each with what changed; from there to all that was ever done with them. */
export async function contacts(run) {
  const { growing, elements } = narrowed([{ name: 'text', label: w('rows.value'), kind: 'text' }], {
    take: marked(path('ledger', 'runs', String(run.run), 'contacts'), 'contacts'),
    row: one => person(one),
    none: w('runs.noContacts'),
  });
  await growing.begin();
  return elements;
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
            touch.columns.map(column => change(column, touch.operation)),
          ),
        ),
      ),
    ),
  );

const name = one => one.address ?? joined([w('runs.contactId', { id: one.id })]);
