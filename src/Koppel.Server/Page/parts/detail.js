import { read, sentence } from '../api.js';
import { el, w } from '../words.js';
import { open } from './dialog.js';
import { toast } from './say.js';
import { ofShown } from './shown.js';

/** One value whole, laid out when it is JSON. */
export async function detail(result, row, column) {
  const { name, type } = result.columns[column];
  let told;
  try {
    told = await ofShown(result, id => read(`results/${id}/cell?row=${row}&column=${encodeURIComponent(name)}`));
  } catch (fault) {
    toast(sentence(fault), true);
    return null;
  }
  const value = told.value;
  const shown =
    value === null
      ? el('p', { class: 'quiet' }, w('cell.null'))
      : value === ''
        ? el('p', { class: 'quiet' }, w('cell.empty'))
        : el('pre', { tabindex: 0, 'aria-label': name }, pretty(value));
  const length = typeof value === 'string' ? el('p', { class: 'quiet small' }, w('cell.length', { n: [...value].length })) : null;
  const answer = await open(
    el('span', {}, el('code', {}, name), ' ', el('span', { class: 'quiet' }, type, ' · ', w('cell.row', { n: row + 1 }))),
    [shown, length],
    [
      { name: 'copy', label: w('copy'), isOff: value === null },
      { name: '', label: w('close'), kind: 'primary', isFirst: true },
    ],
    { class: 'wide' },
  );
  if (answer !== 'copy') return null;
  await navigator.clipboard.writeText(typeof value === 'string' ? value : JSON.stringify(value));
  toast(w('copied', { n: 1 }));
  return null;
}

function pretty(value) {
  if (typeof value !== 'string') return JSON.stringify(value, null, 2);
  if (!/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
}
