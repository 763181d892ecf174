// The open texts. Each is a real .sql file; what is not saved yet is also kept in the browser, so that no key is lost.
import { call, drop, path as joinPath, read } from './api.js';
import { Session } from './sessions.js';

const Pause = 700;
const list = [];
const listeners = new Set();
let active = null;

export const documents = () => list;
export const current = () => active;
export const watch = listener => listeners.add(listener);
const give = (document, what) => listeners.forEach(listener => listener(document, what));

const kept = (key, value) =>
  value === undefined ? JSON.parse(localStorage.getItem(key) ?? 'null') : localStorage.setItem(key, JSON.stringify(value));
const draftKey = path => 'draft.' + path;
const filePath = path =>
  'files/' +
  path
    .split('/')
    .map(part => joinPath(part))
    .join('/');

/** One text: its path, its words, what the server has of it ('etag'), and how far both are the same ('state'). */
export class Document {
  #timer = null;
  #saving = null;

  constructor(path, text, etag) {
    Object.assign(this, {
      path,
      text,
      etag,
      state: etag === null ? 'new' : 'saved',
      savedAt: null,
      variables: kept('variables.' + path) ?? {},
    });
    this.session = new Session(kept('session.' + path), session => kept('session.' + this.path, session.id));
  }

  /** The reader has written. */
  write(text) {
    if (text === this.text) return;
    this.text = text;
    kept(draftKey(this.path), { text, etag: this.etag });
    if (this.state === 'conflict') return;
    this.#turn('dirty');
    this.#soon(Pause);
  }

  #soon(pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.save(), pause);
  }

  /** Saves what is written, if the file is still as it was read. */
  async save() {
    clearTimeout(this.#timer);
    if (this.#saving) return this.#saving;
    if (this.state !== 'dirty' && this.state !== 'offline') return;
    this.#saving = this.#put().finally(() => {
      this.#saving = null;
    });
    return this.#saving;
  }

  async #put(headers = this.etag === null ? { 'If-None-Match': '*' } : { 'If-Match': this.etag }) {
    const text = this.text;
    this.#turn('saving');
    try {
      const answer = await call('PUT', filePath(this.path), text, headers);
      this.etag = answer.headers.get('ETag');
      this.savedAt = new Date();
      if (this.text === text) {
        localStorage.removeItem(draftKey(this.path));
        this.#turn('saved');
      } else {
        this.#turn('dirty');
        this.#soon(Pause);
      }
    } catch (fault) {
      this.fault = fault;
      if (fault.status === 412) return this.#differ();
      this.#turn('offline');
      this.#soon(5000);
    }
  }

  // Somebody else has written the file. When it is the same text after all, nothing is to be asked.
  async #differ() {
    this.theirs = await fetchFile(this.path);
    if (this.theirs && this.theirs.text === this.text) {
      this.etag = this.theirs.etag;
      this.savedAt = new Date();
      localStorage.removeItem(draftKey(this.path));
      return this.#turn('saved');
    }
    this.#turn('conflict');
  }

  /** Ends a conflict: with their text, or with the reader's own over it. */
  async settle(withTheirs) {
    const theirs = this.theirs ?? null;
    this.theirs = null;
    this.etag = theirs?.etag ?? null;
    if (withTheirs && theirs) {
      this.text = theirs.text;
      localStorage.removeItem(draftKey(this.path));
      this.#turn('saved');
      give(this, 'text');
    } else {
      this.state = 'dirty';
      await this.save();
    }
  }

  conflictWith(theirs) {
    this.theirs = theirs;
    this.#turn('conflict');
  }

  /** Gives the file another name; the old one is gone only when the new one is there. */
  async rename(path) {
    await this.save();
    const answer = await call('PUT', filePath(path), this.text, { 'If-None-Match': '*' });
    const old = { path: this.path, etag: this.etag };
    Object.assign(this, { path, etag: answer.headers.get('ETag'), savedAt: new Date() });
    kept('session.' + path, this.session.id);
    kept('variables.' + path, this.variables);
    forget(old.path);
    if (old.etag !== null) await drop(filePath(old.path), { 'If-Match': old.etag });
    keepTabs();
    this.#turn('saved');
  }

  setVariable(name, value) {
    this.variables[name] = value;
    kept('variables.' + this.path, this.variables);
  }

  #turn(state) {
    this.state = state;
    give(this, 'state');
  }
}

function forget(path) {
  for (const key of ['draft.', 'session.', 'variables.', 'cursor.']) localStorage.removeItem(key + path);
}

export async function fetchFile(path) {
  try {
    const answer = await call('GET', filePath(path));
    return { text: (await answer.text()).replaceAll('\r\n', '\n'), etag: answer.headers.get('ETag') };
  } catch (fault) {
    if (fault.status === 404) return null;
    throw fault;
  }
}

const keepTabs = () => kept('tabs', { paths: list.map(one => one.path), active: active?.path ?? null });

/** Opens what was open before; the first time, the files that are there. */
export async function restore() {
  const before = kept('tabs');
  const there = (await read('files')).map(file => file.path);
  const wanted = before?.paths ?? there.slice(0, 1);
  for (const path of wanted) await reopen(path);
  if (list.length === 0) await (there.length && !before ? open(there[0]) : create());
  activate(list.find(one => one.path === before?.active) ?? list[0]);
}

async function reopen(path) {
  const file = await fetchFile(path);
  const draft = kept(draftKey(path));
  if (!file && !draft) return forget(path);
  const document = new Document(path, draft?.text ?? file.text, file?.etag ?? null);
  list.push(document);
  if (!draft || draft.text === file?.text) localStorage.removeItem(draftKey(path));
  else if (file && file.etag !== draft.etag) document.conflictWith(file);
  else {
    document.state = 'dirty';
    document.save();
  }
  give(document, 'opened');
}

export async function open(path) {
  const there = list.find(one => one.path === path);
  if (!there) await reopen(path);
  activate(there ?? list.find(one => one.path === path));
}

/** A new text, with the first name that is free; its file is there with its first words. */
export async function create(text = '') {
  const taken = new Set([...(await read('files').catch(() => [])).map(file => file.path), ...list.map(one => one.path)]);
  let number = 1;
  while (taken.has(`query ${number}.sql`)) number++;
  const document = new Document(`query ${number}.sql`, '', null);
  list.push(document);
  give(document, 'opened');
  activate(document);
  if (text) {
    document.write(text);
    give(document, 'text');
  }
  return document;
}

export function activate(document) {
  if (!document || document === active) return;
  active = document;
  keepTabs();
  give(document, 'active');
}

/** Closes a tab; its file stays. */
export async function close(document) {
  await document.save();
  const index = list.indexOf(document);
  if (index < 0) return; // It was closed twice, the second time while it was being saved.
  list.splice(index, 1);
  localStorage.removeItem('session.' + document.path);
  document.session.close();
  give(document, 'closed');
  if (list.length === 0) await create();
  else if (document === active) activate(list[Math.min(index, list.length - 1)]);
  keepTabs();
}

/** Deletes the file too. */
export async function remove(document) {
  await document.save();
  if (document.etag !== null) await drop(filePath(document.path), { 'If-Match': document.etag });
  document.etag = null;
  document.state = 'new';
  const path = document.path;
  await close(document);
  forget(path);
}
