import { address, call, find, path, post, query, read } from '../../api.js';
import { loadBooks } from '../../parts/books.js';
import { download } from '../../parts/exports.js';
import { report } from '../../parts/report.js';
import { say } from '../../parts/say.js';
import * as runs from '../../runs.js';
import { el, named, w } from '../../words.js';
import { asked, corrections } from './corrections.js';
import { ledgerRunOf } from './going.js';

/**
 * What a load did, as the ledger has it: books, rejected rows to be corrected here, rows that were left, and the way back. Rows that the
 * plan rejected or found there are counted with it: only the others were sent.
 */
export async function show(place, guide) {
  const number = await ledgerRunOf(guide);
  const live = runs.find(guide.state.run);
  if (number === null) return nothing(place, guide, live);
  const [run, plan, left] = await Promise.all([
    read(`ledger/runs/${number}`),
    guide.state.plan ? find(path('plans', guide.state.plan)) : null,
    read(`ledger/runs/${number}/left?count=20`),
  ]);
  const made = name => run.statements.reduce((total, one) => total + (one.books?.[name] ?? 0), 0);
  const planned = name => (plan?.statements ?? []).reduce((total, one) => total + one[name], 0);
  const books = {
    changed: made('changed'),
    unchanged: made('unchanged') + planned('read') - planned('changes') - planned('rejected'),
    rejected: made('rejected') + planned('rejected'),
    notSent: made('notSent'),
  };
  if (!plan) books.unchanged = made('unchanged');
  const all = Object.values(books).reduce((total, one) => total + one, 0);
  place.append(
    el('p', { class: 'title' }, guide.state.isUndo && run.state === 'completed' ? w('guide.undone') : state(run, books.rejected)),
    ...faults(run, live),
    loadBooks({ ...books, read: all }),
    actions(guide, run, books),
    ...(books.rejected > 0 && guide.state.source ? [await corrections(guide, number)] : []),
    ...(left.total > 0 ? [leftRows(left)] : []),
    details(guide, live),
  );
  say(w('messages.load', { target: run.target ?? '', changed: books.changed, rejected: books.rejected }));
  place.querySelector('#next')?.focus({ preventScroll: true });
  return undefined;
}

/** Rows that were left on purpose, such as those that somebody has changed since. */
const leftRows = left =>
  el(
    'section',
    { class: 'card' },
    el('h3', {}, w('guide.left', { n: left.total })),
    el(
      'ul',
      {},
      left.rows.map(row => el('li', {}, el('b', {}, Object.values(row.values).filter(Boolean).join(', ')), ' ', row.text)),
      left.total > left.rows.length ? el('li', { class: 'quiet' }, w('more.count', { n: left.total - left.rows.length })) : null,
    ),
  );

function nothing(place, guide, live) {
  place.append(
    el('p', { class: 'notice' }, live?.state === 'failed' ? w('guide.notBegun') : w('guide.notSent')),
    ...faults({ statements: [] }, live),
    el(
      'div',
      { class: 'actions' },
      el('button', { type: 'button', onclick: () => guide.show('plan') }, w('guide.back')),
      guide.startAgain(),
    ),
  );
}

const state = (run, rejected) => named('runState.', run.state === 'completed' && rejected > 0 ? 'completed with rejects' : run.state);

function faults(run, live) {
  const told = (live?.told ?? []).filter(one => one.kind === 'failed').map(one => one.data.text);
  const texts = [...new Set([...run.statements.map(one => one.fault).filter(Boolean), ...told])];
  return texts.map(text => el('p', { class: 'notice', role: 'alert' }, text));
}

function actions(guide, run, books) {
  const created = el('input', { type: 'checkbox', id: 'delete-created' });
  const before = guide.state.corrects;
  return el(
    'div',
    { class: 'actions' },
    run.resumable ? guide.next(w('resume'), () => resume(guide, run.run)) : null,
    run.resumable ? null : guide.next(w('guide.another'), () => guide.begin()),
    books.changed > 0
      ? [
          el('button', { type: 'button', class: 'undo', onclick: () => undo(guide, [run.run], created.checked) }, w('undo')),
          before.length > 0
            ? el(
                'button',
                { type: 'button', class: 'undo-all', onclick: () => undo(guide, [run.run, ...before], created.checked) },
                w('guide.undoAll', { n: before.length + 1 }),
              )
            : null,
          el('label', { class: 'check', for: 'delete-created' }, created, w('undo.created')),
        ]
      : null,
    books.rejected > 0
      ? ['xlsx', 'csv'].map(format =>
          el('button', { type: 'button', onclick: () => saveRejects(guide, run.run, format) }, w('rejects.' + format)),
        )
      : null,
    el('a', { href: `#/runs/${run.run}` }, w('guide.toRun', { run: String(run.run) })),
    guide.shell.about().sandbox?.viewer
      ? el('a', { href: guide.shell.about().sandbox.viewer, target: '_blank', rel: 'noopener' }, w('sandbox'))
      : null,
  );
}

/** The rejected rows as a file: with the columns of the source where it is known, else as the ledger has them. */
async function saveRejects(guide, run, format) {
  if (!guide.state.source) return download(address(`ledger/runs/${run}/rejects?${query({ format })}`));
  const answer = await guide.attempt(() => call('POST', `loads/corrections?${query({ format })}`, asked(guide, run)));
  if (!answer) return undefined;
  const url = URL.createObjectURL(await answer.blob());
  el('a', { href: url, download: `rejects-${run}.${format}` }).click();
  return URL.revokeObjectURL(url);
}

async function resume(guide, number) {
  const begun = await guide.attempt(() =>
    guide.session.use(async id => ({ id, ...(await post(`sessions/${id}/resume`, { ledgerRun: number })) })),
  );
  if (begun) go(guide, begun, { ledgerRun: number });
}

/** Taking back is a load like any other: it asks with its plan, and tells what it left because somebody changed it since. */
async function undo(guide, numbers, deleteCreated) {
  const begun = await guide.attempt(async () => {
    const scripts = [];
    for (const number of numbers) scripts.push((await post(`ledger/runs/${number}/undo`, { deleteCreated })).script);
    const script = scripts.join('\n');
    // What the load set, such as that automations keep still, is no matter of the way back: that asks with a plan of its own.
    await guide.session.close();
    return guide.session.use(async id => ({ id, ...(await post(path('sessions', id, 'runs'), { script, mode: 'run' })) }));
  });
  if (begun) go(guide, begun, { ledgerRun: null, plan: null, source: null, corrects: [], isUndo: true });
}

function go(guide, begun, values) {
  guide.change({ run: begun.run, ...values });
  runs.began(begun.run, begun.id, { mode: 'run', title: guide.state.name });
  guide.show('going');
}

/** The report of each statement, where this page has heard it. */
function details(guide, live) {
  const told = [...(live?.statements.values() ?? [])].filter(one => one.report);
  if (told.length === 0) return el('span', {});
  return el(
    'details',
    { class: 'card', open: told.length === 1 },
    el('summary', {}, w('guide.details')),
    told.map(one => el('article', { class: 'load' }, el('h3', {}, el('code', {}, one.report.target)), report(live, bare(one.report), {}))),
  );
}

// What can be done with the whole stands above.
const bare = told => ({ ...told, ledgerRun: null });
