import { path } from '../../api.js';
import { w } from '../../words.js';
import { changes as table, kinds } from '../../parts/changes.js';
import { marked } from '../../parts/growing.js';

/** What it changed, row by row: before and after. */
export const changes = run =>
  table({
    label: w('runTab.changes'),
    take: marked(path('ledger', 'runs', String(run.run), 'changes'), 'rows'),
    fields: [kinds('operation')],
  });
