import { post, query, send } from '../../api.js';
import { toast } from '../../parts/say.js';
import { el, knows, plain, w } from '../../words.js';

/** Rejected rows with the source's own columns, to be corrected in place or by a corrected file, and loaded alone. */
export async function corrections(guide, ledgerRun) {
  const told = await post('loads/corrections', { ledgerRun, source: guide.state.source });
  const changed = new Map();
  const load = el('button', { type: 'button', class: 'primary', id: 'load-corrected' }, w('guide.correct.load'));
  const count = () => {
    load.disabled = changed.size === 0;
  };
  count();
  load.addEventListener('click', () => again(guide, ledgerRun, { rows: [...changed].map(([row, values]) => ({ row, values })) }));
  const take = (row, column, value) => {
    changed.set(row, { ...changed.get(row), [column]: value });
    count();
  };
  return el(
    'section',
    { class: 'card' },
    el('h3', {}, w('guide.correct', { n: told.total })),
    el('p', { class: 'quiet' }, w('guide.correct.text')),
    el(
      'div',
      { class: 'scrolled framed', tabindex: 0, role: 'region', 'aria-label': w('guide.correct', { n: told.total }) },
      el(
        'table',
        { class: 'plain corrected' },
        el(
          'thead',
          {},
          el(
            'tr',
            {},
            [w('guide.changes.row'), w('guide.reason'), ...told.columns].map(name => el('th', { scope: 'col' }, name)),
          ),
        ),
        el(
          'tbody',
          {},
          told.rows.map(row => line(row, told.columns, take)),
        ),
      ),
    ),
    told.total > told.rows.length ? el('p', { class: 'quiet' }, w('guide.correct.more', { n: told.total - told.rows.length })) : null,
    el('div', { class: 'actions' }, load, fileButton(guide, ledgerRun)),
  );
}

const line = (row, columns, take) =>
  el(
    'tr',
    {},
    el('th', { scope: 'row', class: 'number' }, String(row.row)),
    el(
      'td',
      { class: 'bad' },
      knows('reject.' + row.code) ? w('reject.' + row.code) : plain(row.code),
      el('span', { class: 'hidden' }, ' ', row.text),
    ),
    columns.map(column =>
      el(
        'td',
        {},
        el('input', {
          class: 'small',
          value: row.values[column] ?? '',
          'aria-label': w('guide.correct.cell', { column, row: String(row.row) }),
          oninput: event => take(row.row, column, event.target.value),
        }),
      ),
    ),
  );

/** The rejected rows as a workbook, corrected elsewhere and given back. */
function fileButton(guide, ledgerRun) {
  const choice = el('input', { type: 'file', id: 'corrected-file', class: 'hidden', accept: '.xlsx,.csv' });
  choice.addEventListener('change', async () => {
    if (choice.files.length === 0) return;
    const kept = await guide.attempt(() => send(`uploads?${query({ name: choice.files[0].name })}`, choice.files[0]));
    if (kept) again(guide, ledgerRun, { upload: kept.upload });
  });
  return [
    el('button', { type: 'button', onclick: () => choice.click() }, w('guide.correct.file')),
    el('label', { for: 'corrected-file', class: 'hidden' }, w('guide.correct.file')),
    choice,
  ];
}

/** Plans a load of the corrected rows alone. */
async function again(guide, ledgerRun, given) {
  const { source, mapping } = guide.state;
  const told = await guide.attempt(() => post('loads/corrected', { ledgerRun, source, mapping, ...given }));
  if (!told) return;
  if (told.rows === 0) return toast(w('guide.correct.none'), true);
  guide.change({ source: told.source, script: told.script, corrects: [ledgerRun, ...guide.state.corrects], plan: null, run: null });
  guide.show('plan');
}
