import { post, sentence } from '../api.js';
import { el, w } from '../words.js';
import { isEnded } from './ended.js';
import { askFilter, filterMark } from './filters.js';
import { redraw } from './redraw.js';
import { toast } from './say.js';
import { sortOf, sorted } from './sorting.js';

const Pause = 250;

/**
 * In which order a result is shown, and which part of it: its 'view' is what is shown, its 'wanted' what was asked for last. Only the
 * answer to that is taken.
 */
export class ResultView {
  #searching = null;

  /** 'hooks' are shown(), which gives the result, isHeld(), whether its rows must stay where they are, changed() and left(). */
  constructor(hooks) {
    this.hooks = hooks;
    this.search = el('input', {
      type: 'search',
      class: 'small',
      id: 'result-search',
      placeholder: w('results.search'),
      'aria-label': w('results.search'),
      autocomplete: 'off',
    });
    this.search.addEventListener('input', () => {
      clearTimeout(this.#searching);
      this.#searching = setTimeout(() => this.ask({ search: this.search.value }), Pause);
    });
    this.filters = el('div', { class: 'asked', hidden: true });
  }

  static initial = () => ({ view: { sort: [], filters: [], search: '' }, wanted: null });

  /** Another result is shown: what was typed for the one before is not asked of it. */
  begin() {
    clearTimeout(this.#searching);
    this.search.value = this.#wanted.search;
  }

  /** Shows what is asked of the result. */
  look() {
    const { view } = this.hooks.shown();
    this.filters.hidden = view.filters.length === 0;
    redraw(this.filters, ...view.filters.map(filter => filterMark(filter, () => this.#unfilter(filter))));
  }

  get #wanted() {
    const { view, wanted } = this.hooks.shown();
    return wanted ?? view;
  }

  sortOf(name) {
    return sortOf(this.hooks.shown()?.view.sort ?? [], name);
  }

  isFiltered(name) {
    return (this.hooks.shown()?.view.filters ?? []).some(filter => filter.column === name);
  }

  sort(name, adds) {
    const { sort, next } = sorted(this.#wanted.sort, name, adds);
    this.ask({ sort }, next ? w(next.descending ? 'sorted.down' : 'sorted.up', { column: name }) : w('sorted.none'));
  }

  async filter(column) {
    const result = this.hooks.shown();
    const { name } = result.columns[column];
    const filter = await askFilter(
      result.columns[column],
      this.#wanted.filters.find(one => one.column === name),
    );
    this.hooks.left();
    if (filter === undefined || result !== this.hooks.shown()) return;
    const others = this.#wanted.filters.filter(one => one.column !== name);
    this.ask({ filters: filter ? [...others, filter] : others });
  }

  #unfilter(filter) {
    this.ask({ filters: this.#wanted.filters.filter(one => one !== filter) });
    this.hooks.left();
  }

  /** Asks for another order or another part of what is shown. */
  async ask(change, said) {
    const result = this.hooks.shown();
    if (this.#refuses(result)) return;
    const view = { ...this.#wanted, ...change };
    result.wanted = view;
    const isPlain = view.sort.length === 0 && view.filters.length === 0 && !view.search;
    try {
      const answer = isPlain ? { id: result.id, total: result.rows } : await post(`results/${result.id}/view`, view);
      // A cell may have been changed meanwhile, and something else may have been asked for.
      if (result.wanted !== view || (result === this.hooks.shown() && this.#refuses(result))) return;
      Object.assign(result, { view, wanted: null, shownId: answer.id, viewRows: answer.total });
      if (result !== this.hooks.shown()) return;
      this.hooks.changed();
      toast(said ?? w('count.some', { n: result.rows, shown: answer.total }));
    } catch (fault) {
      if (result.wanted === view) this.#back(result);
      toast(sentence(fault), true);
    }
  }

  #refuses(result) {
    const word = !isEnded(result) ? w('results.coming') : this.hooks.isHeld() ? w('edits.held') : null;
    if (word === null) return false;
    this.#back(result);
    toast(word);
    return true;
  }

  // What could not be had is not asked for any more.
  #back(result) {
    result.wanted = null;
    if (result === this.hooks.shown()) this.search.value = result.view.search;
  }
}
