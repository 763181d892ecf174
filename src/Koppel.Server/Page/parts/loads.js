import { post, sentence } from '../api.js';
import { el, joined, lasting, minutes, w } from '../words.js';
import { planBooks, planDetails } from './books.js';
import { open } from './dialog.js';
import { environmentBadge } from './environment.js';
import { report } from './report.js';
import { toast } from './say.js';
import { waiting } from './runbar.js';
import { redraw } from './redraw.js';

/** The loads of a run: plan, question, progress, report, one under the other as they come. */
export class Loads {
  constructor(hooks) {
    this.hooks = hooks;
    this.element = el('div', { class: 'loads scrolled', tabindex: 0, role: 'region', 'aria-label': w('panel.loads') });
    this.show(undefined);
  }

  show(run) {
    this.run = run;
    const loads = [...(run?.statements.values() ?? [])].filter(one => one.planned || one.confirm || one.sending || one.report);
    if (loads.length === 0) {
      this.element.replaceChildren(
        el('div', { class: 'empty' }, el('p', { class: 'title' }, w('loads.none')), el('p', {}, w('loads.none.text'))),
      );
      return;
    }
    redraw(this.element, ...loads.map(one => this.#load(run, one)));
    if (loads.length > 1) this.element.lastElementChild.scrollIntoView({ block: 'nearest' });
  }

  #load(run, one) {
    const load = one.report ?? one.sending ?? one.confirm ?? one.planned;
    const card = el(
      'article',
      { class: 'load card' },
      el('h2', {}, el('code', {}, load.target), el('span', { class: 'stage' }, stage(run, one))),
    );
    if (one.report) return (card.append(report(run, one.report, this.hooks)), card);
    if (one.confirm || one.planned) card.append(planBooks((one.confirm ?? one.planned).plan));
    if (one.sending && !one.sent && !one.failed && !one.stopped) card.append(progress(one));
    else if (one.confirm || one.planned) card.append(planDetails((one.confirm ?? one.planned).plan));
    if (one.failed) card.append(el('p', { class: 'notice' }, one.failed.text));
    return card;
  }

  /** Only figures have changed. */
  advance(run, one) {
    const place = this.element.querySelector('.progress');
    if (place && one.sending) place.replaceWith(progress(one));
  }
}

function stage(run, one) {
  if (one.report) return w('outcome.' + one.report.outcome);
  if (one.failed) return w('outcome.failed');
  if (one.stopped) return w('outcome.stopped');
  if (one.sending) return w(run.state === 'stopping' ? 'going.stopping' : 'stage.sending');
  if (run.state === 'asking') return w('stage.asking');
  return w('stage.planned');
}

function progress(one) {
  const told = one.progress?.phase === 'writing' ? one.progress : null;
  const [rows, total] = [told?.rows ?? 0, told?.total ?? (one.confirm ?? one.planned)?.plan.changes ?? null];
  const bar = el('progress', { max: total || 1, 'aria-label': w('progress.label') });
  if (total) bar.value = Math.min(rows, total);
  const parts = [
    total ? w('progress.rows', { rows, n: total }) : w('progress.some', { n: rows }),
    w('plan.calls', { n: told?.calls ?? 0 }),
    told?.left ? w('progress.left', { time: lasting(told.left) }) : null,
  ];
  return el(
    'div',
    { class: 'progress' },
    bar,
    el('p', {}, joined(parts, ' · ')),
    one.wait ? el('p', { class: 'waiting' }, waiting(one.wait)) : null,
  );
}

/** Asks what a run asks: before a load, or before many calls. The answer names the plan that was seen, and what had to be typed. */
export async function answer(run) {
  const { question } = run;
  const given = question.kind === 'confirm' || question.plan ? await askLoad(question) : await askRead(question);
  try {
    await post(`runs/${run.run}/answer`, { hash: question.hash, ...given });
  } catch (fault) {
    toast(sentence(fault), true);
  }
}

// Which connection it is and whether its name is typed, the server says: a script may write the name otherwise.
async function askLoad({ target, plan, connection, environment, typed: [name] }) {
  const typed = el('input', { id: 'typed', autocomplete: 'off', spellcheck: 'false', autofocus: true });
  const content = [
    el('p', {}, environmentBadge(environment, connection)),
    planBooks(plan),
    planDetails(plan),
    name ? el('p', { class: 'typed' }, el('label', { for: 'typed' }, w('confirm.type', { name })), typed) : null,
  ];
  const given = await open(
    el('span', {}, w('confirm.title'), ' ', el('code', {}, target)),
    content,
    [
      { name: 'no', label: w('confirm.no'), isFirst: !name },
      { name: 'yes', id: 'send', label: w('confirm.yes', { n: plan.changes }), kind: 'primary', isOff: Boolean(name) },
    ],
    {
      class: 'wide',
      opened: dialog =>
        typed.addEventListener('input', () => {
          dialog.querySelector('#send').disabled = typed.value.trim() !== name;
        }),
    },
  );
  return { yes: given === 'yes', typed: typed.value.trim() };
}

async function askRead({ connection, calls, minutes: time, limit }) {
  const text = calls === null ? w('confirmRead.unknown', { connection, limit }) : w('confirmRead.text', { connection, n: calls, limit });
  const given = await open(
    w('confirmRead.title'),
    [el('p', {}, text), time ? el('p', { class: 'quiet' }, w('plan.atLimits', { time: minutes(time) })) : null],
    [
      { name: 'no', label: w('confirm.no'), isFirst: true },
      { name: 'yes', label: w('confirmRead.yes'), kind: 'primary' },
    ],
  );
  return { yes: given === 'yes' };
}
