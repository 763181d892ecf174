import { path, read, sentence } from '../../api.js';
import { amount, el, joined, lasting, w } from '../../words.js';
import { callsFact, fact, loadBooks, operation, operations } from '../../parts/books.js';
import { byColumn } from '../../parts/columns.js';
import { creations, noteList } from '../../parts/notes.js';
import { framed } from '../../parts/framed.js';
import { stateOf } from './state.js';

/** Its statements with their books, what they created, and the calls by route, which take longer to count. */
export function overview(run) {
  const routes = el('section', { 'aria-busy': 'true' });
  count(routes, run.run);
  return [run.statements.map(one => statement(one, run.statements.length > 1)), run.books.changed ? columns(run.run) : null, routes];
}

async function count(section, run) {
  try {
    const routes = await read(path('ledger', 'runs', String(run), 'routes'));
    if (routes.length) section.append(el('h2', {}, w('runs.routes')), framed(w('runs.routes'), headings(), routes.map(route)));
  } catch (fault) {
    section.append(el('p', { class: 'notice' }, sentence(fault)));
  }
  section.removeAttribute('aria-busy');
}

/** By column: counted when it is asked for, since all of its changes are read for it. */
function columns(run) {
  const place = el('div', { class: 'by-column', 'aria-live': 'polite' });
  const details = el('details', {}, el('summary', {}, w('report.columns')), place);
  details.addEventListener('toggle', async () => {
    if (!details.open || place.childElementCount > 0) return;
    place.replaceChildren(el('p', { class: 'quiet' }, w('runs.counting')));
    try {
      const told = await read(path('ledger', 'runs', String(run), 'columns'));
      place.replaceChildren(el('p', {}, operations(told.operations)), byColumn(told.byColumn));
    } catch (fault) {
      place.replaceChildren(el('p', { class: 'notice' }, sentence(fault)));
    }
  });
  return details;
}

const statement = (one, isOfMany) =>
  el(
    'article',
    { class: 'card statement' },
    el(
      'h2',
      {},
      isOfMany ? w('statement.number', { n: one.statement }) : null,
      isOfMany ? ' ' : null,
      one.target ? el('code', {}, one.target) : operation(one.kind),
      ' ',
      stateOf(one.state),
    ),
    one.fault ? el('p', { class: 'notice' }, one.fault) : null,
    one.target ? loadBooks(one.books) : null,
    el(
      'dl',
      { class: 'facts' },
      callsFact(joined([amount(one.calls), one.seconds === null ? null : w('report.in', { time: lasting(one.seconds) })], ' '), {
        total: one.calls,
        rows: one.books.changed + one.books.unchanged,
      }),
      one.creates.length ? fact(w('report.created'), creations(one.creates)) : null,
      one.notes.length ? fact(w('plan.notes'), noteList(one.notes.map(text => ({ text })))) : null,
    ),
    el('details', {}, el('summary', {}, w('runs.sql')), el('pre', { tabindex: 0 }, one.text)),
  );

const headings = () => [w('runs.route'), w('runs.count'), w('runs.failedCalls'), w('runs.took')];

const route = one =>
  el(
    'tr',
    {},
    el('th', { scope: 'row' }, el('code', {}, `${one.method} ${one.route}`), el('span', { class: 'quiet' }, ' ', one.connection)),
    el('td', { class: 'number' }, amount(one.count)),
    el('td', { class: 'number' }, amount(one.failed)),
    el('td', { class: 'number' }, lasting(one.milliseconds / 1000)),
  );
