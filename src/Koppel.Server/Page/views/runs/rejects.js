import { address, path, query, read } from '../../api.js';
import { amount, el, knows, w } from '../../words.js';
import { download } from '../../parts/exports.js';
import { filters } from './filters.js';
import { Growing, numbered } from './growing.js';

const Page = 100;

/** The rows that were not accepted, by reason; as files too. */
export async function rejects(part, run) {
  const place = path('ledger', 'runs', String(run.run), 'rejects');
  await rejectsOf(part, place, w('runs.rejects.none'));
}

/** Rejects that a place of the server gives, be they of a run or of a plan. */
export async function rejectsOf(part, place, none) {
  let asked = {};
  const groups = el('ul', { class: 'reasons groups' });
  const growing = new Growing({
    take: async from => {
      const told = await read(place + '?' + query({ ...asked, from: from ?? 0, count: Page }));
      if (from === null) group(groups, told.groups, asked.reason, reason => choose(reason));
      return { items: told.rows, total: told.total, next: numbered(from ?? 0, told.rows.length, told.total) };
    },
    row: refused,
    none,
  });
  const choose = reason => {
    asked = { ...asked, reason };
    growing.begin().then(() => groups.querySelector('[aria-pressed=true]')?.focus());
  };
  part.append(
    el(
      'div',
      { class: 'actions start' },
      ['xlsx', 'csv'].map(format =>
        el(
          'button',
          { type: 'button', 'data-key': format, onclick: () => download(address(`${place}?format=${format}`)) },
          w('rejects.' + format),
        ),
      ),
    ),
    groups,
    filters(w('runs.filters'), [{ name: 'text', label: w('runs.value'), kind: 'text' }], values => {
      asked = { ...asked, ...values };
      growing.begin();
    }),
    growing.element,
  );
  await growing.begin();
  part.querySelectorAll('.actions button').forEach(button => (button.disabled = groups.childElementCount === 0));
}

// A reason is a button: pressed, only its rows are shown.
function group(list, groups, chosen, choose) {
  list.replaceChildren(
    ...groups.map(one =>
      el(
        'li',
        {},
        el('b', {}, amount(one.count)),
        knows('reject.' + one.code) ? el('span', { class: 'code' }, w('reject.' + one.code)) : el('code', {}, one.code),
        one.reason === undefined
          ? el('span', { class: 'why' }, one.text)
          : el(
              'button',
              {
                type: 'button',
                class: 'link why',
                'aria-pressed': String(chosen === one.reason),
                onclick: () => choose(chosen === one.reason ? undefined : one.reason),
              },
              one.text,
            ),
      ),
    ),
  );
}

const refused = one =>
  el(
    'li',
    { class: 'card row', tabindex: -1 },
    el(
      'p',
      { class: 'row-head' },
      el('b', {}, one.sourceRow ? w('runs.sourceRow', { n: one.sourceRow }) : w('runs.rowNumber', { n: one.row })),
      el('span', { class: 'bad' }, one.text),
    ),
    el(
      'dl',
      { class: 'values' },
      Object.entries(one.source ?? {}).map(([name, value]) =>
        el('div', {}, el('dt', {}, name), el('dd', { class: value === null ? 'quiet' : undefined }, value ?? w('runs.empty'))),
      ),
    ),
  );
