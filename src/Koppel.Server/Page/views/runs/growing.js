import { sentence } from '../../api.js';
import { el, tell, w } from '../../words.js';
import { say } from '../../parts/say.js';

/**
 * A list that grows by pages. 'take' gives { items, next, total } behind a place (null for the first), 'row' makes an element of an item,
 * 'place' puts it (the list itself when it is left out).
 */
export class Growing {
  #next = null;
  #turn = 0;

  constructor({ take, row, none, list }) {
    Object.assign(this, { take, row, none });
    this.list = list ?? el('ol', { class: 'rows' });
    this.count = el('p', { class: 'quiet count', role: 'status' });
    this.button = el(
      'button',
      { type: 'button', class: 'more', 'data-key': 'more', hidden: true, onclick: () => this.more() },
      w('runs.more'),
    );
    this.element = el('div', { class: 'growing' }, this.count, this.list.outer ?? this.list, this.button);
  }

  /** From the first page on. */
  async begin() {
    this.#next = null;
    await this.#load(true);
  }

  async more() {
    await this.#load(false);
    if (this.button.hidden) this.list.lastElementChild?.focus?.();
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
      if (!isFirst) say(w('runs.shown', { n: shown }));
    } catch (fault) {
      if (mine !== this.#turn) return;
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
    if (total !== undefined && total !== null && total !== shown) return w('runs.ofTotal', { shown, n: total });
    return w(this.#next === null ? 'runs.all' : 'runs.shown', { n: shown });
  }
}

/** A page by number: what comes behind it, when there is more. */
export const numbered = (from, got, total) => (from + got < total && got > 0 ? from + got : null);
