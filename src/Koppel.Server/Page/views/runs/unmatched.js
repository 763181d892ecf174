import { path, query, read } from '../../api.js';
import { el, w } from '../../words.js';
import { Growing, numbered } from './growing.js';

const Page = 100;

/** The rows of the sources that found no partner, and those that were left on purpose. */
export async function unmatched(part, run) {
  const lists = ['unmatched', 'left'].map(kind => list(run.run, kind));
  part.append(...lists.map(one => one.section));
  await Promise.all(lists.map(one => one.growing.begin()));
}

function list(run, kind) {
  const growing = new Growing({
    take: async from => {
      const told = await read(path('ledger', 'runs', String(run), kind) + '?' + query({ from: from ?? 0, count: Page }));
      return { items: told.rows, total: told.total, next: numbered(from ?? 0, told.rows.length, told.total) };
    },
    row: kind === 'left' ? left : partnerless,
    none: kind === 'left' ? w('runs.left.none') : w('runs.unmatched.none'),
  });
  return { growing, section: el('section', {}, el('h2', {}, kind === 'left' ? w('runs.left') : w('runs.unmatched')), growing.element) };
}

const partnerless = one =>
  row(one, w('runs.noPartner', { source: one.source, target: one.target, by: one.by }), one.near ? w('runs.near') : null);

const left = one => row(one, one.text, null);

const row = (one, why, more) =>
  el(
    'li',
    { class: 'card row', tabindex: -1 },
    el(
      'p',
      { class: 'row-head' },
      el('b', {}, w('runs.rowNumber', { n: one.row })),
      el('span', {}, why),
      more ? el('span', { class: 'state warn' }, more) : null,
    ),
    el(
      'dl',
      { class: 'values' },
      Object.entries(one.values).map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value ?? w('runs.empty')))),
    ),
  );
