// A setting as a field, by what its connector declares of it: its kind, words, default, and where its value is found.
import { about, place, title } from '../../parts/declared.js';
import { el, named, w } from '../../words.js';

let made = 0;

/** Makes the field of a setting. 'value' is what is written, or null; what the field says is read by 'value()', null for nothing. */
export function field(setting, value, changed = () => {}) {
  const id = `setting-${setting.name}-${++made}`;
  const control = controlOf(setting, value, id);
  control.addEventListener('input', changed);
  const element = el(
    'div',
    { class: 'field', 'data-setting': setting.name },
    el('label', { for: id }, label(setting)),
    control,
    hints(setting, id),
  );
  return { setting, element, control, value: () => control.value.trim() || null };
}

/** What a setting is called, and whether it must be there. */
export const label = setting => [
  setting.titleWord ?? title(setting),
  setting.required ? el('span', { class: 'quiet' }, ' ', w('connections.required')) : null,
];

/** What it means, and where it is found; 'id' is that of the control that it describes. */
export const hints = (setting, id) =>
  el(
    'div',
    { class: 'hint', id: id + '-hint' },
    setting.description ? el('p', {}, about(setting)) : null,
    setting.source ? el('p', { class: 'source' }, el('span', { class: 'quiet' }, w('connections.found'), ' '), place(setting)) : null,
  );

function controlOf(setting, value, id) {
  const options = { id, 'aria-describedby': id + '-hint' };
  if (setting.kind === 'switch' && (value === null || state(value) !== null))
    return choice(setting, value && state(value), ['on', 'off'], options);
  if (setting.kind === 'choice') return choice(setting, value, setting.words, options);
  return el('input', {
    ...options,
    type: 'text',
    value: value ?? '',
    placeholder: setting.default ?? undefined,
    inputmode: setting.kind === 'url' ? 'url' : setting.kind === 'number' ? 'decimal' : undefined,
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    'aria-required': setting.required ? 'true' : undefined,
  });
}

/** Words to choose from; a value that is none of them, such as a reference, can stay. */
function choice(setting, value, words, options) {
  const others = value && !words.includes(value) ? [value] : [];
  const unset = setting.default === null ? w('connections.unset') : w('connections.default', { value: say(setting.default) });
  const control = el(
    'select',
    options,
    el('option', { value: '' }, unset),
    [...others, ...words].map(word => el('option', { value: word }, say(word))),
  );
  control.value = value ?? '';
  return control;
}

const say = word => named('connections.word.', word);

const state = value => (/^(on|true|yes|1)$/i.test(value) ? 'on' : /^(off|false|no|0)$/i.test(value) ? 'off' : null);
