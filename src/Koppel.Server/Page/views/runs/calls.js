import { path } from '../../api.js';
import { amount, el, lasting, moment, w } from '../../words.js';
import { narrowed, numbered } from '../../parts/growing.js';

/** The calls that it made, in order. */
export async function calls(run) {
  const fields = [
    { name: 'text', label: w('runs.route'), kind: 'text' },
    { name: 'failed', label: w('runs.which'), kind: 'choice', choices: [['true', w('runs.onlyFailed')]] },
  ];
  const { growing, elements } = narrowed(fields, {
    take: numbered(path('ledger', 'runs', String(run.run), 'calls')),
    row: call,
    none: w('runs.noCalls'),
    table: { label: w('runTab.calls'), names: ['time', 'route', 'status', 'took', 'retries'].map(name => w('runCall.' + name)) },
  });
  await growing.begin();
  return elements;
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
