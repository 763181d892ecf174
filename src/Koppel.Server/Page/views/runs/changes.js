import { path, query, read } from '../../api.js';
import { el, knows, plain, w } from '../../words.js';
import { operation } from '../../parts/books.js';
import { filters } from './filters.js';
import { Growing } from './growing.js';
import { change } from './state.js';

const Page = 100;

/** What it changed, row by row: before and after. */
export async function changes(part, run) {
  let asked = {};
  const growing = new Growing({ take: after => take(run.run, asked, after), row: changed, none: w('runs.noChanges') });
  part.append(
    filters(
      w('runs.filters'),
      [
        { name: 'text', label: w('runs.value'), kind: 'text' },
        {
          name: 'operation',
          label: w('runs.operation'),
          kind: 'choice',
          choices: ['insert', 'update', 'delete'].map(name => [name, operation(name)]),
        },
      ],
      values => {
        asked = values;
        growing.begin();
      },
    ),
    growing.element,
  );
  await growing.begin();
}

// A page can be empty while more follows: in a large run what is looked for may stand far behind.
async function take(run, asked, after) {
  const items = [];
  let next = after;
  do {
    const page = await read(
      path('ledger', 'runs', String(run), 'changes') + '?' + query({ ...asked, after: next, count: Page - items.length }),
    );
    items.push(...page.rows);
    ({ next } = page);
  } while (next && items.length < Page);
  return { items, next };
}

/** A changed row. */
export const changed = one =>
  el(
    'li',
    { class: 'card row', tabindex: -1 },
    el(
      'p',
      { class: 'row-head' },
      el('b', {}, one.key ?? w('runs.rowNumber', { n: one.row })),
      el('span', { class: 'stage' }, operation(one.operation)),
      one.status && one.status !== 'done' ? el('span', { class: 'state warn' }, status(one.status)) : null,
      one.isOnTheWay ? el('span', { class: 'state' }, w('runs.onTheWay')) : null,
      one.target ? el('code', { class: 'quiet' }, one.target) : null,
    ),
    el(
      'dl',
      { class: 'values' },
      one.columns.map(column => el('div', {}, el('dt', {}, column.name), el('dd', {}, change(column)))),
    ),
  );

const status = name => (knows('changeStatus.' + name) ? w('changeStatus.' + name) : plain(name));
