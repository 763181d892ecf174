import { el } from '../words.js';

/** A table in a frame of its own, which is scrolled where it is too large: its name, the headings, the rows. */
export const framed = (label, names, rows) =>
  el(
    'div',
    { class: 'scrolled framed', tabindex: 0, role: 'region', 'aria-label': label },
    el(
      'table',
      { class: 'plain' },
      el(
        'thead',
        {},
        el(
          'tr',
          {},
          names.map(name => (name instanceof Element ? name : el('th', { scope: 'col' }, name))),
        ),
      ),
      el('tbody', {}, rows),
    ),
  );
