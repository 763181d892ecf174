import { address } from '../api.js';
import { el, w } from '../words.js';
import { toast } from './say.js';

const Formats = ['xlsx', 'csv', 'csv-excel-nl', 'json', 'jsonl', 'parquet', 'markdown'];

/** The whole result as a file, made by the server from what it has kept. */
export class Exports {
  items(result) {
    return Formats.map(format => ({
      label: w('export.' + format),
      action: () => download(address(`results/${result.shownId}/export?format=${format}`)),
    }));
  }
}

export function download(url) {
  const link = el('a', { href: url, download: '' });
  document.body.append(link);
  link.click();
  link.remove();
  toast(w('export.begun'));
}
