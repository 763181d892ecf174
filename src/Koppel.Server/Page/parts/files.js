import { el, moment, w } from '../words.js';
import { open } from './dialog.js';

/** Asks which of many files is opened, found by a part of its name; gives its path, or null. */
export async function askFile(files) {
  const found = el('ul', { class: 'files' });
  const none = el('p', { class: 'quiet', role: 'status' });
  const field = el('input', {
    type: 'search',
    id: 'find-file',
    'aria-label': w('files.find'),
    placeholder: w('files.find'),
    autocomplete: 'off',
    spellcheck: 'false',
    autofocus: true,
  });
  const sift = () => {
    const wanted = field.value.trim().toLowerCase();
    const fitting = files.filter(file => file.path.toLowerCase().includes(wanted));
    found.replaceChildren(...fitting.map(file => el('li', {}, entry(file))));
    none.replaceChildren(...(fitting.length === 0 ? [el('span', {}, w('files.none'))] : []));
  };
  field.addEventListener('input', sift);
  sift();
  const given = await open(w('files.title'), [field, found, none], [{ name: '', label: w('cancel') }]);
  return given || null;
}

// A button of the dialog: its value is the answer, and Enter in the field presses the first.
const entry = file => [
  el('button', { type: 'submit', class: 'link', value: file.path }, file.path),
  el('span', { class: 'quiet' }, moment(file.modified)),
];
