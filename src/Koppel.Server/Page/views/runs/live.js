import { post, sentence } from '../../api.js';
import { el, joined, lasting, w } from '../../words.js';
import { toast } from '../../parts/say.js';
import { waiting } from '../../parts/runbar.js';
import * as runs from '../../runs.js';

/** What a place hears of what runs, until it is left. */
export class Live {
  #end = () => {};
  #isLeft = false;

  /** Hears in this way from now on. A place that was left while it was still being made hears nothing. */
  hear(listener) {
    this.#end();
    if (!this.#isLeft) this.#end = runs.watch(listener);
  }

  leave() {
    this.#isLeft = true;
    this.#end();
  }
}

export const activeOf = number => runs.all().find(run => runs.isActive(run) && Number(run.ledgerRun) === Number(number));
export const find = id => runs.find(id);
export const began = (id, session, script) => runs.began(id, session, { script });

/**
 * How far a run is, with the way to stop it. Made once, and told of the run as often as it moves: a button that is replaced between press
 * and release is not clicked.
 */
export class Going {
  #run = null;
  #bar = el('progress', { 'aria-label': w('runs.going') });
  #line = el('p', {});
  #wait = el('p', { class: 'waiting', hidden: true });
  #stop = el('button', { type: 'button', class: 'danger', 'data-key': 'stop', onclick: () => stop(this.#run) }, w('runs.stop'));

  constructor() {
    this.element = el('div', { class: 'card going' }, this.#bar, this.#line, this.#wait, this.#stop);
  }

  show(run) {
    this.#run = run;
    const one = [...run.statements.values()].at(-1);
    const told = one?.progress;
    const total = told?.total ?? one?.planned?.plan.changes ?? null;
    this.element.dataset.live = run.run;
    this.#bar.max = total || 1;
    if (total && told?.phase === 'writing') this.#bar.value = Math.min(told.rows, total);
    else this.#bar.removeAttribute('value');
    this.#line.replaceChildren(el('span', {}, joined(partsOf(run, told, total), ' · ')));
    this.#wait.hidden = !one?.wait;
    this.#wait.replaceChildren(...(one?.wait ? [el('span', {}, waiting(one.wait))] : []));
    this.#stop.disabled = run.state === 'stopping';
  }
}

function partsOf(run, told, total) {
  return [
    w(run.state === 'stopping' ? 'runs.stopping' : run.state === 'asking' ? 'stage.asking' : 'runs.going'),
    told ? (total ? w('progress.rows', { rows: told.rows, n: total }) : w('progress.some', { n: told.rows })) : null,
    told?.calls ? w('plan.calls', { n: told.calls }) : null,
    told?.left ? w('progress.left', { time: lasting(told.left) }) : null,
  ];
}

async function stop(run) {
  try {
    await post(`runs/${run.run}/stop`);
  } catch (fault) {
    toast(sentence(fault), true);
  }
}
