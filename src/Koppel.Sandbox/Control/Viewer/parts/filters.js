import { make } from './dom.js';
import { changed, parse, replace } from './place.js';

const Wait = 200;

// A row of controls that steer what a page shows through its address. They stay while the rows change, so that typing is not disturbed.
// A control is { name, label, search: true } or { name, label, options: async () => [[value, text], …] }.
export function filters(controls) {
  const fields = controls.map(control => ({ control, field: control.options ? select(control) : search(control) }));
  const form = make('form', { class: 'filters', role: 'search', onsubmit: event => event.preventDefault() },
    fields.map(({ control, field }) => make('div', { class: control.options ? 'field' : 'field grow' }, make('label', { for: field.id }, control.label), field)));
  return { element: form, sync: place => fields.forEach(({ control, field }) => sync(field, place.params[control.name] ?? '')) };
}

function sync(field, value) {
  field.dataset.wanted = value;
  if (field !== document.activeElement || field.tagName === 'SELECT') field.value = value;
}

function search(control) {
  let timer;
  const apply = field => replace(changed(parse(location.hash), { [control.name]: field.value.trim() }));
  return make('input', {
    id: 'filter-' + control.name, type: 'search', autocomplete: 'off', spellcheck: 'false', placeholder: control.placeholder, 'aria-keyshortcuts': '/', 'data-search': '',
    oninput: event => { clearTimeout(timer); timer = setTimeout(apply, Wait, event.target); },
    onkeydown: event => { if (event.key === 'Enter') { clearTimeout(timer); apply(event.target); } },
  });
}

function select(control) {
  const field = make('select', { id: 'filter-' + control.name, onchange: () => { location.hash = changed(parse(location.hash), { [control.name]: field.value }); } },
    make('option', { value: '' }, control.all ?? 'any'));
  control.options().then(options => {
    field.append(...options.map(([value, text]) => make('option', { value }, text)));
    field.value = field.dataset.wanted ?? '';
  });
  return field;
}
