import { el, joined, w } from '../words.js';
import { open } from './dialog.js';

const Operators = {
  text: ['contains', 'is', 'isNot', 'startsWith', 'empty', 'null', 'notNull'],
  other: ['is', 'isNot', 'greater', 'less', 'null', 'notNull'],
};
const Bare = ['null', 'notNull', 'empty'];

/** Asks how a column is to be filtered: a filter, null for none, undefined when it stays as it is. */
export async function askFilter(column, before) {
  const operators = Operators[column.kind === 'text' ? 'text' : 'other'];
  const choice = el(
    'select',
    { id: 'filter-operator' },
    operators.map(name => el('option', { value: name, selected: before?.operator === name }, w('filter.' + name))),
  );
  const value = el('input', {
    id: 'filter-value',
    value: before?.value ?? '',
    autocomplete: 'off',
    spellcheck: 'false',
    autofocus: true,
    'aria-label': w('filter.value'),
  });
  const sync = () => {
    value.hidden = Bare.includes(choice.value);
  };
  choice.addEventListener('change', sync);
  sync();
  const answer = await open(
    el('span', {}, w('filter.title'), ' ', el('code', {}, column.name)),
    el('div', { class: 'line' }, el('label', { for: 'filter-operator', class: 'hidden' }, w('filter.operator')), choice, value),
    [
      { name: 'no', label: w('filter.remove'), isOff: !before },
      { name: '', label: w('cancel') },
      { name: 'yes', label: w('filter.apply'), kind: 'primary' },
    ],
    {
      opened: dialog =>
        dialog.addEventListener('keydown', event => {
          if (event.key !== 'Enter' || event.target.tagName === 'BUTTON') return;
          event.preventDefault();
          dialog.querySelector('.primary').click();
        }),
    },
  );
  if (answer === 'no') return null;
  if (answer !== 'yes') return undefined;
  return { column: column.name, operator: choice.value, value: Bare.includes(choice.value) ? null : value.value };
}

const said = ({ column, operator, value }) => w('filter.said', { column, operator: w('filter.' + operator), value: value ?? '' });

/** A filter in words, with the button that takes it away. */
export const filterMark = (filter, remove) =>
  el(
    'span',
    { class: 'filter' },
    said(filter),
    el('button', { type: 'button', 'aria-label': joined([w('filter.remove'), said(filter)], ': '), onclick: remove }, '×'),
  );
