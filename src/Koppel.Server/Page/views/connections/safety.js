// What a connection is to its user, and whether it may be written to. A form proposes both until somebody chooses.
import { el, w } from '../../words.js';
import { environmentName } from '../../parts/environment.js';

const Local = /^https?:\/\/(localhost|127(\.\d+){3}|\[::1\])(:\d+)?(\/|$)/i;

/** Makes the choices; 'address' gives the address as it is typed now. */
export function safety(form, values, isNew, address) {
  const environments = form.settings.find(one => one.name === 'environment');
  const accesses = form.settings.find(one => one.name === 'access');
  const environment = radios('environment', [...(isNew ? [] : ['']), ...environments.words], values.environment?.toLowerCase() ?? '');
  const access = radios('access', accesses.words, values.access?.toLowerCase() ?? 'read-write');
  let [isEnvironmentChosen, isAccessChosen] = [!isNew, !isNew];
  environment.element.addEventListener('input', () => {
    isEnvironmentChosen = true;
    propose();
  });
  access.element.addEventListener('input', () => {
    isAccessChosen = true;
  });

  function propose() {
    if (!isEnvironmentChosen) environment.choose(Local.test(address()) ? 'sandbox' : 'production');
    if (!isAccessChosen) access.choose(['production', 'acceptance'].includes(environment.chosen()) ? 'read-only' : 'read-write');
  }
  propose();
  return {
    elements: [environment.element, access.element],
    propose,
    values: () => ({ environment: environment.chosen() || null, access: access.chosen() }),
  };
}

function radios(name, words, value) {
  const inputs = words.map(word => el('input', { type: 'radio', name, value: word, id: `${name}-${word || 'unsaid'}` }));
  const choose = word => inputs.forEach(one => (one.checked = one.value === word));
  choose(value);
  return {
    element: el(
      'fieldset',
      { class: 'field radios' },
      el('legend', {}, w('connections.' + name)),
      el(
        'div',
        { class: 'line' },
        inputs.map(one => el('label', { class: 'check' }, one, el('span', {}, say(name, one.value)))),
      ),
      el('p', { class: 'hint' }, w(`connections.${name}.hint`)),
    ),
    choose,
    chosen: () => inputs.find(one => one.checked)?.value ?? '',
  };
}

const say = (name, word) =>
  name === 'access' ? w('connections.access.' + word) : word === '' ? w('connections.environment.unsaid') : environmentName(word);
