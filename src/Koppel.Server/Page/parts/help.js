import { el, w } from '../words.js';
import { close, open } from './dialog.js';

const Keys = [
  [
    'help.editor',
    [
      ['Ctrl ↵', 'keys.run'],
      ['Ctrl ⇧ ↵', 'keys.runAll'],
      ['Ctrl ⇧ E', 'keys.explain'],
      ['Esc', 'keys.cancel'],
      ['Ctrl Space', 'keys.complete'],
      ['F8', 'keys.nextFault'],
      ['Ctrl F', 'keys.find'],
      ['Ctrl /', 'keys.comment'],
      ['Tab', 'keys.leave'],
    ],
  ],
  [
    'help.page',
    [
      ['F6', 'keys.pane'],
      ['Alt T', 'keys.new'],
      ['Alt W', 'keys.close'],
      ['Alt 1 … 9', 'keys.tab'],
      ['Ctrl K', 'keys.tree'],
      ['?', 'keys.help'],
    ],
  ],
  [
    'help.grid',
    [
      ['← ↑ → ↓', 'keys.walk'],
      ['⇧ ↑ ↓', 'keys.choose'],
      ['Ctrl C', 'keys.copy'],
      ['↵', 'keys.whole'],
      ['F2', 'keys.edit'],
      ['F', 'keys.filter'],
      ['↑ ↵', 'keys.sort'],
      ['Alt ← →', 'keys.width'],
      ['⇧ F10', 'keys.menu'],
    ],
  ],
];

/** The keys of the page, as lists: the dialog shows them, and the settings do. */
export const keyLists = () =>
  el(
    'div',
    { class: 'keys' },
    Keys.map(([title, keys]) =>
      el(
        'section',
        {},
        el('h3', {}, w(title)),
        el(
          'dl',
          {},
          keys.map(([key, word]) =>
            el(
              'div',
              {},
              el(
                'dt',
                {},
                key.split(' ').map(one => (one === '…' || (one === '1' && key.includes('…')) ? one + ' ' : el('kbd', {}, one))),
              ),
              el('dd', {}, w(word)),
            ),
          ),
        ),
      ),
    ),
  );

/** The keys of the page, in a dialog. */
export const help = about =>
  open(
    w('help'),
    [keyLists(), el('p', { class: 'quiet' }, w('help.about', { version: about.version, folder: about.folder }))],
    [{ ...close(), kind: 'primary', isFirst: true }],
    { class: 'wide' },
  );
