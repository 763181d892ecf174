// Connections: what there is, a form for each made of what its connector declares, tests, and the writing of the configuration.
import { call, path, read, sentence } from '../api.js';
import { el, learn, w } from '../words.js';
import { connections as en } from '../words/en/connections.js';
import { connections as nl } from '../words/nl/connections.js';
import { kinds } from './connections/kinds.js';
import { Form } from './connections/form.js';
import { list } from './connections/list.js';

learn({ en, nl });

export async function open(host, shell) {
  let shown = 0;
  let written = null;

  /** What is asked of the server for every part of the view. */
  async function load() {
    const [running, forms, written] = await Promise.all([read('connections'), read('connection-forms'), read('configuration')]);
    return { running, forms, written, about: await read('about') };
  }

  async function show(path) {
    const mine = ++shown;
    try {
      const parts = await draw(path, await load(), mine);
      if (mine !== shown) return;
      host.replaceChildren(...parts.flat().filter(Boolean));
    } catch (fault) {
      if (mine !== shown) return;
      host.replaceChildren(
        heading(w('connections.title')),
        el('p', { class: 'notice', role: 'alert' }, sentence(fault)),
        el('p', {}, el('a', { href: '#/connections' }, w('connections.back'))),
      );
    }
    focusFirst();
  }

  async function draw(path, told, mine) {
    if (path.length === 0 || path[0] === '')
      return [heading(w('connections.title')), ...list(told, { again: () => show([]), changed: shell.changed })];
    if (path[0] === 'new' && path.length === 1) return [heading(w('connections.choose')), kinds(told)];
    const isNew = path[0] === 'new';
    const form = isNew ? Form.fresh(told, path[1]) : await Form.of(told, path[0], await values(path[0]));
    form.saved = name => leave(name, mine);
    return [heading(form.title), form.element];
  }

  /** Back to the list, where the focus is on what was just written; whoever went elsewhere meanwhile stays there. */
  async function leave(name, mine) {
    await shell.changed();
    if (mine !== shown) return;
    written = name;
    shell.go('#/connections');
  }

  function focusFirst() {
    const line = [...host.querySelectorAll('[data-connection]')].find(one => one.dataset.connection === written);
    written = null;
    (line ?? host.querySelector('[data-first]'))?.focus();
  }

  await show(shell.path);
  return { went: path => show(path), close: () => shown++ };
}

const heading = word => el('h2', { tabindex: -1, 'data-first': '' }, word);

/** What is set of a connection, with the mark of the file that it stands in. */
async function values(name) {
  const answer = await call('GET', path('connections', name, 'form'));
  return { ...(await answer.json()), etag: answer.headers.get('ETag') };
}
