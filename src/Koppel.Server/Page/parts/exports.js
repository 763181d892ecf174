import { address, read, sentence } from '../api.js';
import { el, w } from '../words.js';
import { toast } from './say.js';
import { ofShown } from './shown.js';

const Formats = ['xlsx', 'csv', 'csv-excel-nl', 'json', 'jsonl', 'parquet', 'markdown'];

/** The whole result as a file, made by the server from what it has kept. */
export class Exports {
  items(result) {
    return Formats.map(format => ({ label: w('export.' + format), action: () => exportAs(result, format) }));
  }
}

// The browser takes a file only from an address that is there.
async function exportAs(result, format) {
  try {
    await ofShown(result, id => read(`results/${id}/rows?count=1`));
    download(address(`results/${result.shownId}/export?format=${format}`));
  } catch (fault) {
    toast(sentence(fault), true);
  }
}

export function download(url) {
  const link = el('a', { href: url, download: '' });
  document.body.append(link);
  link.click();
  link.remove();
  toast(w('export.begun'));
}
