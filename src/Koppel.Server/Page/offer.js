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

  /** What would be run of the text as it is now, whatever is written or opened before the engine has taken it apart. */
  async settled() {
    clearTimeout(this.#timer);
    const [text, selection] = [this.#text, this.selection];
    return offered(text, selection, await (this.#asking ?? this.#ask()));
  }

  #ask() {
    const text = this.#text;
    this.#asking = post('statements', { script: text })
      .catch(() => [])
      .then(found => {
        if (text === this.#text) {
          this.#statements = found;
          this.#tell();
        }
        return found;
      });
    return this.#asking;
  }

  #tell() {
    this.current = offered(this.#text, this.selection, this.#statements);
    this.changed(this.current);
  }
}

function offered(text, { from, to, head }, all) {
  if (!text.trim()) return Nothing;
  if (from !== to) {
    const n =
      text
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
