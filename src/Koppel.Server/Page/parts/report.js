import { address, path, sentence } from '../api.js';
import { amount, el, joined, lasting, w } from '../words.js';
import { callsFact, fact, kindsFact, loadBooks, reasons } from './books.js';
import { byColumn } from './columns.js';
import { open } from './dialog.js';
import { download } from './exports.js';
import { menuButton } from './menu.js';
import { creations, noteList } from './notes.js';
import { toast } from './say.js';
import { undo } from './undo.js';

/** What a load did: books that add up, calls, rejected rows to take away, and the way back. */
export function report(run, told, hooks) {
  const { books } = told;
  const ledger = told.ledgerRun === undefined ? run.ledgerRun : told.ledgerRun;
  const total = told.callsTotal ?? (told.calls ?? []).reduce((all, one) => all + one.count, 0);
  return el(
    'div',
    { class: 'report' },
    told.outcome !== 'done' && told.text ? el('p', { class: 'notice' }, told.text) : null,
    loadBooks(books),
    el(
      'dl',
      { class: 'facts' },
      kindsFact(told.operations ?? []),
      callsFact(joined([amount(total), w('report.in', { time: lasting(told.seconds ?? 0) })], ' '), {
        calls: told.calls ?? [],
        total,
        rows: books.changed + books.unchanged,
      }),
      (books.created ?? []).length ? fact(w('report.created'), creations(books.created)) : null,
      (books.mayBeCreated ?? []).length ? fact(w('report.inDoubt'), creations(books.mayBeCreated)) : null,
      (told.byColumn ?? []).length ? fact(w('report.columns'), byColumn(told.byColumn)) : null,
      told.notes.length ? fact(w('plan.notes'), noteList(told.notes)) : null,
      books.rejected ? fact(w('rejects'), reasons(told.rejects)) : null,
    ),
    el(
      'div',
      { class: 'actions start' },
      books.rejected && ledger ? menuButton(w('rejects'), () => rejectsMenu(ledger), { 'data-key': `rejects-${told.statement}` }) : null,
      ledger && books.changed
        ? el(
            'button',
            { type: 'button', 'data-key': `undo-${told.statement}`, class: 'undo', onclick: () => undo(ledger, hooks.runScript) },
            w('undo'),
          )
        : null,
      ledger && told.outcome !== 'done'
        ? el('button', { type: 'button', 'data-key': `resume-${told.statement}`, onclick: () => hooks.resume(ledger) }, w('resume'))
        : null,
      ledger ? el('span', { class: 'quiet' }, w('report.run', { run: String(ledger) })) : null,
    ),
  );
}

const rejectsMenu = ledger => [
  { label: w('rejects.show'), action: () => showRejects(ledger) },
  ...['xlsx', 'csv'].map(format => ({
    label: w('rejects.' + format),
    action: () => download(address(`ledger/runs/${ledger}/rejects?format=${format}`)),
  })),
];

async function showRejects(ledger) {
  try {
    const { rejects } = await import('./rejects.js');
    const told = await rejects(path('ledger', 'runs', String(ledger), 'rejects'));
    await open(w('rejects'), told, [{ name: '', label: w('close'), kind: 'primary', isFirst: true }], { class: 'wide' });
  } catch (fault) {
    toast(sentence(fault), true);
  }
}
