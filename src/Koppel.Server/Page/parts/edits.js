import { el, w } from '../words.js';
import { toast } from './say.js';

/** Cells that were changed in the grid and are not sent yet. */
export class Edits {
  #changes = new Map();

  constructor(grid, changed) {
    Object.assign(this, { grid, changed });
  }

  canEdit(result, column) {
    return result.editable?.columns.includes(result.columns[column].name) ?? false;
  }

  /** Opens a field over the cell; false when it cannot be edited, with the reason told. */
  begin(result, row, column) {
    if (!result.editable) return this.#refuse(w('edits.none'));
    if (!this.canEdit(result, column)) return this.#refuse(w('edits.notThis', { column: result.columns[column].name }));
    this.grid.go(row, column);
    const cell = this.grid.cell(row, column);
    const now = this.valueOf(row, column) ?? this.grid.pages.row(row)?.[column];
    const field = el('input', {
      class: 'in-cell',
      value: now === null || now === undefined ? '' : String(now),
      'aria-label': w('edits.field', { column: result.columns[column].name }),
    });
    const box = cell.getBoundingClientRect();
    Object.assign(field.style, { left: `${box.left}px`, top: `${box.top}px`, width: `${Math.max(120, box.width)}px` });
    let isDone = false;
    const end = keeps => {
      if (isDone) return;
      isDone = true;
      field.remove();
      if (keeps && field.value !== (now ?? '')) this.#keep(result, row, column, field.value);
      this.grid.element.focus();
    };
    field.addEventListener('keydown', event => {
      event.stopPropagation();
      if (event.key === 'Enter') end(true);
      else if (event.key === 'Escape') end(false);
      else if (event.key === 'Tab') {
        event.preventDefault();
        end(true);
      }
    });
    field.addEventListener('blur', () => end(true));
    document.body.append(field);
    field.focus();
    field.select();
    return true;
  }

  #refuse(word) {
    toast(word);
    return false;
  }

  #keep(result, row, column, value) {
    this.#changes.set(`${row}:${column}`, { row, column: result.columns[column].name, value });
    this.grid.draw();
    this.changed();
  }

  valueOf(row, column) {
    return this.#changes.get(`${row}:${column}`)?.value;
  }

  get list() {
    return [...this.#changes.values()];
  }

  get count() {
    return this.#changes.size;
  }

  clear() {
    if (this.#changes.size === 0) return;
    this.#changes.clear();
    this.grid.draw();
    this.changed();
  }
}
