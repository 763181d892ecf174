import { runs as en } from '../words/en/runs.js';
import { runs as nl } from '../words/nl/runs.js';
import { sentence } from '../api.js';
import { el, learn } from '../words.js';
import { Live } from './runs/live.js';

/** What each place of the view is made by; loaded when it is first opened. */
const Places = {
  list: () => import('./runs/list.js'),
  run: () => import('./runs/run.js'),
  contact: () => import('./runs/contact.js'),
  plans: () => import('./runs/plans.js'),
  plan: () => import('./runs/plan.js'),
};

/** Everything that was loaded: the runs of the ledger, what each did and to whom, the way back, and the plan files. */
export async function open(host, shell) {
  learn({ en, nl });
  const view = new Runs(host, shell);
  await view.went(shell.path);
  return { went: path => view.went(path), close: () => view.close() };
}

class Runs {
  #shown = null;
  #live = new Live();

  constructor(host, shell) {
    this.host = host;
    this.shell = shell;
  }

  /** A place that is already shown is told of the rest of the path; another one takes its place. */
  async went(path) {
    const { name, id, rest } = placeOf(path);
    if (this.#shown?.name === name && this.#shown.id === id) return this.#shown.place.went?.(rest);
    const mine = (this.#shown = { name, id, place: {} });
    this.#live.leave();
    const live = (this.#live = new Live());
    const body = el('div', { class: 'runs-place' });
    try {
      const { show } = await Places[name]();
      const place = await show(body, { shell: this.shell, live, id, rest });
      if (this.#shown !== mine) return undefined;
      mine.place = place ?? {};
    } catch (fault) {
      if (this.#shown !== mine) return undefined;
      body.replaceChildren(el('p', { class: 'notice', role: 'alert' }, sentence(fault)));
    }
    const hadFocus = this.host.contains(document.activeElement);
    this.host.replaceChildren(body);
    if (hadFocus) body.querySelector('h1')?.focus();
    return undefined;
  }

  close() {
    this.#live.leave();
    this.#shown = null;
  }
}

function placeOf([first, second, ...rest]) {
  if (first === undefined || first === '') return { name: 'list', id: '', rest: [] };
  if (first === 'contact') return { name: 'contact', id: second ?? '', rest };
  if (first === 'plans') return { name: 'plans', id: '', rest: [] };
  if (first === 'plan') return { name: 'plan', id: second ?? '', rest };
  return { name: 'run', id: first, rest: second === undefined ? [] : [second, ...rest] };
}
