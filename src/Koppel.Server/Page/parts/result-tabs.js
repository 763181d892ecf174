import { el, moment, plain, w } from '../words.js';

/** The results that are kept, as tabs: by name or number, with their time. */
export class ResultTabs {
  constructor(select) {
    this.select = select;
    this.element = el('div', { class: 'chips', role: 'tablist', 'aria-label': w('results.kept'), hidden: true });
    this.element.addEventListener('keydown', event => this.#walk(event));
  }

  show(list, shown) {
    const held = this.element.contains(document.activeElement);
    Object.assign(this, { list, shown });
    this.element.hidden = list.length === 0;
    this.element.replaceChildren(...list.map((one, index) => this.#tab(one, index, one === shown)));
    if (held) this.focus();
  }

  #tab(one, index, isShown) {
    const properties = {
      type: 'button',
      role: 'tab',
      class: 'chip',
      'aria-selected': String(isShown),
      tabindex: isShown ? 0 : -1,
      onclick: () => this.select(one),
    };
    return el(
      'button',
      properties,
      one.pinned ? [el('span', { class: 'pin', 'aria-hidden': 'true' }, '●'), el('span', { class: 'hidden' }, w('results.pinned'))] : null,
      el('span', {}, one.name ? plain(one.name) : w('results.number', { n: index + 1 })),
      el('span', { class: 'time' }, moment(one.at ?? Date.now())),
    );
  }

  #walk(event) {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const next = step && this.list[this.list.indexOf(this.shown) + step];
    if (!next) return;
    this.select(next);
    this.focus();
  }

  focus() {
    this.element.querySelector('[aria-selected=true]')?.focus();
  }
}
