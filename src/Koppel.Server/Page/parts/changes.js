import { path } from '../api.js';
import { amount, el, named, w } from '../words.js';
import { operation } from './books.js';
import { narrowed, numbered } from './growing.js';

/** The changes of a plan, row by row: what is there and what comes. */
export async function planChanges(plan) {
  const some = plan.statements.filter(one => one.changes > 0);
  if (some.length === 0)
    return el('p', { class: 'notice calm' }, w(plan.statements.some(one => one.rejected) ? 'plan.noneTaken' : 'plan.nothingNew'));
  const targets = some.map(one => [String(one.statement), `${one.target} (${one.changes})`]);
  const which = { name: 'statement', label: w('rows.target'), kind: 'choice', choices: targets, isOne: true };
  return changes({
    label: w('plan.changes'),
    take: numbered(path('plans', plan.plan, 'changes'), { statement: some[0].statement }),
    fields: [...(some.length > 1 ? [which] : []), kinds('kind', [['create', w('rows.creates')]])],
  });
}

/** A table of changed rows, which fields narrow. */
export async function changes({ label, take, fields }) {
  const { growing, elements } = narrowed([{ name: 'text', label: w('rows.value'), kind: 'text' }, ...fields], {
    take,
    row: changed,
    none: w('rows.noChanges'),
    table: { label, names: ['row', 'kind', 'key', 'what'].map(name => w('rows.' + name)) },
  });
  await growing.begin();
  return elements;
}

export const kinds = (name, more = []) => ({
  name,
  label: w('rows.kind'),
  kind: 'choice',
  choices: [...['insert', 'update', 'delete'].map(one => [one, operation(one)]), ...more],
});

function changed(one) {
  const who = one.columns.find(column => column.isKey) ?? one.columns.find(column => isKept(column) && valueOf(column) === one.key);
  return el(
    'tr',
    { class: 'row' },
    el('td', { class: 'number' }, one.row ? amount(one.row) : ''),
    el('td', {}, operation(one.operation), one.target ? [' ', el('code', { class: 'quiet' }, one.target)] : null),
    el('th', { scope: 'row' }, who ? valueOf(who) : (one.key ?? '')),
    el(
      'td',
      { class: 'what' },
      one.columns.filter(column => column !== who).map(column => change(column, one.operation)),
      (one.creates ?? []).map(made => el('span', { class: 'made' }, w('rows.created', made))),
      one.status && one.status !== 'done' ? el('span', { class: 'state warn' }, named('changeStatus.', one.status)) : null,
      one.isOnTheWay ? el('span', { class: 'state' }, w('rows.onTheWay')) : null,
    ),
  );
}

const valueOf = ({ before, after }) => after ?? before ?? '';
const isKept = ({ before, after }) => (before ?? after) === (after ?? before);

/** A column of a changed row: what was there and what comes, or what comes or goes with the row. */
export function change({ name, before, after }, operation) {
  const isDelete = operation === 'delete';
  const was = isDelete ? before || after : before;
  const is = isDelete ? '' : after;
  if (was && was === is) return el('span', { class: 'change' }, el('span', { class: 'quiet' }, name, ' '), was);
  return el(
    'span',
    { class: 'change' },
    el('span', { class: 'quiet' }, name, ' '),
    was ? el('del', {}, el('span', { class: 'hidden' }, w('rows.before'), ' '), was) : null,
    was && !isDelete ? el('span', { 'aria-hidden': 'true' }, ' → ') : null,
    is ? el('ins', {}, el('span', { class: 'hidden' }, w('rows.after'), ' '), is) : null,
    was && !is && !isDelete ? el('i', {}, w('rows.emptied')) : null,
    was || is ? null : el('i', { class: 'quiet' }, w('rows.empty')),
  );
}
