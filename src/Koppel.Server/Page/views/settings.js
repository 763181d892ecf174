// Settings of the page and the program, where everything lies, keys, and the guides.
import { read, sentence } from '../api.js';
import { keyLists } from '../parts/help.js';
import { el, learn, w } from '../words.js';
import { settings as en } from '../words/en/settings.js';
import { settings as nl } from '../words/nl/settings.js';
import { guide, guides } from './settings/guides.js';
import { keep } from './settings/keep.js';
import { looks } from './settings/looks.js';
import { places } from './settings/places.js';

learn({ en, nl });

export async function open(host, shell) {
  let shown = 0;

  async function show(path) {
    const mine = ++shown;
    const parts = await (path[0] === 'guides' ? guide(path[1], path[2]) : all()).catch(fault => [
      heading(w('settings.title')),
      el('p', { class: 'notice', role: 'alert' }, sentence(fault)),
    ]);
    if (mine !== shown) return;
    host.replaceChildren(...parts);
    host.parentElement.scrollTop = 0;
    host.querySelector('[data-first]')?.focus({ preventScroll: true });
    if (path[0] === 'guides' && path[2]) host.querySelector(`#${CSS.escape('guide-' + path[2])}`)?.scrollIntoView();
  }

  async function all() {
    const [told, list] = await Promise.all([read('settings'), read('guides')]);
    return [
      heading(w('settings.title')),
      card('looks', looks()),
      ...(told.keep || told.faults ? [card('keep', keep(told))] : []),
      card('places', places(told.places, shell.about())),
      card('guides', guides(list)),
      card('keys', keyLists()),
    ];
  }

  await show(shell.path);
  return { went: show, close: () => shown++ };
}

const heading = word => el('h2', { tabindex: -1, 'data-first': '' }, word);

const card = (name, ...content) =>
  el(
    'section',
    { class: 'card', 'aria-labelledby': 'settings-' + name },
    el('h3', { id: 'settings-' + name }, w('settings.' + name)),
    ...content,
  );
