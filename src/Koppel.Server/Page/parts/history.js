import { drop, query, read, sentence } from '../api.js';
import { el, joined, lasting, moment, named, w } from '../words.js';
import { menuButton } from './menu.js';
import { toast } from './say.js';
import { redraw } from './redraw.js';

const Count = 50;

/** All that was run, searched by text, connection and day. */
export class History {
  constructor(hooks) {
    this.hooks = hooks;
    this.text = el('input', {
      type: 'search',
      id: 'history-text',
      class: 'small grow',
      placeholder: w('history.search'),
      'aria-label': w('history.search'),
      autocomplete: 'off',
    });
    this.connection = el('select', { id: 'history-connection', class: 'small', 'aria-label': w('history.connection') });
    this.from = el('input', { type: 'date', class: 'small', id: 'history-from', 'aria-label': w('history.from') });
    this.to = el('input', { type: 'date', class: 'small', id: 'history-to', 'aria-label': w('history.to') });
    this.list = el('ol', { class: 'history-list' });
    this.older = el('button', { type: 'button', class: 'quiet', hidden: true, onclick: () => this.#load(true) }, w('history.older'));
    this.element = el(
      'div',
      { class: 'history' },
      el(
        'form',
        { class: 'line', role: 'search', 'aria-label': w('panel.history'), onsubmit: event => event.preventDefault() },
        this.text,
        this.connection,
        this.from,
        this.to,
      ),
      el('div', { class: 'scrolled', tabindex: 0, role: 'region', 'aria-label': w('panel.history') }, this.list, this.older),
    );
    let timer;
    this.text.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(() => this.load(), 250);
    });
    for (const field of [this.connection, this.from, this.to]) field.addEventListener('change', () => this.load());
  }

  /** The connections to choose from. */
  offer(connections) {
    const chosen = this.connection.value;
    this.connection.replaceChildren(
      el('option', { value: '' }, w('history.all')),
      ...connections.map(one => el('option', { value: one.name }, one.name)),
    );
    this.connection.value = chosen;
  }

  load = () => this.#load(false);

  async #load(isMore) {
    const values = {
      text: this.text.value.trim(),
      connection: this.connection.value,
      from: this.from.value,
      to: this.to.value && `${this.to.value}T23:59:59.999Z`,
      before: isMore ? this.last : '',
      count: Count,
    };
    const mine = (this.asked = Symbol());
    let found;
    try {
      found = await read('history?' + query(values));
    } catch (fault) {
      if (mine === this.asked) this.list.replaceChildren(el('li', { class: 'empty' }, sentence(fault)));
      return;
    }
    if (mine !== this.asked) return; // Another was asked for meanwhile.
    this.last = found.at(-1)?.id;
    this.older.hidden = found.length < Count;
    const items = found.map(one => this.#item(one));
    if (isMore) this.list.append(...items);
    else redraw(this.list, ...(items.length ? items : [el('li', { class: 'empty' }, w('history.none'))]));
  }

  #item(one) {
    const figures = [
      moment(one.at),
      one.user ? one.user : null,
      one.connections.join(', ') || null,
      w('count.rows', { n: one.rows ?? 0 }),
      w('count.calls', { n: one.calls ?? 0 }),
      lasting(one.seconds ?? 0),
    ];
    const item = el(
      'li',
      {},
      el('span', { class: 'mark ' + one.state, title: named('state.', one.state) }),
      el(
        'div',
        {},
        el('code', { class: 'script' }, one.script.replace(/\s+/g, ' ').slice(0, 300)),
        el('p', { class: 'quiet' }, named('state.', one.state), ' · ', joined(figures, ' · ')),
      ),
      menuButton(
        '⋯',
        () => [
          { label: w('history.open'), action: () => this.hooks.openText(one.script) },
          { label: w('history.again'), action: () => this.hooks.runScript(one.script) },
          { label: w('history.copy'), action: () => this.#copy(one.script) },
          null,
          { label: w('history.delete'), action: () => this.#delete(one, item) },
        ],
        { class: 'quiet icon', 'aria-label': w('history.actions') },
      ),
    );
    return item;
  }

  async #copy(script) {
    await navigator.clipboard.writeText(script);
    toast(w('history.copied'));
  }

  async #delete(one, item) {
    try {
      await drop(`history/${one.id}`);
      (item.nextElementSibling ?? item.previousElementSibling)?.querySelector('button')?.focus();
      item.remove();
    } catch (fault) {
      toast(sentence(fault), true);
    }
  }
}
