import { path, query, read } from '../../api.js';
import { amount, el, lasting, moment, w } from '../../words.js';
import { framed } from '../../parts/framed.js';
import { filters } from './filters.js';
import { Growing, numbered } from './growing.js';

const Page = 100;

/** The calls that it made, in order. */
export async function calls(part, run) {
  let asked = {};
  const names = ['time', 'route', 'status', 'took', 'retries'];
  const frame = framed(
    w('runTab.calls'),
    names.map(name => w('runCall.' + name)),
    [],
  );
  const list = frame.querySelector('tbody');
  list.outer = frame;
  const growing = new Growing({
    list,
    take: async from => {
      const told = await read(path('ledger', 'runs', String(run.run), 'calls') + '?' + query({ ...asked, from: from ?? 0, count: Page }));
      return { items: told.rows, total: told.total, next: numbered(from ?? 0, told.rows.length, told.total) };
    },
    row: call,
    none: w('runs.noCalls'),
  });
  part.append(
    filters(
      w('runs.filters'),
      [
        { name: 'text', label: w('runs.route'), kind: 'text' },
        { name: 'failed', label: w('runs.which'), kind: 'choice', choices: [['true', w('runs.onlyFailed')]] },
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

const call = one =>
  el(
    'tr',
    {},
    el('td', {}, moment(one.at)),
    el('td', {}, el('code', {}, `${one.method} ${one.route}`)),
    el(
      'td',
      { class: one.status === 0 || one.status >= 400 ? 'number bad' : 'number' },
      one.status === 0 ? w('runs.noAnswer') : String(one.status),
    ),
    el('td', { class: 'number' }, lasting(one.milliseconds / 1000)),
    el('td', { class: 'number' }, one.retries ? amount(one.retries) : ''),
  );
