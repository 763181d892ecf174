import { address, drop, path, read, sentence } from '../../api.js';
import { el, joined, moment, w } from '../../words.js';
import { confirm } from '../../parts/dialog.js';
import { download } from '../../parts/exports.js';
import { toast } from '../../parts/say.js';

/** The plan files that are kept, the newest first. */
export async function show(body) {
  const count = el('p', { class: 'quiet count', role: 'status' });
  const list = el('ol', { class: 'rows' });
  body.append(
    el('p', {}, el('a', { href: '#/runs' }, w('runs.back'))),
    el('header', { class: 'runs-head' }, el('h1', { tabindex: -1 }, w('runs.plans'))),
    el('p', { class: 'quiet' }, w('runs.plans.text')),
    count,
    list,
  );
  const draw = async () => {
    const plans = await read('plans');
    count.replaceChildren(el('span', {}, plans.length ? w('runs.plans.count', { n: plans.length }) : w('runs.plans.none')));
    list.replaceChildren(...plans.map(plan => row(plan, draw)));
  };
  await draw();
}

const row = (plan, draw) =>
  el(
    'li',
    { class: 'card run' },
    el(
      'p',
      { class: 'run-line' },
      el('a', { href: `#/runs/plan/${plan.plan}` }, plan.targets.length ? joined(plan.targets) : plan.plan),
      planState(plan),
    ),
    el(
      'p',
      {},
      w('runs.plan.changes', { n: plan.changes }),
      plan.rejected ? joined([', ', w('runs.rejected', { n: plan.rejected })], '') : null,
    ),
    plan.at ? planMade(plan) : el('p', { class: 'notice' }, plan.why),
    el(
      'div',
      { class: 'actions start' },
      el(
        'button',
        { type: 'button', class: 'small', onclick: () => download(address(path('plans', plan.plan, 'file'))) },
        w('runs.plan.download'),
      ),
      el('button', { type: 'button', class: 'small danger', onclick: () => remove(plan.plan, draw) }, w('runs.plan.delete')),
    ),
  );

export const planState = plan =>
  el('span', { class: `state ${plan.state === 'open' ? 'good' : plan.state === 'used' ? '' : 'warn'}` }, w('planState.' + plan.state));

/** When and by whom it was made, and how long it is good. */
export const planMade = plan =>
  el('p', { class: 'quiet' }, joined([moment(plan.at), plan.by, w('runs.plan.until', { time: moment(plan.until) })], ' · '));

/** Asks, deletes, and does what follows. */
export async function remove(id, then) {
  if (!(await confirm(w('runs.plan.delete.title'), w('runs.plan.delete.text'), w('runs.plan.delete')))) return;
  try {
    await drop(path('plans', id));
    toast(w('runs.plan.deleted'));
    await then();
  } catch (fault) {
    toast(sentence(fault), true);
  }
}
