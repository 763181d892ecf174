import { post, read, sentence } from '../api.js';
import { el, tell, w } from '../words.js';
import { cellField } from './cell-field.js';
import { isEnded } from './ended.js';
import { toast } from './say.js';
import { ofShown } from './shown.js';

/** Cells that were changed in the grid and are not sent yet. They are their result's, whichever is shown. */
export class Edits {
  #changes = new WeakMap();
  #turn = 0;
  #isOpen = false;

  /** 'shown' gives the result that is shown, 'runShown' shows a script and runs it. */
  constructor(grid, shown, runShown) {
    Object.assign(this, { grid, shown, runShown });
    this.update = el('button', { type: 'button', class: 'primary small', id: 'update', hidden: true, onclick: () => this.#update() });
    this.discard = el('button', { type: 'button', class: 'quiet', hidden: true, onclick: () => this.#discard() }, w('edits.discard'));
  }

  /** Whether the shown rows must stay where they are: what was changed is known by their places. */
  get isHeld() {
    return this.#isOpen || this.#of(this.shown()).size > 0;
  }

  /** Opens a field over a cell of what is shown; false when it cannot be edited, with the reason told. */
  async begin(row, column) {
    const result = this.shown();
    const { shownId } = result;
    const turn = ++this.#turn;
    try {
      const refusal = await refusalOf(result, column);
      if (refusal) return (toast(refusal), false);
      const was = await this.#wholeOf(result, row, column);
      // The reader may have gone on meanwhile.
      if (turn === this.#turn && this.shown() === result && result.shownId === shownId) this.#open(result, row, column, was);
    } catch (fault) {
      toast(sentence(fault), true);
    }
    return true;
  }

  /** The text of a cell, or null; a long one is cut in the grid. */
  async #wholeOf(result, row, column) {
    let value = this.grid.pages.row(row)?.[column];
    if (value === undefined || value?.cut !== undefined) {
      const name = encodeURIComponent(result.columns[column].name);
      ({ value } = await ofShown(result, id => read(`results/${id}/cell?row=${row}&column=${name}`)));
    }
    return value === null ? null : typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  #open(result, row, column, was) {
    const { name, kind } = result.columns[column];
    const change = this.#of(result).get(`${row}:${column}`);
    this.grid.go(row, column);
    const cell = this.grid.cell(row, column);
    if (!cell) return; // Another part of the panel was opened meanwhile.
    const asked = { cell, label: w('edits.field', { column: name }), value: change ? change.value : was, isText: kind === 'text' };
    this.#isOpen = true;
    cellField(asked, value => {
      this.#isOpen = false;
      if (value !== undefined) this.#keep(result, { row, column, name, value }, was);
      this.grid.element.focus();
    });
  }

  // What is again as it was is no change.
  #keep(result, { row, column, name, value }, was) {
    const changes = this.#of(result);
    if (value === (was?.replace(/\r\n?/g, '\n') ?? null)) changes.delete(`${row}:${column}`);
    else changes.set(`${row}:${column}`, { row, column: name, value });
    this.#changed();
  }

  #of(result) {
    if (!this.#changes.has(result)) this.#changes.set(result, new Map());
    return this.#changes.get(result);
  }

  /** The new value of a cell of what is shown, null where it has none any more; undefined where it was not changed. */
  valueOf(row, column) {
    return this.#changes.get(this.shown())?.get(`${row}:${column}`)?.value;
  }

  #discard() {
    this.#of(this.shown()).clear();
    this.#changed();
  }

  #changed() {
    this.grid.draw();
    this.look();
  }

  /** Shows what can be done with the changes of what is shown. */
  look() {
    const n = this.#of(this.shown()).size;
    if (n === 0 && [this.update, this.discard].includes(document.activeElement)) this.grid.element.focus();
    this.update.hidden = this.discard.hidden = n === 0;
    if (n) tell(this.update, w('edits.update', { n }));
  }

  async #update() {
    const result = this.shown();
    const sent = [...this.#of(result)];
    try {
      const { script } = await ofShown(result, id => post(`results/${id}/edits`, { edits: sent.map(([, change]) => change) }));
      await this.runShown(w('edits.title'), script, run => this.#sent(result, sent, run));
    } catch (fault) {
      toast(sentence(fault), true);
    }
  }

  // What was declined, failed or rejected stays, and so does what was changed meanwhile.
  #sent(result, sent, run) {
    if (run.state !== 'done' || [...run.statements.values()].some(one => one.report?.books.rejected)) return;
    const changes = this.#of(result);
    for (const [place, change] of sent) if (changes.get(place) === change) changes.delete(place);
    if (result === this.shown()) this.#changed();
    toast(w('edits.sent'));
  }
}

/** Why a cell cannot be edited, or null. What of a result can be is asked once. */
async function refusalOf(result, column) {
  if (!isEnded(result)) return w('results.coming');
  if (result.editable === undefined) {
    const { editable, notEditable } = await read(`results/${result.id}`);
    Object.assign(result, { editable, notEditable });
  }
  if (!result.editable) return w('edits.none', { why: result.notEditable });
  const name = result.columns[column].name.toLowerCase();
  return result.editable.columns.some(one => one.toLowerCase() === name) ? null : w('edits.notThis', { column: name });
}
