import { path, post, sentence } from '../api.js';
import { w } from '../words.js';
import { copyMenu } from './copy.js';
import { askText } from './dialog.js';
import { toast } from './say.js';
import { ofShown } from './shown.js';

/** What can be done with a cell. */
export function cellMenu(result, results) {
  const { grid } = results;
  const { row, column } = grid.selection;
  const name = result.columns[column].name;
  const sort = descending => results.view.ask({ sort: [{ column: name, descending }] });
  return [
    { label: w('cell.open'), note: '↵', action: () => results.openCell(row, column), isOff: row < 0 },
    { label: w('cell.edit'), note: 'F2', action: () => results.edits.begin(row, column), isOff: row < 0 },
    null,
    ...copyMenu(result, grid.selection),
    null,
    { label: w('sort.up'), action: () => sort(false) },
    { label: w('sort.down'), action: () => sort(true) },
    { label: w('grid.filter'), note: 'F', action: () => results.view.filter(column) },
  ];
}

/** What can be done with a result. */
export const resultMenu = (result, results) => [
  { label: w(result.pinned ? 'results.unpin' : 'results.pin'), action: () => results.change(result, { pinned: !result.pinned }) },
  { label: w('results.name'), action: () => name(result, results) },
  { label: w('results.saveAs'), action: () => saveAs(result, results) },
  { label: w('results.load'), action: () => location.assign('#/' + path('loads', 'result', result.shownId)) },
  null,
  { label: w('results.sql'), isOff: !result.sql, action: () => results.hooks.openText(result.sql) },
  { label: w('results.close'), action: () => results.close(result) },
];

async function name(result, results) {
  const given = await askText(w('results.name'), w('name'), result.name ?? '', w('rename'));
  if (given) results.change(result, { name: given, pinned: true });
}

// For a table that the remote system must make rows in, this is a load like any other: it shows its plan and asks.
async function saveAs(result, results) {
  const table = await askText(w('results.saveAs'), w('results.saveAs.label'), 'results@inmemorystorage', w('results.saveAs.next'));
  if (!table) return;
  try {
    const session = await results.session();
    const { script } = await ofShown(result, id => post(`results/${id}/table`, { session, table }));
    results.hooks.runShown(w('results.saveAs'), script);
  } catch (fault) {
    toast(sentence(fault), true);
  }
}
