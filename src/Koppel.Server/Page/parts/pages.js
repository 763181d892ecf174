const Size = 200;
const Most = 50;

/**
 * The rows of a result, page by page. One request at a time, and always for what is in sight now: whoever scrolls by a thousand pages asks
 * for the one at which he stops.
 */
export class Pages {
  #pages = new Map();
  #short = new Set();
  #busy = false;
  #wanted = [0, 0];

  /** 'read' gives rows from a number on; 'changed' hears that some came, 'failed' that none did. */
  constructor(read, changed, failed) {
    Object.assign(this, { read, changed, failed, total: 0 });
  }

  row(index) {
    const page = this.#pages.get(Math.floor(index / Size));
    return page?.[index % Size];
  }

  /** Rows from 'first' to before 'end' are in sight. */
  want(first, end) {
    this.#wanted = [first, end];
    this.#pump();
  }

  /** There are more rows now: the last page may have been short. Its rows stay until it is read again. */
  grow(total) {
    const last = Math.floor(this.total / Size);
    if (total > this.total && (this.#pages.get(last)?.length ?? Size) < Size) this.#short.add(last);
    this.total = total;
    this.#pump();
  }

  stop() {
    this.read = null;
  }

  #missing() {
    const [first, end] = this.#wanted;
    for (let page = Math.floor(first / Size); page * Size < Math.min(end, this.total); page++)
      if (!this.#pages.has(page) || this.#short.has(page)) return page;
    return undefined;
  }

  async #pump() {
    if (this.#busy) return;
    this.#busy = true;
    try {
      for (let page; this.read && (page = this.#missing()) !== undefined;) {
        const { total } = this;
        this.#short.delete(page);
        const rows = await this.read(page * Size, Size);
        if (!this.read) break;
        this.#pages.set(page, rows);
        // It may have been read before the rows came that were told meanwhile.
        if (this.total > total && rows.length < Size) this.#short.add(page);
        if (this.#pages.size > Most) this.#pages.delete(this.#pages.keys().next().value);
        this.changed(page * Size, rows);
        if (rows.length === 0) break;
      }
    } catch (fault) {
      if (this.read) this.failed(fault);
    } finally {
      this.#busy = false;
    }
  }
}
