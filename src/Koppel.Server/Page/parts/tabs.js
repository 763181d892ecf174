import { read, sentence } from '../api.js';
import * as texts from '../documents.js';
import * as runs from '../runs.js';
import { clock, el, moment, tell, w } from '../words.js';
import { askText, confirm, open } from './dialog.js';
import { askFile } from './files.js';
import { menuButton } from './menu.js';
import { toast } from './say.js';

/** How many files the menu shows; all can be searched. */
const Most = 20;

/** The tabs of the texts, and what is to be done with their files. */
export class Tabs {
  constructor(hooks) {
    this.hooks = hooks;
    this.list = el('div', { class: 'tabs', role: 'tablist', 'aria-label': w('tabs') });
    this.list.addEventListener('keydown', event => this.#key(event));
    this.add = el(
      'button',
      {
        type: 'button',
        class: 'quiet icon',
        id: 'new',
        'aria-label': w('tabs.new'),
        title: w('tabs.new.keys'),
        onclick: () => texts.create().then(hooks.focus),
      },
      '+',
    );
    this.files = menuButton(w('tabs.files'), () => this.#fileMenu(), { class: 'quiet', id: 'files' });
    this.notice = el('div', { class: 'conflict', role: 'alert', hidden: true });
    this.element = el('div', { class: 'tabbar' }, this.list, this.add, this.files);
    this.there = [];
    this.conflict = [];
  }

  show() {
    const held = this.list.contains(document.activeElement);
    this.list.replaceChildren(...texts.documents().map(one => this.#tab(one)));
    if (held) this.list.querySelector('[aria-selected=true]')?.focus();
    this.#conflict();
  }

  #tab(one) {
    const isActive = one === texts.current();
    const tab = el(
      'button',
      {
        type: 'button',
        role: 'tab',
        class: 'tab',
        'aria-selected': String(isActive),
        'aria-controls': 'editor',
        tabindex: isActive ? 0 : -1,
        onclick: () => {
          texts.activate(one);
        },
        ondblclick: () => this.#rename(one),
        onauxclick: event => event.button === 1 && this.close(one),
      },
      el('span', { class: 'name' }, one.path),
      one.state === 'saved' || one.state === 'new' ? null : el('span', { class: 'unsaved', title: w('saved.' + one.state) }, '•'),
    );
    const close = el(
      'span',
      {
        class: 'close',
        'aria-hidden': 'true',
        title: w('tabs.close'),
        onclick: event => {
          event.stopPropagation();
          this.close(one);
        },
      },
      '×',
    );
    tab.append(close);
    return tab;
  }

  #key(event) {
    const all = texts.documents();
    const here = all.indexOf(texts.current());
    const step = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: all.length - 1 }[event.key];
    if (event.key === 'Delete') this.close(texts.current());
    else if (event.key === 'F2') this.#rename(texts.current());
    else if (step !== undefined && all[step]) texts.activate(all[step]);
    else return;
    event.preventDefault();
  }

  /** How far the text in front is saved, in words. */
  saved(element) {
    const one = texts.current();
    if (!one) return;
    tell(element, one.state === 'saved' && one.savedAt ? w('saved.at', { time: clock(one.savedAt) }) : w('saved.' + one.state));
    element.className = 'saved ' + one.state;
  }

  #fileMenu() {
    const one = texts.current();
    read('files')
      .then(files => {
        this.there = files;
      })
      .catch(() => {});
    const closed = this.there.filter(file => !texts.documents().some(own => own.path === file.path));
    return [
      ...closed.slice(0, Most).map(file => ({ label: file.path, note: moment(file.modified), action: () => texts.open(file.path) })),
      closed.length > Most ? { label: w('tabs.more', { n: closed.length - Most }), action: () => this.#openOf(closed) } : undefined,
      closed.length ? null : undefined,
      { label: w('tabs.new'), note: 'Alt T', action: () => texts.create().then(this.hooks.focus) },
      { label: w('tabs.rename'), note: 'F2', action: () => this.#rename(one), isOff: one.etag === null && !one.text },
      { label: w('tabs.close'), note: 'Alt W', action: () => this.close(one) },
      { label: w('tabs.delete'), action: () => this.#delete(one) },
    ].filter(item => item !== undefined);
  }

  async #openOf(files) {
    const path = await askFile(files);
    if (path) await texts.open(path);
  }

  /** Closes a text; what runs in it is cut off by that, and so it is asked first. */
  async close(one) {
    if (await this.#mayEnd(one)) await texts.close(one);
  }

  #mayEnd(one) {
    if (!runs.isActive(runs.ofSession(one.session.id).at(-1))) return true;
    return confirm(w('tabs.close'), w('tabs.close.text', { name: one.path }), w('tabs.close.yes'));
  }

  /** Reads which files there are, for the menu. */
  async look() {
    this.there = await read('files').catch(() => this.there);
  }

  async #rename(one) {
    const name = await askText(w('tabs.rename'), w('tabs.rename.label'), one.path, w('rename'));
    if (!name || name === one.path) return;
    try {
      await one.rename(/\.sql$/i.test(name) ? name : name + '.sql');
      this.show();
    } catch (fault) {
      toast(fault.status === 412 ? w('tabs.taken', { name }) : sentence(fault), true);
    }
  }

  async #delete(one) {
    if (!(await confirm(w('tabs.delete'), w('tabs.delete.text', { name: one.path }), w('tabs.delete.yes')))) return;
    if (!(await this.#mayEnd(one))) return;
    await texts.remove(one).catch(fault => toast(sentence(fault), true));
  }

  // Made anew for another text, and when the file has changed again: its buttons act on what it was made for.
  #conflict() {
    const one = texts.current();
    const is = one?.state === 'conflict';
    const shown = is ? [one, one.theirs, one.path] : [];
    if (this.conflict.length === shown.length && this.conflict.every((part, index) => part === shown[index])) return;
    this.conflict = shown;
    this.notice.hidden = !is;
    if (!is) return this.notice.replaceChildren();
    this.notice.replaceChildren(
      el('span', {}, w(one.theirs ? 'conflict' : 'conflict.gone', { name: one.path })),
      one.theirs ? el('button', { type: 'button', onclick: () => one.settle(true) }, w('conflict.theirs')) : null,
      el('button', { type: 'button', onclick: () => one.settle(false) }, w('conflict.mine')),
      one.theirs ? el('button', { type: 'button', onclick: () => this.#both(one) }, w('conflict.both')) : null,
    );
  }

  async #both(one) {
    const side = (label, text) => el('div', {}, el('h3', {}, label), el('pre', { tabindex: 0 }, text));
    const given = await open(
      w('conflict.both'),
      el('div', { class: 'sides' }, side(w('conflict.mine.label'), one.text), side(w('conflict.theirs.label'), one.theirs.text)),
      [
        { name: '', label: w('cancel') },
        { name: 'theirs', label: w('conflict.theirs') },
        { name: 'mine', label: w('conflict.mine'), kind: 'primary' },
      ],
      { class: 'wide' },
    );
    if (given) one.settle(given === 'theirs');
  }
}
