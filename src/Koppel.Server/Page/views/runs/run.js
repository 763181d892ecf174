import { path, post, read, sentence } from '../../api.js';
import { el, w } from '../../words.js';
import { toast } from '../../parts/say.js';
import { answer } from '../../parts/loads.js';
import { rejects } from '../../parts/rejects.js';
import { undo } from '../../parts/undo.js';
import { isActive } from '../../runs.js';
import { Going, activeOf, began, find } from './live.js';
import { booksLine, stateOf, whenAndWho } from './state.js';
import { overview } from './overview.js';
import { changes } from './changes.js';
import { unmatched } from './unmatched.js';
import { calls } from './calls.js';
import { contacts } from './contacts.js';

const Tabs = { overview, changes, rejects: run => rejects(path('ledger', 'runs', String(run.run), 'rejects')), unmatched, calls, contacts };

/** A run: what it did, row by row, with the way back. */
export async function show(body, { shell, live, id, rest }) {
  const page = new RunPage(body, shell, id);
  await page.load();
  await page.went(rest);
  live.hear((run, kind, data) => page.hear(run, kind, data));
  return page;
}

class RunPage {
  #tab = '';

  constructor(body, shell, id) {
    this.shell = shell;
    this.id = id;
    this.head = el('header', { class: 'runs-head' });
    this.told = el('div', {});
    this.going = new Going();
    this.answer = el(
      'button',
      { type: 'button', class: 'primary', hidden: true, onclick: () => this.#ask(activeOf(this.id)) },
      w('runs.answer'),
    );
    this.state = el('div', { class: 'run-state' }, this.told, this.going.element, this.answer);
    this.actions = el('div', { class: 'actions start' });
    this.links = el('nav', { class: 'tabs', 'aria-label': w('runs.parts') });
    this.part = el('div', { class: 'part' });
    body.append(el('p', {}, el('a', { href: '#/runs' }, w('runs.back'))), this.head, this.state, this.actions, this.links, this.part);
  }

  async load() {
    this.run = await read(path('ledger', 'runs', this.id));
    this.#draw();
  }

  async went([tab = 'overview']) {
    this.#tab = tab in Tabs ? tab : 'overview';
    for (const link of this.links.querySelectorAll('a'))
      if (link.dataset.tab === this.#tab) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    const mine = this.#tab;
    const told = await Tabs[mine](this.run);
    if (mine === this.#tab) this.part.replaceChildren(el('div', {}, told));
  }

  /** What runs now is of this run: figures move, and at the end all is read anew. */
  async hear(run, kind) {
    if (Number(run.ledgerRun) !== Number(this.id) && run.run !== this.following) return;
    if (kind === 'confirm' || kind === 'confirmRead') this.#ask(run);
    if (kind === 'end') {
      await this.load();
      return this.went([this.#tab]);
    }
    return this.#live();
  }

  #draw() {
    const { run } = this;
    this.head.replaceChildren(
      el('h1', { tabindex: -1 }, w('runs.number', { run: String(run.run) }), run.target ? el('code', {}, ' ', run.target) : null),
      stateOf(run.state),
    );
    this.told.replaceChildren(el('p', { class: 'books' }, booksLine(run.books)), el('p', { class: 'quiet' }, whenAndWho(run)));
    this.#live();
    this.#act();
    this.links.replaceChildren(
      ...Object.keys(Tabs).map(tab =>
        el('a', { href: `#/runs/${run.run}${tab === 'overview' ? '' : '/' + tab}`, 'data-tab': tab }, w('runTab.' + tab), this.#badge(tab)),
      ),
    );
  }

  #badge(tab) {
    const { books, calls: made } = this.run;
    const count = { changes: books.changed, rejects: books.rejected, calls: made }[tab];
    return count ? el('span', { class: 'badge' }, ' ', w('runs.badge', { n: count })) : null;
  }

  #live() {
    const active = activeOf(this.id);
    const focused = this.state.contains(document.activeElement);
    if (active) this.going.show(active);
    this.going.element.hidden = !active;
    this.answer.hidden = active?.state !== 'asking';
    if (focused && !document.activeElement.checkVisibility())
      (this.state.querySelector('button:not([hidden], [hidden] *)') ?? this.head.querySelector('h1')).focus();
    if (this.actions.childElementCount) this.actions.hidden = Boolean(active);
  }

  #act() {
    const { run } = this;
    this.actions.replaceChildren(
      ...[
        run.resumable
          ? el('button', { type: 'button', class: 'primary', 'data-key': 'resume', onclick: () => this.#resume() }, w('runs.resume'))
          : null,
        run.books.changed ? el('button', { type: 'button', 'data-key': 'undo', onclick: () => this.#undo() }, w('runs.undo')) : null,
        el('button', { type: 'button', 'data-key': 'open', onclick: () => this.shell.openText(run.script) }, w('runs.openScript')),
      ].filter(Boolean),
    );
  }

  async #resume() {
    try {
      const { session } = await post('sessions');
      const { run } = await post(`sessions/${session}/resume`, { ledgerRun: Number(this.id) });
      this.following = run;
      const begun = began(run, session, this.run.script);
      begun.ledgerRun ??= Number(this.id);
      // A quick one has come to its end before this page knew that it was its own.
      await this.hear(begun, isActive(begun) ? 'begin' : 'end');
    } catch (fault) {
      toast(sentence(fault), true);
    }
  }

  async #ask(run) {
    if (this.asking || !find(run.run)?.question) return;
    this.asking = true;
    try {
      await answer(run);
    } finally {
      this.asking = false;
    }
  }

  #undo() {
    return undo(this.id, script => this.shell.runScript(script, { title: w('runs.undo.of', { run: String(this.id) }).text() }));
  }
}
