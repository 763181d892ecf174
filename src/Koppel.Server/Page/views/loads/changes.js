import { path, query, read, sentence } from '../../api.js';
import { framed } from '../../parts/framed.js';
import { operation } from '../../parts/books.js';
import { amount, el, tell, w } from '../../words.js';

const Size = 50;

/** The changes of a plan, row by row, what is there and what comes, filtered and a page at a time. */
export function changes(plan) {
  const asked = { statement: plan.statements.find(one => one.changes > 0).statement, from: 0, kind: '', text: '' };
  const place = el('div', {});
  const where = el('span', { class: 'quiet', role: 'status' });
  const turn = (label, step) =>
    el('button', { type: 'button', class: 'small', onclick: () => show({ from: Math.max(0, asked.from + step * Size) }) }, label);
  const [before, after] = [turn(w('page.before'), -1), turn(w('page.after'), 1)];
  let latest = 0;

  async function show(values) {
    Object.assign(asked, { from: 0 }, values);
    const turn = ++latest;
    try {
      const { total, rows } = await read(path('plans', plan.plan, 'changes') + '?' + query({ ...asked, count: Size }));
      if (turn !== latest) return;
      before.disabled = asked.from === 0;
      after.disabled = asked.from + rows.length >= total;
      tell(where, w('page.of', { from: total === 0 ? 0 : asked.from + 1, to: asked.from + rows.length, n: total }));
      place.replaceChildren(table(rows));
    } catch (fault) {
      if (turn === latest) place.replaceChildren(el('p', { class: 'bad' }, sentence(fault)));
    }
  }

  let pause;
  const text = el('input', {
    type: 'search',
    class: 'small grow',
    'aria-label': w('guide.changes.search'),
    placeholder: w('guide.changes.search'),
    oninput: () => {
      clearTimeout(pause);
      pause = setTimeout(() => show({ text: text.value }), 250);
    },
  });
  show({});
  return el(
    'section',
    { class: 'card' },
    el('h3', {}, w('guide.changes')),
    el('div', { class: 'line' }, statements(plan, asked, show), kinds(show), text, before, after, where),
    place,
  );
}

function statements(plan, asked, show) {
  const some = plan.statements.filter(one => one.changes > 0);
  if (some.length < 2) return null;
  return el(
    'select',
    { class: 'small', 'aria-label': w('guide.changes.target'), onchange: event => show({ statement: Number(event.target.value) }) },
    some.map(one =>
      el('option', { value: String(one.statement), selected: one.statement === asked.statement }, `${one.target} (${one.changes})`),
    ),
  );
}

const kinds = show =>
  el(
    'select',
    { class: 'small', 'aria-label': w('guide.changes.kind'), onchange: event => show({ kind: event.target.value }) },
    el('option', { value: '' }, w('guide.changes.all')),
    ['insert', 'update', 'delete'].map(kind => el('option', { value: kind }, operation(kind))),
    el('option', { value: 'create' }, w('guide.changes.create')),
  );

const table = rows =>
  framed(
    w('guide.changes'),
    [w('guide.changes.row'), w('guide.changes.kind'), w('guide.changes.key'), w('guide.changes.what')],
    rows.map(row => {
      const [who, ...more] = row.columns.filter(one => one.isKey);
      return el(
        'tr',
        {},
        el('td', { class: 'number' }, row.row ? amount(row.row) : ''),
        el('td', {}, operation(row.operation)),
        el('th', { scope: 'row' }, who ? valueOf(who) : row.key),
        el(
          'td',
          {},
          more.map(one => link(one, row.operation)),
          row.columns.filter(one => !one.isKey).map(change),
          row.creates.map(one => el('span', { class: 'mark' }, w('guide.creates', one))),
        ),
      );
    }),
  );

const valueOf = ({ before, after }) => after ?? before ?? '';

/** What a contact is linked with, such as a tag: it comes, or it goes. */
const link = (one, operation) =>
  el(
    'span',
    { class: 'change' },
    el('span', { class: 'quiet' }, one.name, ' '),
    el(operation === 'delete' ? 'del' : 'ins', {}, valueOf(one)),
  );

const change = ({ name, before, after }) =>
  el(
    'span',
    { class: 'change' },
    el('span', { class: 'quiet' }, name, ' '),
    before === null || before === '' ? null : [el('del', {}, before), ' → '],
    after === null || after === '' ? el('i', {}, w('guide.emptied')) : el('ins', {}, after),
  );
