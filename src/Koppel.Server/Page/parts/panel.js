import { el, w } from '../words.js';

const Names = ['results', 'plan', 'loads', 'messages', 'history'];

/** The lower pane: one of its parts is seen at a time. */
export class Panel {
  constructor(parts, shown) {
    Object.assign(this, { parts, shown, current: null });
    this.tabs = Object.fromEntries(
      Names.map(name => [
        name,
        el(
          'button',
          {
            type: 'button',
            role: 'tab',
            id: `tab-${name}`,
            class: 'panel-tab',
            'aria-controls': `panel-${name}`,
            onclick: () => this.show(name),
          },
          el('span', {}, w('panel.' + name)),
        ),
      ]),
    );
    const bar = el('div', { class: 'panel-tabs', role: 'tablist', 'aria-label': w('panel') }, Object.values(this.tabs));
    bar.addEventListener('keydown', event => this.#key(event));
    this.places = Object.fromEntries(
      Names.map(name => [
        name,
        el('div', { role: 'tabpanel', id: `panel-${name}`, class: 'panel-place', 'aria-labelledby': `tab-${name}` }, parts[name].element),
      ]),
    );
    this.element = el('section', { class: 'panel', 'aria-label': w('panel') }, bar, Object.values(this.places));
    this.show('results');
  }

  show(name) {
    if (this.current === name) return;
    this.current = name;
    for (const one of Names) {
      this.tabs[one].setAttribute('aria-selected', String(one === name));
      this.tabs[one].setAttribute('tabindex', one === name ? '0' : '-1');
      this.places[one].hidden = one !== name;
      if (one === name) this.tabs[one].classList.remove('news');
    }
    this.shown(name);
  }

  /** There is something new behind a tab that is not seen. */
  news(name) {
    if (name !== this.current) this.tabs[name].classList.add('news');
  }

  #key(event) {
    const here = Names.indexOf(this.current);
    const step = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: Names.length - 1 }[event.key];
    if (step === undefined || !Names[step]) return;
    event.preventDefault();
    this.show(Names[step]);
    this.tabs[Names[step]].focus();
  }
}
