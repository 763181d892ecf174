import { el, w } from '../words.js';

/**
 * Fields over a list: { name, label, kind: 'text' | 'date' | 'choice', choices: [[value, word]], isOne: one is always chosen }. 'changed'
 * hears the values a moment after the last letter.
 */
export function filters(label, fields, changed, values = {}) {
  let timer;
  const form = el(
    'form',
    { class: 'filters', role: 'search', 'aria-label': label },
    fields.map(field => el('label', { class: 'find-field' }, el('span', {}, field.label), control(field, values[field.name] ?? ''))),
  );
  const told = () => {
    clearTimeout(timer);
    changed(Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value).trim()])));
  };
  form.addEventListener('submit', event => {
    event.preventDefault();
    told();
  });
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(told, 300);
  });
  return form;
}

function control(field, value) {
  if (field.kind !== 'choice')
    return el('input', {
      name: field.name,
      type: field.kind === 'date' ? 'date' : 'search',
      value,
      autocomplete: 'off',
      spellcheck: 'false',
    });
  const select = el(
    'select',
    { name: field.name },
    field.isOne ? null : el('option', { value: '' }, w('rows.any')),
    field.choices.map(([name, word]) => el('option', { value: name }, word)),
  );
  if (value || !field.isOne) select.value = value;
  return select;
}
