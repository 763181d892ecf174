// Where the parts of the query view lie, with the bars that give each more or less of the window.
import { split } from './parts/split.js';
import { el, w } from './words.js';

/** Lays the tree at the side, and the panel under what is worked with. */
export function lay(tree, work, panel) {
  const side = document.getElementById('split-side');
  const bar = el('div', { class: 'split row', id: 'split-panel' });
  document.getElementById('side').prepend(tree);
  document.getElementById('work').append(...work, bar, panel);
  split(side, {
    name: 'side',
    label: w('split.side'),
    property: '--side',
    isColumn: true,
    least: 180,
    most: () => innerWidth / 2,
    size: 272,
  });
  split(bar, {
    name: 'panel',
    label: w('split.panel'),
    property: '--panel',
    isColumn: false,
    fromEnd: true,
    least: 120,
    most: () => innerHeight - 260,
    size: Math.round(innerHeight * 0.46),
  });
}
