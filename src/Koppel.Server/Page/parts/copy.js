import { query, sentence, text } from '../api.js';
import { w } from '../words.js';
import { toast } from './say.js';
import { ofShown } from './shown.js';

const Formats = ['tsv', 'csv', 'json', 'markdown', 'in', 'insert'];

/** What is chosen, or the whole result where one cell is. */
export const copyMenu = (result, selection) =>
  Formats.map(format => ({
    label: w('copy.' + format),
    note: format === 'tsv' ? 'Ctrl C' : undefined,
    action: () => copy(result, selection, format),
  }));

/** As a spreadsheet takes it; one cell is copied without its heading. */
export const copyTsv = (result, selection) => copy(result, selection, 'tsv');

async function copy(result, selection, format) {
  const { top, bottom, left, right } = selection.area;
  const columns = result.columns.slice(left, right + 1);
  const values = { format, from: top, count: bottom - top + 1, columns: columns.map((_, index) => left + index).join() };
  const asked = ofShown(result, id => text(`results/${id}/text?${query(values)}`));
  try {
    // Told as a promise, the browser still takes it as what the key asked for, however long the text takes.
    await navigator.clipboard.write([new ClipboardItem({ 'text/plain': asked.then(told => new Blob([told], { type: 'text/plain' })) })]);
    toast(w('copied', { n: (bottom - top + 1) * columns.length }));
  } catch {
    // The browser tells its own fault, also where it is the text that could not be had.
    const fault = await asked.then(
      () => null,
      own => own,
    );
    toast(fault === null ? w('copy.refused') : sentence(fault), true);
  }
}
