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

/** How far a run is, with the way to stop it. */
export function going(run) {
  const one = [...run.statements.values()].at(-1);
  const told = one?.progress;
  const total = told?.total ?? one?.planned?.plan.changes ?? null;
  const bar = el('progress', { max: total || 1, 'aria-label': w('runs.going') });
  if (total && told?.phase === 'writing') bar.value = Math.min(told.rows, total);
  const parts = [
    w(run.state === 'stopping' ? 'runs.stopping' : run.state === 'asking' ? 'stage.asking' : 'runs.going'),
    told ? (total ? w('progress.rows', { rows: told.rows, n: total }) : w('progress.some', { n: told.rows })) : null,
    told?.calls ? w('plan.calls', { n: told.calls }) : null,
    told?.left ? w('progress.left', { time: lasting(told.left) }) : null,
  ];
  return el(
    'div',
    { class: 'card going', 'data-live': run.run },
    bar,
    el('p', {}, joined(parts, ' · ')),
    one?.wait ? el('p', { class: 'waiting' }, waiting(one.wait)) : null,
    el(
      'button',
      { type: 'button', class: 'danger', 'data-key': 'stop', disabled: run.state === 'stopping', onclick: () => stop(run) },
      w('runs.stop'),
    ),
  );
}

async function stop(run) {
  try {
    await post(`runs/${run.run}/stop`);
  } catch (fault) {
    toast(sentence(fault), true);
  }
}
