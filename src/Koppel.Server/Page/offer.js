import { post } from './api.js';
import { w } from './words.js';

/** Finds out what the run button would run: what is selected, or the statement in which the cursor is. The engine takes the text apart. */
export class Offer {
  #timer = null;
  #text = null;
  #statements = [];

  constructor(changed) {
    this.changed = changed;
    this.current = { word: w('run.nothing'), isNothing: true, isOne: true, range: null };
  }

  look(text, selection) {
    this.selection = selection;
    if (text !== this.#text) {
      this.#text = text;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#ask(text), 150);
    }
    this.#tell();
  }

  async #ask(text) {
    const found = await post('statements', { script: text }).catch(() => null);
    if (text !== this.#text) return;
    this.#statements = found ?? [];
    this.#tell();
  }

  #tell() {
    const { from, to, head } = this.selection;
    const all = this.#statements;
    const at = all.findLastIndex(one => one.from <= head);
    const index = Math.max(0, at);
    if (!this.#text.trim()) this.current = { word: w('run.nothing'), isNothing: true, isOne: true, range: null };
    else if (from !== to)
      this.current = {
        word: w('run.selection', { n: lines(this.#text.slice(from, to)) }),
        isOne: all.length < 2,
        range: { from, to },
        isSelection: true,
      };
    else if (all.length < 2) this.current = { word: w('run'), isOne: true, range: null };
    else this.current = { word: w('run.statement', { n: index + 1, count: all.length }), isOne: false, range: all[index] };
    this.changed(this.current);
  }
}

const lines = text => text.split('\n').filter(line => line.trim()).length || 1;
