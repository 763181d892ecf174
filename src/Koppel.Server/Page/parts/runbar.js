import { el, lasting, tell, w } from '../words.js';
import { isActive } from '../runs.js';

/** The row of buttons under the editor: what would be run, its plan, stop and cancel, and what is going on. */
export class RunBar {
  #timer = null;

  constructor(actions) {
    this.run = el('button', { type: 'button', class: 'primary', id: 'run', onclick: actions.run });
    this.all = el('button', { type: 'button', id: 'run-all', onclick: actions.runAll, title: w('run.all.keys') }, w('run.all'));
    this.explain = el('button', { type: 'button', id: 'explain', onclick: actions.explain, title: w('explain.title') }, w('explain'));
    this.stop = el('button', { type: 'button', id: 'stop', onclick: actions.stop, hidden: true, title: w('stop.title') }, w('stop'));
    this.cancel = el(
      'button',
      { type: 'button', id: 'cancel', class: 'danger', onclick: actions.cancel, hidden: true, title: w('cancelRun.title') },
      w('cancelRun'),
    );
    this.state = el('span', { class: 'going', id: 'going' });
    this.saved = el('span', { class: 'saved', id: 'saved' });
    this.element = el(
      'div',
      { class: 'runbar', role: 'toolbar', 'aria-label': w('runbar') },
      this.run,
      this.all,
      this.explain,
      this.stop,
      this.cancel,
      this.state,
      this.saved,
    );
    this.label = el('span', {});
    this.run.append(this.label, el('kbd', { 'aria-hidden': 'true' }, 'Ctrl ↵'));
  }

  /** Says what would be run: { word, isNothing, isOne }. */
  offer(what) {
    tell(this.label, what.word);
    this.isNothing = what.isNothing;
    this.all.hidden = what.isOne;
    this.#enable();
  }

  #enable() {
    const isBusy = isActive(this.current);
    this.run.disabled = this.all.disabled = this.explain.disabled = this.isNothing || isBusy;
  }

  /** Shows the run of this tab, when there is one under way. */
  show(run) {
    this.current = run;
    clearInterval(this.#timer);
    const isBusy = isActive(run);
    const held = [this.run, this.all, this.explain].includes(document.activeElement);
    this.stop.hidden = !isBusy || !isLoad(run);
    this.cancel.hidden = !isBusy;
    this.#enable();
    if (isBusy && held) this.cancel.focus();
    else if (!isBusy && [this.stop, this.cancel].includes(document.activeElement)) this.run.focus();
    this.#tick();
    if (isBusy) this.#timer = setInterval(() => this.#tick(), 500);
  }

  #tick() {
    const run = this.current;
    this.state.className = 'going ' + (run?.state ?? '');
    if (!isActive(run)) return tell(this.state, '');
    const since = (Date.now() - (run.since ??= Date.now())) / 1000;
    const wait = [...run.statements.values()].find(one => one.wait)?.wait;
    if (run.state === 'asking') tell(this.state, w('going.asking'));
    else if (run.state === 'stopping') tell(this.state, w('going.stopping'));
    else if (wait) tell(this.state, waiting(wait));
    else tell(this.state, w('going.running', { time: lasting(Math.max(since, 0.1)) }));
  }
}

const isLoad = run => [...(run?.statements.values() ?? [])].some(one => one.sending || one.planned || one.confirm);

/** A wait in words: how long, and whose limit it is. */
export function waiting(wait) {
  const key = { limit: 'wait.limit', retry: 'wait.retry', down: 'wait.down', elsewhere: 'wait.elsewhere' }[wait.reason] ?? 'wait.other';
  return w(key, { time: lasting(wait.seconds), system: wait.system ?? wait.connection, text: wait.text ?? '' });
}
