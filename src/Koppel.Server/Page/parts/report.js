import { address, post, read, sentence } from '../api.js';
import { amount, el, joined, lasting, w } from '../words.js';
import { fact, operation, reasons, saved, sum } from './books.js';
import { open } from './dialog.js';
import { framed } from './framed.js';
import { download } from './exports.js';
import { menuButton } from './menu.js';
import { creations, noteList } from './notes.js';
import { toast } from './say.js';

/** What a load did: books that add up, calls, rejected rows to take away, and the way back. */
export function report(run, told, hooks) {
  const { books } = told;
  const ledger = told.ledgerRun === undefined ? run.ledgerRun : told.ledgerRun;
  const kinds = (told.operations ?? []).filter(one => one.count > 0);
  return el(
    'div',
    { class: 'report' },
    told.outcome !== 'done' && told.text ? el('p', { class: 'notice' }, told.text) : null,
    sum({ label: w('books.read'), count: books.read }, [
      { label: w('books.changed'), count: books.changed, kind: 'good' },
      { label: w('books.unchanged'), count: books.unchanged },
      { label: w('books.rejected'), count: books.rejected, kind: 'bad' },
      { label: w('books.notSent'), count: books.notSent, kind: 'warn' },
    ]),
    el(
      'dl',
      { class: 'facts' },
      kinds.length ? fact(w('plan.kinds'), joined(kinds.map(one => joined([operation(one.operation), amount(one.count)], ' ')))) : null,
      fact(
        w('report.calls'),
        el(
          'span',
          {},
          amount(total(told)),
          ' ',
          w('report.in', { time: lasting(told.seconds ?? 0) }),
          el('span', { class: 'quiet', title: w('calls.saved.how') }, ' ', saved(books.changed + books.unchanged, total(told))),
          el(
            'details',
            {},
            el('summary', {}, w('report.routes')),
            el(
              'ul',
              {},
              (told.calls ?? []).map(one => el('li', {}, amount(one.count), ' × ', el('code', {}, one.route))),
            ),
          ),
        ),
      ),
      (books.created ?? []).length ? fact(w('report.created'), creations(books.created)) : null,
      (books.mayBeCreated ?? []).length ? fact(w('report.inDoubt'), creations(books.mayBeCreated)) : null,
      (told.byColumn ?? []).length ? fact(w('report.columns'), columns(told.byColumn)) : null,
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
            { type: 'button', 'data-key': `undo-${told.statement}`, class: 'undo', onclick: () => undo(ledger, hooks) },
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

const total = told => told.callsTotal ?? (told.calls ?? []).reduce((all, one) => all + one.count, 0);

const columns = list =>
  el(
    'table',
    { class: 'plain' },
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        ['column', 'set', 'changed', 'cleared', 'same', 'kept'].map(name =>
          el('th', { scope: 'col', class: name === 'column' ? undefined : 'number' }, w('byColumn.' + name)),
        ),
      ),
    ),
    el(
      'tbody',
      {},
      list.map(one =>
        el(
          'tr',
          {},
          el('th', { scope: 'row' }, one.column),
          ['set', 'changed', 'cleared', 'same', 'kept'].map(name => el('td', { class: 'number' }, amount(one[name] ?? 0))),
        ),
      ),
    ),
  );

const rejectsMenu = ledger => [
  { label: w('rejects.show'), action: () => showRejects(ledger) },
  ...['xlsx', 'csv'].map(format => ({
    label: w('rejects.' + format),
    action: () => download(address(`ledger/runs/${ledger}/rejects?format=${format}`)),
  })),
];

async function showRejects(ledger) {
  try {
    const told = await read(`ledger/runs/${ledger}/rejects?format=json`);
    await open(
      w('rejects.title', { n: told.total }),
      [reasons(told.groups), table(told.rows)],
      [{ name: '', label: w('close'), kind: 'primary', isFirst: true }],
      { class: 'wide' },
    );
  } catch (fault) {
    toast(sentence(fault), true);
  }
}

function table(rows) {
  if (rows.length === 0) return null;
  const names = Object.keys(rows[0]);
  return framed(
    w('rejects'),
    names,
    rows.slice(0, 200).map(row =>
      el(
        'tr',
        {},
        names.map(name => el('td', {}, text(row[name]))),
      ),
    ),
  );
}

const text = value => (value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value));

/** Undo is a load like any other: its statement is shown, run, and asks with its plan. */
async function undo(ledger, hooks) {
  const choice = el('input', { type: 'checkbox', id: 'delete-created' });
  const given = await open(
    w('undo.title'),
    [el('p', {}, w('undo.text')), el('label', { class: 'check', for: 'delete-created' }, choice, ' ', w('undo.created'))],
    [
      { name: '', label: w('cancel') },
      { name: 'yes', label: w('undo.plan'), kind: 'primary', isFirst: true },
    ],
  );
  if (given !== 'yes') return;
  try {
    const { script } = await post(`ledger/runs/${ledger}/undo`, { deleteCreated: choice.checked });
    hooks.runScript(script);
  } catch (fault) {
    toast(sentence(fault), true);
  }
}
