import { path } from '../../api.js';
import { el, joined, w } from '../../words.js';
import { Growing, numbered } from '../../parts/growing.js';
import { refused, refusedTable } from '../../parts/rejects.js';

/** The rows of the sources that found no partner, and those that were left on purpose. */
export async function unmatched(run) {
  const lists = [list(run.run, 'unmatched', partnerless), list(run.run, 'left', one => refused(one, one.text, one.values))];
  await Promise.all(lists.map(one => one.growing.begin()));
  return lists.map(one => one.section);
}

function list(run, kind, row) {
  const take = numbered(path('ledger', 'runs', String(run), kind));
  const label = w('runs.' + kind);
  const growing = new Growing({ take: from => take({}, from), row, none: w(`runs.${kind}.none`), table: refusedTable(label) });
  return { growing, section: el('section', {}, el('h2', {}, label), growing.element) };
}

const partnerless = one =>
  refused(
    one,
    joined([w('runs.noPartner', { source: one.source, target: one.target, by: one.by }), one.near ? w('runs.near') : null], ' '),
    one.values,
  );
