// Keys of the whole page, beside those of the editor and the grid. Those of texts and runs are the query view's.
import { isQuery } from './shell.js';

const Panes = [
  '#tree-filter',
  '.cm-content',
  '#run:not(:disabled), #cancel',
  '.panel-tabs [aria-selected=true]',
  '#panel-results:not([hidden]) .grid, .panel-place:not([hidden]) .scrolled',
  '#view:not([hidden])',
  '#theme',
];

let last = null;

/** Goes to the next pane, or to the one before. */
export function nextPane(step) {
  const places = Panes.map(selector => [...document.querySelectorAll(selector)].find(one => one.offsetParent !== null)).filter(Boolean);
  const found = places.findIndex(place => place === document.activeElement || paneOf(place)?.contains(document.activeElement));
  // What had the focus may be gone, such as the button that cancels: then it goes on from there.
  const here = found < 0 ? places.findIndex(place => paneOf(place) === last) : found;
  const next = places.at((here + step + places.length) % places.length);
  next?.focus();
  last = next && paneOf(next);
}

const paneOf = place => place.closest('#side, .editor, .runbar, .panel-tabs, .panel-place, #view, #bar');

export function keys({ texts, tree, runs, end, help, side, focus, close }) {
  document.addEventListener('keydown', event => {
    const far = event.ctrlKey || event.metaKey;
    const isTyping = event.target.closest('input, select, textarea, .cm-content');
    const act = find(event, far, isTyping);
    if (!act) return;
    event.preventDefault();
    act();
  });

  function find(event, far, isTyping) {
    if (event.key === 'F6') return () => nextPane(event.shiftKey ? -1 : 1);
    if (event.key === '?' && !isTyping) return help;
    if (!isQuery()) return null;
    if (event.key === 'Escape' && document.body.classList.contains('side-open'))
      return () => {
        side(false);
        focus();
      };
    // In a field it empties the field, or leaves it: only beside fields and in the text it cuts off what runs.
    const isInField = event.target.closest('input, select, textarea, .cm-search');
    if (event.key === 'Escape' && !event.defaultPrevented && runs()?.state === 'running' && !isInField) return () => end('cancel');
    if (far && event.key.toLowerCase() === 'k') return () => (innerWidth < 900 ? side(true) : tree.filter.focus());
    if (far && event.key.toLowerCase() === 's') return () => texts.current().save();
    if (!event.altKey || far) return null;
    if (event.code === 'KeyT') return () => texts.create().then(focus);
    if (event.code === 'KeyW') return () => close().then(focus);
    const number = /^Digit([1-9])$/.exec(event.code)?.[1];
    return number && texts.documents()[number - 1]
      ? () => {
          texts.activate(texts.documents()[number - 1]);
          focus();
        }
      : null;
  }
}
