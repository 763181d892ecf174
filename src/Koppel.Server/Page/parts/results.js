import { drop as remove, patch, post, read, sentence } from '../api.js';
import { el, tell, w } from '../words.js';
import { ChartPanel } from './chart.js';
import { copyMenu, copyTsv } from './copy.js';
import { detail } from './detail.js';
import { Edits } from './edits.js';
import { Exports } from './exports.js';
import { askFilter, filterMark } from './filters.js';
import { Grid } from './grid.js';
import { ResultTabs } from './result-tabs.js';
import { cellMenu, resultMenu } from './result-menus.js';
import { menuButton, openMenu, turnOff } from './menu.js';
import { countWord } from './count.js';
import { toast } from './say.js';
import { ofShown } from './shown.js';
import { sortOf, sorted } from './sorting.js';
import { redraw } from './redraw.js';

/**
 * The results of an editor tab: those of its session, with the pinned ones. One is shown as a grid, with what was asked of it (sort,
 * filters), its count line and what can be done with it. Nothing here makes a call to a remote system.
 */
export class Results {
  #shown = null;
  #known = new Map();
  #document = null;

  constructor(hooks) {
    this.hooks = hooks;
    this.tabs = new ResultTabs(result => this.#select(result));
    this.count = el('p', { class: 'count', id: 'count' });
    this.asked = el('div', { class: 'asked', hidden: true });
    this.tools = el('div', { class: 'tools', role: 'toolbar', 'aria-label': w('results.tools') });
    this.grid = new Grid(this.#hooks());
    this.edits = new Edits(this.grid, () => this.#pending());
    this.chart = new ChartPanel(() => this.#shown);
    this.empty = el('div', { class: 'empty' }, el('p', { class: 'title' }, w('results.none')), el('p', {}, w('results.none.text')));
    this.search = el('input', {
      type: 'search',
      class: 'small',
      id: 'result-search',
      placeholder: w('results.search'),
      'aria-label': w('results.search'),
      autocomplete: 'off',
    });
    this.search.addEventListener('input', () => this.#searchSoon());
    this.body = el(
      'div',
      { class: 'result', hidden: true },
      el('div', { class: 'result-head' }, this.count, this.tools),
      this.asked,
      this.chart.element,
      this.grid.element,
    );
    this.element = el('div', { class: 'results' }, this.tabs.element, this.empty, this.body);
    this.#buildTools();
  }

  #hooks() {
    return {
      sort: (name, adds) => this.#sort(name, adds),
      sortOf: name => sortOf(this.#shown?.view.sort ?? [], name),
      isFiltered: name => (this.#shown?.view.filters ?? []).some(filter => filter.column === name),
      filter: column => this.filter(column),
      open: (row, column) => this.openCell(row, column),
      edit: (row, column) => this.edits.begin(this.#shown, row, column),
      pendingOf: (row, column) => this.edits.valueOf(row, column),
      copy: () => copyTsv(this.#shown, this.grid.selection),
      menu: at => openMenu(this.grid.element, cellMenu(this.#shown, this), at),
      failed: fault => toast(sentence(fault), true),
    };
  }

  #buildTools() {
    this.update = el('button', { type: 'button', class: 'primary small', id: 'update', hidden: true, onclick: () => this.#update() });
    this.discard = el('button', { type: 'button', class: 'quiet', hidden: true, onclick: () => this.edits.clear() }, w('edits.discard'));
    this.exports = new Exports();
    this.tools.append(
      this.search,
      this.update,
      this.discard,
      this.chart.button,
      menuButton(w('copy'), () => copyMenu(this.#shown, this.grid.selection), { class: 'quiet', id: 'copy' }),
      menuButton(w('export'), () => this.exports.items(this.#shown), { class: 'quiet', id: 'export' }),
      menuButton(w('more'), () => resultMenu(this.#shown, this), { class: 'quiet', id: 'more' }),
    );
  }

  /** Shows the results of a tab's session. */
  async show(document) {
    const isOther = document !== this.#document;
    this.#document = document;
    const before = new Set(this.#known.keys());
    const all = await read('results').catch(fault => (toast(sentence(fault), true), null));
    // What is known stays where the program cannot be asked.
    if (all === null || this.#document !== document) return;
    for (const told of all) Object.assign(this.#take(told.id), told);
    const there = new Set(all.map(one => one.id));
    // What has begun since the question is in no answer to it.
    for (const id of before) if (!there.has(id)) this.#known.delete(id);
    const session = document.session.id; // It may have been opened meanwhile.
    this.list = [...this.#known.values()].filter(one => one.session === session || one.pinned).sort((a, b) => (a.at < b.at ? -1 : 1));
    this.#chips();
    const wanted = this.list.find(one => one.id === document.resultShown) ?? this.list.at(-1) ?? null;
    // What is shown already stays as it is: the reader may be far down in it.
    if (isOther ? this.#shown !== wanted || wanted === null : !this.list.includes(this.#shown)) this.#select(wanted);
  }

  #take(id) {
    if (!this.#known.has(id)) this.#known.set(id, { id, view: { sort: [], filters: [], search: '' }, shownId: id });
    return this.#known.get(id);
  }

  /** A result has begun to come in. */
  begin(run, told, statement) {
    const result = Object.assign(this.#take(told.id), told, {
      session: run.session,
      at: run.at,
      sql: statement?.text,
      label: statement?.statement,
    });
    if (run.session !== this.#document?.session.id) return;
    if (!this.list.includes(result)) this.list.push(result);
    this.#chips();
    this.#select(result);
  }

  grow({ result: id, rows, isComplete }) {
    const result = this.#known.get(id);
    if (!result) return;
    Object.assign(result, { rows, isComplete });
    if (result !== this.#shown || result.shownId !== id) return;
    tell(this.count, countWord(this.#shown));
    this.grid.grow(rows);
    this.#exportsState();
  }

  /** What a statement tells when it has ended: calls, seconds, what was saved. */
  sum(run, statement) {
    for (const told of statement.results) {
      const result = this.#take(told.id);
      Object.assign(result, { summary: statement.summary, isComplete: true });
      if (result === this.#shown) {
        tell(this.count, countWord(this.#shown));
        this.grid.grow(result.shownId === result.id ? result.rows : this.grid.total);
        this.chart.look();
      }
    }
  }

  #chips() {
    this.tabs.show(this.list, this.#shown);
  }

  #select(result) {
    this.edits.clear();
    this.#shown = result;
    if (this.#document) this.#document.resultShown = result?.id;
    this.#chips();
    this.empty.hidden = result !== null;
    this.body.hidden = result === null;
    if (!result) return;
    this.search.value = result.view.search ?? '';
    this.chart.close();
    this.#display();
  }

  #display(keepsPlace = false) {
    const result = this.#shown;
    const id = result.shownId;
    this.grid.show(
      {
        columns: result.columns,
        rows: async (from, count) => (await ofShown(result, shown => read(`results/${shown}/rows?from=${from}&count=${count}`))).rows,
      },
      id === result.id ? result.rows : result.viewRows,
      keepsPlace,
    );
    tell(this.count, countWord(this.#shown));
    this.#askedLine();
    this.chart.look();
    this.#exportsState();
  }

  #exportsState() {
    for (const id of ['export', 'copy', 'more']) turnOff(this.tools.querySelector('#' + id), !this.#shown.isComplete);
    this.search.disabled = !this.#shown.isComplete;
  }

  #askedLine() {
    const { filters } = this.#shown.view;
    this.asked.hidden = filters.length === 0;
    redraw(this.asked, ...filters.map(filter => filterMark(filter, () => this.#unfilter(filter))));
  }

  #sort(name, adds) {
    const { sort, next } = sorted(this.#shown.view.sort, name, adds);
    this.ask({ sort }, next ? w(next.descending ? 'sorted.down' : 'sorted.up', { column: name }) : w('sorted.none'));
  }

  async filter(column) {
    const name = this.#shown.columns[column].name;
    const before = this.#shown.view.filters.find(filter => filter.column === name);
    const filter = await askFilter(this.#shown.columns[column], before);
    this.grid.element.focus();
    if (filter === undefined) return;
    const others = this.#shown.view.filters.filter(one => one.column !== name);
    this.ask({ filters: filter ? [...others, filter] : others });
  }

  #unfilter(filter) {
    this.ask({ filters: this.#shown.view.filters.filter(one => one !== filter) });
    this.grid.element.focus();
  }

  #searchSoon() {
    clearTimeout(this.searching);
    this.searching = setTimeout(() => this.ask({ search: this.search.value }), 250);
  }

  /** Asks for another order or another part of what is shown. */
  async ask(change, said) {
    const result = this.#shown;
    if (!result.isComplete) return toast(w('results.coming'));
    const view = { ...result.view, ...change };
    const isPlain = view.sort.length === 0 && view.filters.length === 0 && !view.search;
    try {
      const answer = isPlain ? { id: result.id, total: result.rows } : await post(`results/${result.id}/view`, view);
      Object.assign(result, { view, shownId: answer.id, viewRows: answer.total });
      if (result !== this.#shown) return;
      this.edits.clear();
      this.#display();
      toast(said ?? w('count.some', { n: result.rows, shown: answer.total }));
    } catch (fault) {
      toast(sentence(fault), true);
    }
  }

  async openCell(row, column) {
    const back = await detail(this.#shown, row, column);
    if (back) this.hooks.insert(back);
  }

  #pending() {
    const count = this.edits.count;
    this.update.hidden = this.discard.hidden = count === 0;
    if (count) tell(this.update, w('edits.update', { n: count }));
  }

  /** The session in which a result is saved as a table. */
  session() {
    return this.#document.session.open();
  }

  async #update() {
    try {
      const { script } = await ofShown(this.#shown, id => post(`results/${id}/edits`, { edits: this.edits.list }));
      this.hooks.runShown(w('edits.title'), script, () => this.edits.clear());
    } catch (fault) {
      toast(sentence(fault), true);
    }
  }

  /** Names or pins a result. */
  async change(result, change) {
    Object.assign(result, change);
    this.#chips();
    await patch(`results/${result.id}`, change).catch(fault => toast(sentence(fault), true));
  }

  async close(result) {
    await remove(`results/${result.id}`).catch(fault => toast(sentence(fault), true));
    this.#known.delete(result.id);
    this.list = this.list.filter(one => one !== result);
    this.#select(this.list.at(-1) ?? null);
    this.tabs.focus();
  }

  focus() {
    if (this.#shown) this.grid.element.focus();
  }
}
