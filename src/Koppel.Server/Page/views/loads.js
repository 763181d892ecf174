import { learn } from '../words.js';
import { guide as en } from '../words/en/guide.js';
import { guide as nl } from '../words/nl/guide.js';
import { Guide } from './loads/guide.js';

/** Loads without SQL: a file or a query, what goes where, what would change, and the load itself. */
export async function open(host, shell) {
  learn({ en, nl });
  const guide = new Guide(host, shell);
  await guide.went(shell.path);
  return { went: path => guide.went(path), close: () => guide.close() };
}
