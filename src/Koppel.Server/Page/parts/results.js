import { drop as remove, patch, read, sentence } from '../api.js';
import { el, tell, w } from '../words.js';
import { ChartPanel } from './chart.js';
import { copyMenu, copyTsv } from './copy.js';
import { detail } from './detail.js';
import { Edits } from './edits.js';
import { isEnded } from './ended.js';
import { Exports } from './exports.js';
import { Grid } from './grid.js';
import { ResultTabs } from './result-tabs.js';
import { cellMenu, resultMenu } from './result-menus.js';
import { ResultView } from './result-view.js';
import { menuButton, openMenu, turnOff } from './menu.js';
import { countWord } from './count.js';
import { toast } from './say.js';
import { ofShown } from './shown.js';

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
    this.tools = el('div', { class: 'tools', role: 'toolbar', 'aria-label': w('results.tools') });
    this.grid = new Grid(this.#hooks());
    this.edits = new Edits(this.grid, () => this.#shown, hooks.runShown);
    this.chart = new ChartPanel(() => this.#shown);
    this.empty = el('div', { class: 'empty' }, el('p', { class: 'title' }, w('results.none')), el('p', {}, w('results.none.text')));
    this.view = new ResultView({
      shown: () => this.#shown,
      isHeld: () => this.edits.isHeld,
      changed: () => this.#display(),
      left: () => this.grid.element.focus(),
    });
    this.body = el(
      'div',
      { class: 'result', hidden: true },
      el('div', { class: 'result-head' }, this.count, this.tools),
      this.view.filters,
      this.chart.element,
      this.grid.element,
    );
    this.element = el('div', { class: 'results' }, this.tabs.element, this.empty, this.body);
    this.#buildTools();
  }

  #hooks() {
    return {
      sort: (name, adds) => this.view.sort(name, adds),
      sortOf: name => this.view.sortOf(name),
      isFiltered: name => this.view.isFiltered(name),
      filter: column => this.view.filter(column),
      open: (row, column) => this.openCell(row, column),
      edit: (row, column) => this.edits.begin(row, column),
      pendingOf: (row, column) => this.edits.valueOf(row, column),
      copy: () => copyTsv(this.#shown, this.grid.selection),
      menu: at => openMenu(this.grid.element, cellMenu(this.#shown, this), at),
      failed: fault => toast(sentence(fault), true),
    };
  }

  #buildTools() {
    this.exports = new Exports();
    this.tools.append(
      this.view.search,
      this.edits.update,
      this.edits.discard,
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
    for (const told of all) this.#learn(told);
    const there = new Set(all.map(one => one.id));
    // What has begun since the question is in no answer to it.
    for (const id of before) if (!there.has(id)) this.#known.delete(id);
    const session = document.session.id; // It may have been opened meanwhile.
    this.list = [...this.#known.values()].filter(one => one.session === session || one.pinned).sort((a, b) => (a.at < b.at ? -1 : 1));
    this.#chips();
    const wanted = this.list.find(one => one.id === document.resultShown) ?? this.list.at(-1) ?? null;
    // What is shown already stays as it is: the reader may be far down in it.
    if (isOther ? this.#shown !== wanted || wanted === null : !this.list.includes(this.#shown)) this.#select(wanted);
    else this.#look();
  }

  #take(id) {
    if (!this.#known.has(id)) this.#known.set(id, { id, shownId: id, rows: 0, ...ResultView.initial() });
    return this.#known.get(id);
  }

  // A list may tell less than what was heard since it was asked for.
  #learn(told) {
    const result = this.#take(told.id);
    const { rows, isComplete, fault } = result;
    Object.assign(result, told, isEnded(result) ? { rows, isComplete, fault } : { rows: Math.max(rows, told.rows) });
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

  grow({ result: id, rows, isComplete, fault }) {
    const result = this.#known.get(id);
    if (!result) return;
    Object.assign(result, { rows, isComplete, fault });
    if (result === this.#shown) this.#look();
  }

  /** What a statement tells when it has ended: calls, seconds, what was saved. */
  sum(run, statement) {
    for (const told of statement.results) {
      const result = this.#take(told.id);
      Object.assign(result, { summary: statement.summary, isComplete: true });
      if (result === this.#shown) this.#look();
    }
  }

  /** Shows how many rows there are by now, and what can be done with them. */
  #look() {
    const result = this.#shown;
    if (!result) return;
    tell(this.count, countWord(result));
    if (result.shownId === result.id) this.grid.grow(result.rows);
    this.chart.look();
    for (const id of ['export', 'copy', 'more']) turnOff(this.tools.querySelector('#' + id), !isEnded(result));
    this.view.search.disabled = !isEnded(result);
  }

  #chips() {
    this.tabs.show(this.list, this.#shown);
  }

  #select(result) {
    this.#shown = result;
    if (this.#document) this.#document.resultShown = result?.id;
    this.#chips();
    this.empty.hidden = result !== null;
    this.body.hidden = result === null;
    if (!result) return;
    this.view.begin();
    this.chart.close();
    this.edits.look();
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
    this.view.look();
    this.chart.redraw();
    this.#look();
  }

  async openCell(row, column) {
    const back = await detail(this.#shown, row, column);
    if (back) this.hooks.insert(back);
  }

  /** The session in which a result is saved as a table. */
  session() {
    return this.#document.session.open();
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
