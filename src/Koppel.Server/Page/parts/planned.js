import { el, w } from '../words.js';
import { planSum, planFacts } from './books.js';
import { noteList } from './notes.js';

/** Possible slips, who comes back, who has no partner, what cannot be taken back: each is told where there is any. */
const Told = { slips: 'warn', returns: 'warn', unmatched: 'warn', irreversible: 'warn', notes: '', automations: '' };

const Figures = ['read', 'changes', 'unchanged', 'rejected', 'inserts', 'updates', 'deletes', 'callsTotal', 'reads', 'seconds'];

/** What statements of a plan file would do, as one: figures that add up, what it takes, and what must be known before. */
export function planned(statements) {
  const of = Object.fromEntries(Figures.map(name => [name, statements.reduce((all, one) => all + one[name], 0)]));
  const list = name => statements.flatMap(one => one[name]);
  const there = Math.max(of.unchanged, of.read - of.changes - of.rejected);
  return [
    planSum({ ...of, there }),
    el(
      'dl',
      { class: 'facts card' },
      planFacts({
        kinds: ['insert', 'update', 'delete'].map(name => ({ operation: name, count: of[name + 's'] })),
        calls: list('calls'),
        callsTotal: of.callsTotal,
        reads: of.reads,
        rows: of.changes + of.unchanged,
        seconds: of.seconds,
        creates: list('creates'),
        ways: list('instead').filter(Boolean),
      }),
    ),
    ...Object.entries(Told)
      .filter(([name]) => list(name).length > 0)
      .map(([name, kind]) => el('section', { class: `card told ${kind}` }, el('h3', {}, w('plan.' + name)), noteList(list(name)))),
  ];
}
