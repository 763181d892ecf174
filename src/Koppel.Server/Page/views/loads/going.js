import { find, path, post } from '../../api.js';
import { Loads, answer } from '../../parts/loads.js';
import { waiting } from '../../parts/runbar.js';
import * as runs from '../../runs.js';
import { el, w } from '../../words.js';

let shown = null;
let asked = null;

/** A load under way: the books as they fill, calls, waits; it goes on when the page is left. */
export async function show(place, guide) {
  const run = runs.find(guide.state.run);
  if (!runs.isActive(run)) return guide.show('result');
  const loads = new Loads({ runScript: () => {}, resume: () => {} });
  const stop = el('button', { type: 'button', id: 'stop', onclick: () => end(guide, 'stop') }, w('stop'));
  const wait = el('p', { class: 'waiting', role: 'status' });
  place.append(
    el('p', { class: 'quiet' }, w('guide.going.text')),
    wait,
    loads.element,
    el('div', { class: 'actions' }, stop, el('span', { class: 'quiet' }, w('stop.title'))),
  );
  shown = { loads, wait, stop };
  draw(run);
  ask(guide, run); // A quick one has asked before this page knew that it was its own.
  stop.focus({ preventScroll: true });
  return () => {
    shown = null;
  };
}

/** Asks what a run asks, once. */
function ask(guide, run) {
  if (!run.question || run.question.hash === asked) return;
  asked = run.question.hash;
  answer(run).finally(() => (asked = null));
}

function draw(run) {
  shown.loads.show(run);
  shown.stop.disabled = run.state === 'stopping';
}

async function end(guide, how) {
  await guide.attempt(() => post(`runs/${guide.state.run}/${how}`));
  const run = runs.find(guide.state.run);
  if (runs.isActive(run)) Object.assign(run, { state: 'stopping' });
  if (shown && run) draw(run);
}

export function heard(guide, run, kind, data) {
  if (kind === 'numbered') guide.change({ ledgerRun: data.ledgerRun });
  if (kind === 'end') return guide.show('result');
  if (kind === 'confirm' || kind === 'confirmRead') ask(guide, run);
  if (!shown) return undefined;
  if (kind === 'progress') {
    shown.wait.textContent = '';
    const one = run.statements.get(data.statement);
    return one && shown.loads.advance(run, one);
  }
  if (kind === 'wait') shown.wait.replaceChildren(el('span', {}, waiting(data)));
  else if (kind !== 'rows') draw(run);
  return undefined;
}

/**
 * The number by which the ledger knows a run, or null where nothing was sent. The plan is asked where no event told it: the program may
 * have ended, and with it what it knew of its runs.
 */
export async function ledgerRunOf(guide) {
  const { run, plan, ledgerRun } = guide.state;
  if (ledgerRun) return ledgerRun;
  const told = runs.find(run) ?? (run && (await find(path('runs', run))));
  const number = told?.ledgerRun ?? (plan && (await find(path('plans', plan)))?.ledgerRun) ?? null;
  // Another load may have been begun meanwhile.
  if (number && guide.state.run === run) guide.change({ ledgerRun: number });
  return number;
}
