import { el, w } from '../words.js';
import { say } from './say.js';

const Narrowest = 180;
const Tallest = 160;

/**
 * A field over a cell: 'value' is its text, or null. A text may be empty, or there may be none: what an empty field means it says, and
 * Delete in it means the other. Anything else that is empty is null. 'done' gets the new value, undefined where it stays as it is.
 */
export function cellField({ cell, label, value, isText }, done) {
  const field = el('textarea', { class: 'in-cell', rows: 1, spellcheck: 'false', autocomplete: 'off', 'aria-label': label });
  field.value = value ?? '';
  // As the field has it: line ends of other systems are none in it.
  const before = { text: field.value, isNull: value === null };
  let isNull = before.isNull;
  let isDone = false;
  const mean = is => {
    isNull = is;
    field.placeholder = w(is ? 'edits.isNull' : 'edits.isEmpty').text();
  };
  const end = keeps => {
    if (isDone) return;
    isDone = true;
    field.remove();
    done(keeps && (field.value !== before.text || isNull !== before.isNull) ? (isNull ? null : field.value) : undefined);
  };
  field.addEventListener('input', () => {
    mean(field.value === '' && !isText);
    fit(field, cell);
  });
  field.addEventListener('keydown', event => {
    event.stopPropagation();
    if (event.isComposing) return;
    const act = actOf(event, field, end);
    if (act) {
      event.preventDefault();
      act();
    } else if (['Delete', 'Backspace'].includes(event.key) && field.value === '' && isText && !event.repeat) {
      mean(!isNull);
      say(w(isNull ? 'edits.isNull' : 'edits.isEmpty'));
    }
  });
  field.addEventListener('blur', () => end(true));
  mean(isNull);
  (cell.closest('main') ?? document.body).append(field);
  fit(field, cell);
  field.focus();
  field.select();
}

function actOf({ key, altKey }, field, end) {
  if (key === 'Enter' && altKey) return () => newLine(field);
  if (key === 'Enter' || key === 'Tab') return () => end(true);
  return key === 'Escape' ? () => end(false) : null;
}

function newLine(field) {
  field.setRangeText('\n', field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input'));
}

/** As wide as the cell, as tall as the text, and inside the window. */
function fit(field, cell) {
  const { left, top, width } = cell.getBoundingClientRect();
  Object.assign(field.style, { left: `${left}px`, width: `${Math.max(Narrowest, width)}px`, height: '' });
  const tall = Math.min(Tallest, Math.max(field.offsetHeight, field.scrollHeight + 4));
  Object.assign(field.style, { height: `${tall}px`, top: `${Math.min(top, innerHeight - tall - 4)}px` });
}
