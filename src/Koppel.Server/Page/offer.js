import { post } from './api.js';
import { w } from './words.js';

const Nothing = { word: w('run.nothing'), isNothing: true, isOne: true, range: null };

/** Finds out what the run button would run: what is selected, or the statement in which the cursor is. The engine takes the text apart. */
export class Offer {
  #timer = null;
  #text = null;
  #statements = [];
  #asking = null;

  constructor(changed) {
    this.changed = changed;
    this.current = Nothing;
  }

  look(text, selection) {
    this.selection = selection;
    if (text !== this.#text) {
      this.#text = text;
      this.#asking = null;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#ask(), 150);
    }
    this.#tell();
  }

  /** What would be run, of the text as it is now: whoever is quick does not run what stood there before. */
  async settled() {
    clearTimeout(this.#timer);
    await (this.#asking ?? this.#ask());
    return this.current;
  }

  #ask() {
    const text = this.#text;
    this.#asking = post('statements', { script: text })
      .catch(() => [])
      .then(found => {
        if (text !== this.#text) return;
        this.#statements = found;
        this.#tell();
      });
    return this.#asking;
  }

  #tell() {
    this.current = this.#find();
    this.changed(this.current);
  }

  #find() {
    const { from, to, head } = this.selection;
    const all = this.#statements;
    if (!this.#text.trim()) return Nothing;
    if (from !== to) {
      const n =
        this.#text
          .slice(from, to)
          .split('\n')
          .filter(line => line.trim()).length || 1;
      return { word: w('run.selection', { n }), isOne: all.length < 2, range: { from, to }, isSelection: true };
    }
    if (all.length < 2) return { word: w('run'), isOne: true, range: null };
    const at = Math.max(
      0,
      all.findLastIndex(one => one.from <= head),
    );
    return { word: w('run.statement', { n: at + 1, count: all.length }), isOne: false, range: all[at] };
  }
}
