import { read } from './api.js';
import * as runs from './runs.js';
import { el, w } from './words.js';

/** Offers to go on with a load that was cut off, when there is one. */
export async function offerResume(place, resume) {
  const unfinished = await read('ledger/runs?unfinished=true').catch(() => []);
  const isGoingOn = one => runs.all().some(run => run.ledgerRun === one.run && runs.isActive(run));
  const found = unfinished.find(one => one.resumable && one.state !== 'stopped' && !isGoingOn(one));
  document.querySelector('.resume')?.remove();
  if (!found) return;
  const take = () => {
    notice.remove();
    resume(found.run);
  };
  const text = w('resume.offer', { run: String(found.run), target: found.target ?? '' });
  const later = el('button', { type: 'button', class: 'quiet', onclick: () => notice.remove() }, w('later'));
  const notice = el(
    'div',
    { class: 'conflict resume', role: 'status' },
    el('span', {}, text),
    el('button', { type: 'button', onclick: take }, w('resume')),
    later,
  );
  place.after(notice);
}

/** The program was started anew: until the browser was let in again, the page says how. */
export async function askEntry(place) {
  const isOut = await read('about').then(
    () => false,
    fault => fault.status === 401,
  );
  if (isOut && !document.querySelector('.entry')) {
    place.before(el('div', { class: 'conflict entry', role: 'status' }, el('span', {}, w('letIn'))));
  }
}

export const entered = () => document.querySelector('.entry')?.remove();

/** Says what is wrong with the configuration, as long as it is. */
export function problem(place, text) {
  document.querySelector('.problem')?.remove();
  if (text) place.before(el('div', { class: 'conflict problem', role: 'status' }, el('span', {}, w('about.problem', { text }))));
}
