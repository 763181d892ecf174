import { path, read, sentence } from '../api.js';
import { el, w } from '../words.js';
import { environmentBadge, environmentDot } from './environment.js';
import { openMenu } from './menu.js';
import { about, sample } from './tree-dialogs.js';

/**
 * Connections, their tables and columns. Branches are read when they are opened, from what Koppel knows; a click or Enter puts a name into
 * the text. One stop of the Tab key, walked by arrows.
 */
export class Tree {
  #nodes = new Map();

  constructor(hooks) {
    this.hooks = hooks;
    this.filter = el('input', {
      type: 'search',
      id: 'tree-filter',
      class: 'small',
      placeholder: w('tree.filter'),
      'aria-label': w('tree.filter'),
      autocomplete: 'off',
      spellcheck: 'false',
    });
    this.list = el('ul', { role: 'tree', class: 'tree', id: 'tree', 'aria-label': w('tree') });
    this.state = el('p', { class: 'quiet tree-state', hidden: true });
    this.element = el(
      'div',
      { class: 'tree-pane' },
      el('div', { class: 'tree-head' }, this.filter),
      el('div', { class: 'tree-scroll' }, this.list, this.state),
    );
    this.filter.addEventListener('input', () => this.#sift());
    this.filter.addEventListener('keydown', event => {
      if (event.key !== 'ArrowDown') return;
      event.preventDefault();
      this.#focus(this.#visible()[0]);
    });
    this.list.addEventListener('keydown', event => this.#key(event));
    this.list.addEventListener('click', event => this.#click(event));
    this.list.addEventListener('contextmenu', event => {
      const item = event.target.closest('[role=treeitem]');
      if (!item) return;
      event.preventDefault();
      this.#menu(item, { left: event.clientX, right: event.clientX, top: event.clientY, bottom: event.clientY });
    });
  }

  async load() {
    const mine = (this.asked = Symbol());
    try {
      const connections = await read('connections');
      if (mine !== this.asked) return; // They are read anew meanwhile.
      this.connections = connections;
      this.state.hidden = this.connections.length > 0;
      this.state.replaceChildren(el('span', {}, w('tree.empty')));
      this.list.replaceChildren(...this.connections.map(one => this.#connection(one)));
      this.list.querySelector('[role=treeitem]')?.setAttribute('tabindex', '0');
      this.hooks.loaded(this.connections);
      if (this.connections.length <= 6)
        await Promise.all(
          [...this.list.children].filter(item => this.#nodes.get(item).connection.kind !== 'system').map(item => this.#expand(item, true)),
        );
    } catch (fault) {
      this.state.hidden = false;
      this.state.replaceChildren(el('span', { class: 'bad' }, sentence(fault)));
    }
  }

  #item(level, label, node, hasChildren) {
    const item = el(
      'li',
      { role: 'treeitem', tabindex: -1, 'aria-level': level, 'aria-expanded': hasChildren ? 'false' : undefined, 'aria-selected': 'false' },
      el(
        'div',
        { class: 'tree-row', style: undefined },
        hasChildren ? el('span', { class: 'twist', 'aria-hidden': 'true' }) : el('span', { class: 'no-twist' }),
        label,
      ),
      hasChildren ? el('ul', { role: 'group', hidden: true }) : null,
    );
    this.#nodes.set(item, node);
    return item;
  }

  #connection(connection) {
    const label = [
      environmentDot(connection.environment),
      el('span', { class: 'name' }, connection.name),
      el('span', { class: 'kind' }, connection.kind),
      connection.environment ? environmentBadge(connection.environment) : null,
      el('span', { class: 'verbs' }, w(connection.isReadOnly || connection.canLoad === false ? 'tree.read' : 'tree.readWrite')),
    ];
    return this.#item(
      1,
      label,
      {
        connection,
        text: connection.name,
        insert: connection.name,
        children: async () => (await read(`connections/${path(connection.name)}/tables`)).map(table => this.#table(connection, table)),
      },
      true,
    );
  }

  #table(connection, table) {
    const writes = table.verbs.some(verb => verb !== 'select');
    return this.#item(
      2,
      [
        el('span', { class: 'name' }, table.name),
        el('span', { class: 'verbs', title: table.verbs.join(', ') }, w(writes ? 'tree.readWrite' : 'tree.read')),
      ],
      {
        connection,
        table,
        text: table.name,
        insert: reference(table.name, connection.name),
        children: async () => {
          const told = await read(`connections/${path(connection.name, 'tables', table.name)}`);
          return [
            ...told.columns.map(column => this.#column(column)),
            ...(told.findings ?? []).map(text => this.#item(3, [el('span', { class: 'finding' }, text)], { text }, false)),
          ];
        },
      },
      true,
    );
  }

  #column(column) {
    return this.#item(
      3,
      [
        el('span', { class: 'name' }, column.name),
        el('span', { class: 'type' }, column.type),
        ...column.traits.map(trait => el('span', { class: 'trait' + (trait === 'key' ? ' key' : '') }, trait)),
        column.description ? el('span', { class: 'hidden' }, column.description) : null,
      ],
      { column, text: column.name, insert: quoted(column.name), title: column.description },
      false,
    );
  }

  async #expand(item, isQuiet = false) {
    const node = this.#nodes.get(item);
    const group = item.querySelector(':scope > ul');
    if (!group || item.getAttribute('aria-expanded') === 'true') return;
    item.setAttribute('aria-expanded', 'true');
    group.hidden = false;
    if (node.isRead) return;
    item.setAttribute('aria-busy', 'true');
    try {
      group.replaceChildren(...(await node.children()));
      node.isRead = true;
      this.#sift();
    } catch (fault) {
      if (isQuiet) this.#collapse(item);
      else group.replaceChildren(this.#item(2, [el('span', { class: 'finding bad' }, sentence(fault))], { text: '' }, false));
    } finally {
      item.removeAttribute('aria-busy');
    }
  }

  #collapse(item) {
    item.setAttribute('aria-expanded', 'false');
    item.querySelector(':scope > ul').hidden = true;
  }

  #toggle(item) {
    if (item.getAttribute('aria-expanded') === 'true') this.#collapse(item);
    else return this.#expand(item);
  }

  #click(event) {
    const item = event.target.closest('[role=treeitem]');
    if (!item) return;
    this.#focus(item);
    if (event.target.closest('.twist') || (this.#nodes.get(item).connection && !this.#nodes.get(item).table)) this.#toggle(item);
    else this.#insert(item);
  }

  #insert(item) {
    const { insert } = this.#nodes.get(item);
    if (insert) this.hooks.insert(insert);
  }

  #visible() {
    return [...this.list.querySelectorAll('[role=treeitem]')].filter(item => item.offsetParent !== null);
  }

  #focus(item) {
    if (!item) return;
    this.list.querySelectorAll('[tabindex="0"]').forEach(one => one.setAttribute('tabindex', '-1'));
    item.setAttribute('tabindex', '0');
    item.focus();
  }

  #key(event) {
    const item = event.target.closest('[role=treeitem]');
    const all = this.#visible();
    const here = all.indexOf(item);
    const isOpen = item.getAttribute('aria-expanded');
    const acts = {
      ArrowDown: () => this.#focus(all[here + 1]),
      ArrowUp: () => (here === 0 ? this.filter.focus() : this.#focus(all[here - 1])),
      Home: () => this.#focus(all[0]),
      End: () => this.#focus(all.at(-1)),
      ArrowRight: () => (isOpen === 'false' ? this.#expand(item) : isOpen === 'true' && this.#focus(all[here + 1])),
      ArrowLeft: () => (isOpen === 'true' ? this.#collapse(item) : this.#focus(item.parentElement.closest('[role=treeitem]'))),
      Enter: () => (this.#nodes.get(item).connection && !this.#nodes.get(item).table ? this.#toggle(item) : this.#insert(item)),
      ' ': () => this.#toggle(item),
      ContextMenu: () => this.#menu(item, item.firstChild.getBoundingClientRect()),
      F10: () => event.shiftKey && this.#menu(item, item.firstChild.getBoundingClientRect()),
    };
    if (!(event.key in acts) || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    acts[event.key]();
  }

  #menu(item, at) {
    const node = this.#nodes.get(item);
    this.#focus(item);
    if (!node.insert) return;
    const isTable = node.table !== undefined;
    openMenu(
      item,
      [
        { label: w('tree.insert'), note: '↵', action: () => this.#insert(item) },
        ...(isTable
          ? [
              { label: w('tree.select'), action: () => this.hooks.newText(`select *\nfrom   ${node.insert}\nlimit  100`) },
              { label: w('tree.sample'), action: () => sample(node) },
              { label: w('tree.about'), action: () => about(node) },
            ]
          : []),
      ],
      at,
    );
  }

  // What has the text stays, with all that it stands in; an empty filter shows everything.
  #sift() {
    const wanted = this.filter.value.trim().toLowerCase();
    const keep = item => {
      const below = [...item.querySelectorAll(':scope > ul > [role=treeitem]')].map(keep).some(Boolean);
      const isIt = !wanted || this.#nodes.get(item).text.toLowerCase().includes(wanted);
      item.hidden = !isIt && !below;
      if (isIt && wanted)
        item.querySelectorAll('[role=treeitem]').forEach(one => {
          one.hidden = false;
        });
      return isIt || below;
    };
    [...this.list.children].forEach(keep);
  }
}

const quoted = name => (/^[A-Za-z_]\w*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);
const reference = (table, connection) => `${quoted(table)}@${quoted(connection)}`;
