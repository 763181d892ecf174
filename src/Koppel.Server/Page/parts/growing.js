import { query, read, sentence } from '../api.js';
import { el, joined, learn, tell, w } from '../words.js';
import { rows as en } from '../words/en/rows.js';
import { rows as nl } from '../words/nl/rows.js';
import { framed } from './framed.js';
import { filters } from './narrow.js';
import { say, toast } from './say.js';

learn({ en, nl });

const Page = 100;

/**
 * A list that grows by pages. 'take' gives { items, next, total } behind a place (null for the first), 'row' makes an element of an item.
 * Where there is a 'table', { label, names }, its rows are those of one.
 */
export class Growing {
  #next = null;
  #turn = 0;

  constructor({ take, row, none, table }) {
    Object.assign(this, { take, row, none });
    const frame = table ? framed(table.label, table.names, []) : el('ol', { class: 'rows' });
    this.list = table ? frame.querySelector('tbody') : frame;
    this.count = el('p', { class: 'quiet count', role: 'status' });
    this.button = el(
      'button',
      { type: 'button', class: 'more', 'data-key': 'more', hidden: true, onclick: () => this.more() },
      w('rows.more'),
    );
    this.element = el('div', { class: 'growing' }, this.count, frame, this.button);
  }

  /** From the first page on. */
  async begin() {
    this.#next = null;
    await this.#load(true);
  }

  async more() {
    if (this.#next === null) return; // The first page is on its way: what is shown until it comes has no more behind it.
    await this.#load(false);
    if (!this.button.hidden) return;
    this.list.lastElementChild?.setAttribute('tabindex', '-1');
    this.list.lastElementChild?.focus();
  }

  async #load(isFirst) {
    const mine = ++this.#turn;
    this.element.setAttribute('aria-busy', 'true');
    try {
      const { items, next, total } = await this.take(this.#next);
      if (mine !== this.#turn) return;
      const rows = items.map(item => this.row(item));
      if (isFirst) this.list.replaceChildren(...rows);
      else this.list.append(...rows);
      this.#next = next ?? null;
      this.button.hidden = this.#next === null;
      const shown = this.list.childElementCount;
      tell(this.count, this.#told(shown, total));
      if (!isFirst) say(w('rows.shown', { n: shown }));
    } catch (fault) {
      if (mine !== this.#turn) return;
      if (!isFirst) return toast(sentence(fault), true); // The rows before stay, and so does the way on.
      this.list.replaceChildren(
        el(
          this.list.tagName === 'TBODY' ? 'tr' : 'li',
          { class: 'notice' },
          el(this.list.tagName === 'TBODY' ? 'td' : 'span', { colspan: '9' }, sentence(fault)),
        ),
      );
      this.button.hidden = true;
    } finally {
      if (mine === this.#turn) this.element.setAttribute('aria-busy', 'false');
    }
  }

  #told(shown, total) {
    if (shown === 0 && this.#next === null) return this.none;
    if (total !== undefined && total !== null && total !== shown) return w('rows.ofTotal', { shown, n: total });
    return w(this.#next === null ? 'rows.all' : 'rows.shown', { n: shown });
  }
}

/** What a place of the server gives by number; 'fixed' is asked for whatever the fields say. */
export const numbered = (place, fixed) => async (asked, from) => {
  const told = await read(place + '?' + query({ ...fixed, ...asked, from: from ?? 0, count: Page }));
  const end = (from ?? 0) + told.rows.length;
  return { ...told, items: told.rows, next: end < told.total && told.rows.length > 0 ? end : null };
};

/** What it gives behind a mark. A page can be empty while more follows: in a large run what is looked for may stand far behind. */
export const marked = (place, name) => async (asked, after) => {
  const items = [];
  let next = after;
  do {
    const page = await read(place + '?' + query({ ...asked, after: next, count: Page - items.length }));
    items.push(...page[name]);
    ({ next } = page);
  } while (next && items.length < Page);
  return { items, next };
};

/** A list that grows, under the fields that narrow it: 'take' is told what they say. */
export function narrowed(fields, { take, ...list }) {
  let asked = {};
  const growing = new Growing({ ...list, take: from => take(asked, from) });
  const narrow = values => {
    asked = { ...asked, ...values };
    return growing.begin();
  };
  // A page may have several: each is told by what it narrows.
  const label = joined([w('rows.filters'), list.table?.label], ': ');
  return { growing, narrow, elements: [filters(label, fields, narrow), growing.element] };
}
