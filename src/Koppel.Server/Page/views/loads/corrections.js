import { post, query, send } from '../../api.js';
import { el, w } from '../../words.js';
import { rejectName } from '../../parts/books.js';
import { framed } from '../../parts/framed.js';

/** Which rows: those that the plan rejected, and those that the account did not take. */
export const asked = ({ state }, ledgerRun) => ({ ledgerRun, plan: state.plan, source: state.source, mapping: state.mapping });

/** Rejected rows with the source's own columns, to be corrected in place or by a corrected file, and loaded alone. */
export async function corrections(guide, ledgerRun) {
  const told = await post('loads/corrections', asked(guide, ledgerRun));
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
    { class: 'card corrected' },
    el('h3', {}, w('guide.correct', { n: told.total })),
    el('p', { class: 'quiet' }, w('guide.correct.text')),
    framed(
      w('guide.correct', { n: told.total }),
      [w('rows.row'), w('rows.reason'), ...told.columns],
      told.rows.map(row => line(row, told.columns, take)),
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
      row.reasons.map(one => el('span', { class: 'reason', title: one.text }, rejectName(one.code) ?? one.text)),
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
    if (kept && choice.isConnected) again(guide, ledgerRun, { upload: kept.upload });
  });
  return [
    el('button', { type: 'button', onclick: () => choice.click() }, w('guide.correct.file')),
    el('label', { for: 'corrected-file', class: 'hidden' }, w('guide.correct.file')),
    choice,
  ];
}

/** Plans a load of the corrected rows alone. */
async function again(guide, ledgerRun, given) {
  const { source, mapping, run } = guide.state;
  const told = await guide.attempt(() => post('loads/corrected', { ledgerRun, source, mapping, ...given }));
  // Another load may have been begun meanwhile.
  if (!told || guide.state.run !== run) return;
  guide.change({ source: told.source, script: told.script, corrects: [ledgerRun, ...guide.state.corrects], plan: null, run: null });
  guide.show('plan');
}
