// A secret: it can be written and never read. What is kept stays unless it is replaced.
import { el, tell, w } from '../../words.js';
import { hints, label } from './field.js';
import { whence } from './names.js';

let made = 0;

/** Makes the field of a secret. 'kept' says where the one is that is set, or is null. */
export function secret(setting, kept, changed = () => {}) {
  const id = `secret-${setting.name}-${++made}`;
  const input = el('input', {
    id,
    type: 'password',
    autocomplete: 'new-password',
    spellcheck: 'false',
    'aria-describedby': id + '-hint',
    'aria-required': setting.required ? 'true' : undefined,
  });
  const ways = el(
    'select',
    { 'aria-label': w('connections.secret.place') },
    ['store', 'env'].map(way => el('option', { value: way }, w('connections.secret.way.' + way))),
  );
  const given = el('div', { class: 'given' }, input, ways);
  const state = el('p', { class: 'kept' });
  const replace = el('button', { type: 'button', class: 'small', 'data-replace': setting.name }, w('connections.replace'));
  const name = el('label', { for: id }, label(setting));
  const element = el(
    'div',
    { class: 'field', 'data-setting': setting.name },
    name,
    kept?.isSet ? el('div', { class: 'line' }, state, replace) : null,
    given,
    hints(setting, id),
  );
  let isOpen = !kept?.isSet;
  if (kept?.isSet) tell(state, whence(kept));
  given.hidden = !isOpen;
  replace.setAttribute('aria-expanded', String(isOpen));
  replace.addEventListener('click', () => {
    isOpen = !isOpen;
    given.hidden = !isOpen;
    replace.setAttribute('aria-expanded', String(isOpen));
    tell(replace, w(isOpen ? 'connections.keep' : 'connections.replace'));
    if (isOpen) input.focus();
    else input.value = '';
    changed();
  });
  ways.addEventListener('input', () => {
    // A variable's name is no secret.
    input.type = ways.value === 'env' ? 'text' : 'password';
    input.value = '';
    input.placeholder = ways.value === 'env' ? 'AC_TOKEN' : '';
    changed();
  });
  input.addEventListener('input', changed);
  return {
    setting,
    element,
    control: input,
    /** What is to become of it; undefined when it stays as it is. */
    value() {
      const text = input.value.trim();
      if (!isOpen || text === '') return undefined;
      return ways.value === 'env' ? { variable: text } : { value: text };
    },
    clear() {
      input.value = '';
    },
  };
}
