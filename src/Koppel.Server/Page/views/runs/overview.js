import { path, read, sentence } from '../../api.js';
import { amount, el, joined, lasting, w } from '../../words.js';
import { fact, operation, sum } from '../../parts/books.js';
import { creations } from '../../parts/notes.js';
import { framed } from '../../parts/framed.js';
import { stateOf } from './state.js';

/** Its statements with their books, what they created, and the calls by route, which take longer to count. */
export async function overview(part, run) {
  const routes = el('section', { 'aria-busy': 'true' });
  part.append(...run.statements.map(one => statement(one, run.statements.length > 1)), run.books.changed ? byColumn(run.run) : '', routes);
  count(routes, run.run);
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
function byColumn(run) {
  const place = el('div', { class: 'by-column', 'aria-live': 'polite' });
  const details = el('details', {}, el('summary', {}, w('report.columns')), place);
  details.addEventListener('toggle', async () => {
    if (!details.open || place.childElementCount > 0) return;
    place.replaceChildren(el('p', { class: 'quiet' }, w('runs.counting')));
    try {
      const told = await read(path('ledger', 'runs', String(run), 'columns'));
      place.replaceChildren(
        el('p', {}, joined(told.operations.map(one => joined([operation(one.operation), amount(one.count)], ' ')))),
        framed(
          w('report.columns'),
          ['column', 'set', 'changed', 'cleared', 'same'].map(name => w('byColumn.' + name)),
          told.byColumn.map(column),
        ),
      );
    } catch (fault) {
      place.replaceChildren(el('p', { class: 'notice' }, sentence(fault)));
    }
  });
  return details;
}

const column = one =>
  el(
    'tr',
    {},
    el('th', { scope: 'row' }, one.column),
    ['set', 'changed', 'cleared', 'same'].map(name => el('td', { class: 'number' }, amount(one[name]))),
  );

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
    one.target
      ? sum({ label: w('books.read'), count: one.books.read }, [
          { label: w('books.changed'), count: one.books.changed, kind: 'good' },
          { label: w('books.unchanged'), count: one.books.unchanged },
          { label: w('books.rejected'), count: one.books.rejected, kind: 'bad' },
          { label: w('books.notSent'), count: one.books.notSent, kind: 'warn' },
        ])
      : null,
    el(
      'dl',
      { class: 'facts' },
      fact(
        w('report.calls'),
        el(
          'span',
          {},
          amount(one.calls),
          one.seconds === null ? null : el('span', {}, ' ', w('report.in', { time: lasting(one.seconds) })),
        ),
      ),
      one.creates.length ? fact(w('report.created'), creations(one.creates)) : null,
      one.notes.length
        ? fact(
            w('plan.notes'),
            el(
              'ul',
              {},
              one.notes.map(text => el('li', {}, text)),
            ),
          )
        : null,
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
