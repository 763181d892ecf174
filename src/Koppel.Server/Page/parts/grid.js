import { el, w } from '../words.js';
import { put, widthOf } from './cells.js';
import { Pages } from './pages.js';
import { heading } from './grid-heads.js';
import { key } from './grid-keys.js';
import { mouse } from './grid-mouse.js';
import { Selection } from './selection.js';

const Height = 26;
const Head = 28;
const Tallest = 8_000_000;
const Numbers = 64;
let grids = 0;

/**
 * A table of any length: elements for the rows in sight only. 'source' is { columns, rows(from, count) }; 'hooks' are sort(column, adds),
 * filter(column), open(row, column), edit(row, column), copy(), menu(at), sortOf(name), isFiltered(name), pendingOf(row, column) and
 * failed(fault).
 */
export class Grid {
  #rows = [];
  #first = 0;
  #set = -1;
  #frame = 0;
  #sized = false;

  constructor(hooks) {
    this.hooks = hooks;
    this.id = `grid${++grids}`;
    this.selection = new Selection();
    this.head = el('div', { class: 'grid-head', role: 'rowgroup' });
    this.layer = el('div', { class: 'grid-layer' });
    this.window = el('div', { class: 'grid-window', role: 'rowgroup' }, this.layer);
    this.room = el('div', { class: 'grid-room', role: 'presentation' }, this.window);
    this.element = el(
      'div',
      { class: 'grid', role: 'grid', tabindex: 0, 'aria-label': w('grid'), 'aria-multiselectable': 'true' },
      this.head,
      this.room,
    );
    this.element.addEventListener('scroll', () => this.#scrolled(), { passive: true });
    this.element.addEventListener('keydown', event => key(event, this));
    mouse(this);
    this.element.addEventListener('copy', event => {
      event.preventDefault();
      hooks.copy();
    });
    new ResizeObserver(() => this.draw()).observe(this.element);
  }

  /** Shows another result, from its first row. */
  show(source, total, keepsPlace = false) {
    this.pages?.stop();
    const isSame = this.source && this.source.columns.map(c => c.name).join('\n') === source.columns.map(c => c.name).join('\n');
    this.source = source;
    this.total = total;
    this.pages = new Pages(
      source.rows,
      (from, rows) => this.#came(rows),
      fault => this.hooks.failed(fault),
    );
    this.pages.total = total;
    if (!isSame) this.#begin();
    if (!keepsPlace) {
      this.selection.go(
        isSame && total > 0 && this.selection.row < 0 ? -1 : 0,
        isSame ? Math.min(this.selection.column, source.columns.length - 1) : 0,
      );
      this.#first = 0;
      this.element.scrollTop = 0;
      if (!isSame) this.element.scrollLeft = 0;
    }
    this.#heads();
    this.draw();
  }

  #begin() {
    this.#sized = false;
    this.widths = this.source.columns.map(column => widthOf(column, [], 0));
    this.layer.replaceChildren();
    this.#rows = [];
    this.element.setAttribute('aria-colcount', String(this.source.columns.length + 1));
  }

  #came(rows) {
    if (!this.#sized && rows.length > 0) {
      this.#sized = true;
      this.widths = this.source.columns.map((column, index) => widthOf(column, rows, index));
      this.#heads();
    }
    this.draw();
  }

  grow(total) {
    if (total === this.total) return;
    this.total = total;
    this.pages.grow(total);
    this.draw();
  }

  #heads() {
    this.element.style.setProperty('--columns', `${Numbers}px ${this.widths.map(width => `${width}px`).join(' ')}`);
    const cells = this.source.columns.map((column, index) => heading(this, column, index));
    const corner = el('div', { role: 'columnheader', class: 'head number', id: `${this.id}-corner`, 'aria-label': w('grid.number') }, '#');
    this.head.replaceChildren(el('div', { role: 'row', class: 'grid-row', 'aria-rowindex': 1 }, corner, cells));
    this.markHere();
  }

  get #view() {
    const height = Math.max(0, this.element.clientHeight - Head);
    return { height, count: height / Height };
  }

  /** So many rows a page key goes. */
  get page() {
    return Math.max(1, Math.floor(this.#view.count) - 1);
  }

  #scrolled() {
    if (this.element.scrollTop !== this.#set) {
      const most = this.element.scrollHeight - this.element.clientHeight;
      const share = most <= 0 ? 0 : Math.min(1, this.element.scrollTop / most);
      const isScaled = this.total * Height > Tallest;
      this.#first = isScaled ? share * Math.max(0, this.total - this.#view.count) : this.element.scrollTop / Height;
      this.#set = -1;
    }
    this.#queue();
  }

  #queue() {
    this.#frame ||= requestAnimationFrame(() => this.draw());
  }

  draw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (!this.source || this.element.clientHeight === 0) return;
    const { height, count } = this.#view;
    const tall = Math.min(Tallest, this.total * Height);
    this.room.style.height = `${tall}px`;
    this.window.style.height = `${Math.min(height, tall)}px`;
    this.#first = Math.max(0, Math.min(this.#first, this.total - Math.min(count, this.total)));
    const first = Math.floor(this.#first);
    const end = Math.min(this.total, first + Math.ceil(count) + 1);
    this.element.setAttribute('aria-rowcount', String(this.total + 1));
    this.#fit(end - first);
    for (let index = first; index < end; index++) this.#fill(this.#rows[index - first], index);
    this.layer.style.transform = `translateY(${-Math.round((this.#first - first) * Height)}px)`;
    this.markHere();
    this.pages.want(first, end);
  }

  #fit(count) {
    while (this.#rows.length < count) {
      const row = el(
        'div',
        { role: 'row', class: 'grid-row' },
        el('div', { role: 'rowheader', class: 'cell number' }, ''),
        this.source.columns.map((_, index) => el('div', { role: 'gridcell', 'data-column': index, 'aria-colindex': index + 2 })),
      );
      this.#rows.push(row);
      this.layer.append(row);
    }
    while (this.#rows.length > count) this.#rows.pop().remove();
  }

  #fill(row, index) {
    const values = this.pages.row(index);
    if (row.index !== index) {
      row.index = index;
      row.setAttribute('aria-rowindex', String(index + 2));
      row.firstChild.textContent = String(index + 1);
    }
    for (let column = 0; column < this.source.columns.length; column++) {
      const cell = row.children[column + 1];
      const pending = this.hooks.pendingOf(index, column);
      put(cell, pending === undefined ? values && (values[column] ?? null) : pending, this.source.columns[column], pending !== undefined);
      const isChosen = this.selection.has(index, column);
      if (isChosen !== (cell.getAttribute('aria-selected') === 'true')) cell.setAttribute('aria-selected', String(isChosen));
    }
  }

  /** The cell where the reader is has an id, by which the grid names it to a screen reader. */
  markHere() {
    this.element.querySelectorAll('.here').forEach(one => one.classList.remove('here'));
    const { row, column } = this.selection;
    const cell = row < 0 ? this.head.firstChild?.children[column + 1] : this.#rows.find(one => one.index === row)?.children[column + 1];
    if (!cell) return this.element.removeAttribute('aria-activedescendant');
    document.getElementById(`${this.id}-here`)?.removeAttribute('id');
    if (row >= 0) cell.id = `${this.id}-here`;
    cell.classList.add('here');
    this.element.setAttribute('aria-activedescendant', cell.id);
  }

  go(row, column, extend = false) {
    this.selection.go(row, column, extend);
    this.#reveal();
    this.draw();
  }

  /** Chooses the cells from one to another. */
  choose(top, left, bottom, right) {
    Object.assign(this.selection, { from: { row: top, column: left }, row: bottom, column: right });
    this.draw();
  }

  #reveal() {
    const { row, column } = this.selection;
    const { height } = this.#view;
    const whole = Math.floor(height / Height);
    if (row >= 0 && row < this.#first) this.#jump(row);
    else if (row >= this.#first + height / Height - 1) this.#jump(Math.max(0, row - height / Height + 1));
    if (whole <= 0) return;
    const left = Numbers + this.widths.slice(0, column).reduce((sum, width) => sum + width, 0);
    const right = left + this.widths[column];
    if (left - Numbers < this.element.scrollLeft) this.element.scrollLeft = left - Numbers;
    else if (right > this.element.scrollLeft + this.element.clientWidth) this.element.scrollLeft = right - this.element.clientWidth;
  }

  #jump(first) {
    this.#first = first;
    const { count } = this.#view;
    const most = this.element.scrollHeight - this.element.clientHeight;
    const isScaled = this.total * Height > Tallest;
    this.element.scrollTop = isScaled ? Math.round((first / Math.max(1, this.total - count)) * most) : Math.round(first * Height);
    this.#set = this.element.scrollTop;
  }

  /** Gives a column another width, in pixels. */
  resize(column, width) {
    this.widths[column] = Math.max(40, Math.min(1200, width));
    this.element.style.setProperty('--columns', `${Numbers}px ${this.widths.map(one => `${one}px`).join(' ')}`);
  }

  /** The element of a cell in sight. */
  cell(row, column) {
    return this.#rows.find(one => one.index === row)?.children[column + 1];
  }
}
