// Fields of a form with their labels.
import { el, w } from '../../words.js';

/** A text field: { value, note, list, required, pattern, placeholder }. */
export function field(id, label, options) {
  const { note, value, ...more } = options;
  const about = note ? `${id}-note` : undefined;
  const input = el('input', { id, value, autocomplete: 'off', spellcheck: 'false', 'aria-describedby': about, ...more });
  return {
    input,
    value: () => input.value.trim(),
    element: el(
      'div',
      { class: 'field' },
      el('label', { for: id }, label),
      input,
      note ? el('p', { class: 'quiet', id: about }, note) : null,
    ),
  };
}

/** One of some words; none is chosen before somebody does, unless one is given. */
export function choice(id, label, words, value, family) {
  const inputs = words.map(word =>
    el('input', { type: 'radio', name: id, id: `${id}-${word}`, value: word, required: true, checked: word === value }),
  );
  return {
    value: () => inputs.find(input => input.checked)?.value ?? '',
    element: el(
      'fieldset',
      { class: 'choice' },
      el('legend', {}, label),
      words.map((word, at) => el('div', { class: 'line' }, inputs[at], el('label', { for: `${id}-${word}` }, w(family + word)))),
    ),
  };
}

/** A box to tick. */
export function check(id, label, isOn) {
  const input = el('input', { type: 'checkbox', id, checked: isOn });
  return { value: () => input.checked, element: el('div', { class: 'line' }, input, el('label', { for: id }, label)) };
}

/** A part of the form with its heading. */
export const group = (title, ...content) => el('section', { class: 'card stack' }, el('h2', {}, title), content);
