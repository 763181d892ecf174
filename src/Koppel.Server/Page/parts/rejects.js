import { address } from '../api.js';
import { amount, el, w } from '../words.js';
import { reason } from './books.js';
import { download } from './exports.js';
import { narrowed, numbered } from './growing.js';

/** The rows that a run or a plan does not accept, as a place of the server gives them: by reason, and as files. */
export async function rejects(place) {
  const files = el('div', { class: 'line' }, rejectFiles(place));
  const groups = el('ul', { class: 'reasons groups' });
  let chosen;
  const take = numbered(place);
  const { growing, narrow, elements } = narrowed([{ name: 'text', label: w('rows.value'), kind: 'text' }], {
    take: async (asked, from) => {
      const told = await take(asked, from);
      if (from === null) groups.replaceChildren(...told.groups.map(one => group(one, chosen, choose)));
      files.querySelectorAll('button').forEach(button => (button.disabled = told.groups.length === 0));
      return told;
    },
    row: one => refused(one, one.text, one.source ?? {}),
    none: w('rows.noRejects'),
    table: refusedTable(w('rejects')),
  });
  async function choose(reason) {
    chosen = reason === chosen ? undefined : reason;
    await narrow({ reason: chosen });
    groups.querySelector('[aria-pressed=true]')?.focus();
  }
  await growing.begin();
  return [files, groups, ...elements];
}

/** The buttons that give them as files. */
const rejectFiles = place =>
  ['xlsx', 'csv'].map(format =>
    el(
      'button',
      { type: 'button', 'data-key': format, onclick: () => download(address(`${place}?format=${format}`)) },
      w('rejects.' + format),
    ),
  );

// A reason is a button: pressed, only its rows are shown.
const group = (one, chosen, choose) =>
  reason(
    one.code,
    one.count,
    el(
      'button',
      { type: 'button', class: 'link why', 'aria-pressed': String(chosen === one.reason), onclick: () => choose(one.reason) },
      one.text,
    ),
  );

export const refusedTable = label => ({ label, names: ['row', 'reason', 'values'].map(name => w('rows.' + name)) });

/** A row that was not taken: where it stands, why, and what it says. */
export const refused = (one, why, values) =>
  el(
    'tr',
    { class: 'row' },
    el('th', { scope: 'row', class: 'number' }, one.sourceRow ? w('rows.sourceRow', { n: one.sourceRow }) : amount(one.row)),
    el('td', { class: 'what' }, why),
    el(
      'td',
      { class: 'what' },
      Object.entries(values).map(([name, value]) =>
        el('span', { class: 'change' }, el('span', { class: 'quiet' }, name, ' '), value ?? el('i', { class: 'quiet' }, w('rows.empty'))),
      ),
    ),
  );
