import { clock, el, joined, lasting, plain, w } from '../words.js';
import { waiting } from './runbar.js';
import { redraw } from './redraw.js';

/** What the runs of a tab have told, newest below; what failed leads to its place in the text. */
export class Messages {
  constructor(hooks) {
    this.hooks = hooks;
    this.element = el('div', { class: 'messages scrolled', tabindex: 0, role: 'log', 'aria-label': w('panel.messages') });
  }

  show(runs) {
    const lines = runs.flatMap(run => [this.#head(run), ...run.told.map(({ kind, data }) => this.#line(run, kind, data)).filter(Boolean)]);
    redraw(this.element, ...(lines.length ? lines : [el('p', { class: 'empty' }, w('messages.none'))]));
    this.element.scrollTop = this.element.scrollHeight;
  }

  /** What was refused before it became a run. */
  refuse(word) {
    this.element.querySelector('.empty')?.remove();
    const line = el('p', { class: 'told failed' }, el('span', { class: 'time' }, clock(Date.now())), el('span', { class: 'text' }, word));
    this.element.append(line);
    this.element.scrollTop = this.element.scrollHeight;
  }

  #head(run) {
    return el(
      'p',
      { class: 'told run' },
      el('span', { class: 'time' }, clock(run.at)),
      el('span', {}, w('messages.run', { state: w('state.' + run.state) })),
    );
  }

  #line(run, kind, data) {
    const number = data.statement ? w('statement.number', { n: data.statement }) : null;
    const texts = {
      summary: () =>
        joined(
          [number, w('count.rows', { n: data.rows ?? 0 }), lasting(data.seconds ?? 0), w('count.calls', { n: data.callsTotal ?? 0 })],
          ' · ',
        ),
      report: () =>
        joined([number, w('messages.load', { target: data.target, changed: data.books.changed, rejected: data.books.rejected })], ' · '),
      changed: () => joined([number, data.text ? plain(data.text) : w('messages.changed', { n: data.count })], ' · '),
      message: () => plain(data.text),
      wait: () => waiting(data),
      stopped: () => w(data.code === 'declined' ? 'messages.declined' : run.state === 'cut' ? 'messages.cut' : 'messages.stopped'),
      limit: () =>
        w('messages.limit', { connection: data.connection, setting: data.setting, limit: String(data.limit), figure: data.figure ?? '?' }),
    };
    if (kind === 'failed') return this.#failed(run, data);
    return kind in texts
      ? el('p', { class: 'told ' + kind }, el('span', { class: 'time' }, data.at ? clock(data.at) : ''), el('span', {}, texts[kind]()))
      : null;
  }

  #failed(run, data) {
    const place = data.line
      ? el(
          'button',
          { type: 'button', class: 'link', onclick: () => this.hooks.goTo(run, data) },
          w('messages.place', { line: data.line, column: data.column ?? 1 }),
        )
      : null;
    return el(
      'p',
      { class: 'told failed' },
      el('span', { class: 'time' }, data.at ? clock(data.at) : ''),
      el('span', {}, el('span', { class: 'text' }, data.text), ' ', place),
    );
  }
}
