import { el, w } from '../words.js';

const Name = /\$\{([A-Za-z_]\w*)\}/g;

/** The variables of a text as fields, in the order in which they stand in it. */
export class Variables {
  #names = '';
  #document = null;

  constructor() {
    this.element = el('div', { class: 'variables', role: 'group', 'aria-label': w('variables'), hidden: true });
  }

  show(document) {
    const names = [...new Set([...document.text.matchAll(Name)].map(match => match[1]))];
    const key = names.join();
    if (document === this.#document && key === this.#names) return;
    this.#document = document;
    this.#names = key;
    this.element.hidden = names.length === 0;
    this.element.replaceChildren(
      ...names.map(name =>
        el(
          'label',
          {},
          el('code', {}, name),
          el('input', {
            value: document.variables[name] ?? '',
            autocomplete: 'off',
            spellcheck: 'false',
            placeholder: w('variables.none'),
            oninput: event => document.setVariable(name, event.target.value),
          }),
        ),
      ),
    );
  }

  /** Their values, or the first field that is empty. */
  get values() {
    const names = this.#names ? this.#names.split(',') : [];
    return Object.fromEntries(names.map(name => [name, this.#document.variables[name] ?? '']).filter(([, value]) => value !== ''));
  }
}
