import { sentence } from '../../api.js';
import * as runs from '../../runs.js';
import { el, w } from '../../words.js';
import { toast } from '../../parts/say.js';
import * as going from './going.js';
import * as plan from './plan.js';
import * as prepare from './prepare.js';
import * as result from './result.js';
import * as start from './start.js';
import { Steps, fresh, keep, restore, session } from './state.js';

const Views = { start, prepare, plan, going, result };

/** Leads through a load, step by step. Each step is a module that shows itself and says what comes next. */
export class Guide {
  #stop = () => {};
  #shown = 0;

  constructor(host, shell) {
    Object.assign(this, { host, shell, state: restore() });
    this.session = session;
    this.deaf = [runs.watch((run, kind, data) => this.heard(run, kind, data)), shell.events.hear('restarted', () => this.#restarted())];
  }

  /** Changes what is known, and keeps it. */
  change(values) {
    Object.assign(this.state, values);
    keep(this.state);
  }

  /** The address says where to begin: with nothing, with a mapping that is kept, with a kept result. */
  async went([what, name]) {
    if (what === 'kept') return this.begin({ kept: name });
    if (what === 'result') return this.begin({ source: { result: name } });
    return this.show(this.state.step);
  }

  /** A load from its beginning. */
  begin(values = {}) {
    this.change({ ...fresh(), ...values });
    history.replaceState(null, '', '#/loads');
    return this.show(values.source ? 'prepare' : 'start');
  }

  async show(step) {
    this.#stop();
    this.#stop = () => {};
    this.change({ step });
    const turn = ++this.#shown;
    const place = el('div', { class: 'step' });
    this.host.replaceChildren(el('h2', {}, w('guide.title')), this.#steps(), place);
    try {
      const stop = await Views[step].show(place, this, () => turn === this.#shown);
      if (turn !== this.#shown) return stop?.();
      this.#stop = stop ?? (() => {});
    } catch (fault) {
      if (turn !== this.#shown) return;
      place.append(el('p', { class: 'notice', role: 'alert' }, sentence(fault)));
      if (step !== 'start') place.append(el('div', { class: 'actions' }, this.startAgain()));
    }
  }

  #steps() {
    const here = Steps.indexOf(this.state.step);
    return el(
      'ol',
      { class: 'steps', 'aria-label': w('guide.steps') },
      Steps.map((step, index) =>
        el(
          'li',
          { class: index < here ? 'done' : index === here ? 'here' : '', 'aria-current': index === here ? 'step' : undefined },
          el('span', { class: 'number', 'aria-hidden': 'true' }, String(index + 1)),
          w('step.' + step),
        ),
      ),
    );
  }

  startAgain = () => el('button', { type: 'button', class: 'quiet', onclick: () => this.begin() }, w('guide.again'));

  /** The button that leads on. */
  next = (label, action, values = {}) => el('button', { type: 'button', class: 'primary', id: 'next', onclick: action, ...values }, label);

  /** Does something that may be refused, and says so. */
  async attempt(action) {
    try {
      return await action();
    } catch (fault) {
      toast(sentence(fault), true);
      return undefined;
    }
  }

  /** The program was restarted: nothing of the session is there any more, and what was sent stands in the ledger. */
  #restarted() {
    this.session.restart();
    if (this.state.step !== 'start') this.show(this.state.step === 'going' ? 'result' : this.state.step);
  }

  heard(run, kind, data) {
    if (run.run === this.state.run) Views[this.state.step].heard?.(this, run, kind, data);
  }

  close() {
    this.#stop();
    this.#shown++;
    this.deaf.forEach(stop => stop());
  }
}
