// Asks before a connection is removed, and what is to become of its secrets.
import { call, path } from '../../api.js';
import { open } from '../../parts/dialog.js';
import { el, w } from '../../words.js';

/** Removes a connection; gives the names of secrets that stay in the store, or null when it was not done. */
export async function remove(written) {
  const stored = written.values.filter(one => one.from === 'store');
  const names = stored.map(one => one.reference).join(', ');
  const forget = el('input', { type: 'checkbox', id: 'forget' });
  const answer = await open(
    w('connections.remove.title', { name: written.name }),
    [
      el('p', {}, w('connections.remove.text')),
      stored.length > 0 ? el('label', { class: 'check' }, forget, el('span', {}, w('connections.remove.forget', { names }))) : null,
    ],
    [
      { name: '', label: w('cancel'), isFirst: true },
      { name: 'yes', label: w('connections.remove'), kind: 'danger' },
    ],
  );
  if (answer !== 'yes') return null;
  const told = await call('DELETE', path('connections', written.name), { forget: forget.checked }, { 'If-Match': written.etag });
  return (await told.json()).secretsLeft;
}
