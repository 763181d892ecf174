import { path, post, read } from '../../api.js';
import { planChanges } from '../../parts/changes.js';
import { planned } from '../../parts/planned.js';
import { rejects } from '../../parts/rejects.js';
import { say } from '../../parts/say.js';
import { waiting } from '../../parts/runbar.js';
import * as runs from '../../runs.js';
import { el, joined, w } from '../../words.js';

/** What would change, row by row, before anything is sent; and the answers that only a person can give. */
export async function show(place, guide, isCurrent) {
  if (!guide.state.plan) await begin(guide);
  if (!isCurrent()) return undefined;
  const run = runs.find(guide.state.run);
  if (runs.isActive(run)) return place.append(planning(guide));
  // A quick one has come to its end before this page knew that it was its own.
  if (run && run.state !== 'done') return failed(guide, run);
  return told(place, guide, await read(path('plans', guide.state.plan)));
}

const planning = guide =>
  el(
    'div',
    { class: 'card', 'aria-busy': 'true' },
    el('p', { class: 'title' }, w('guide.planning')),
    el('p', { class: 'quiet', id: 'planning' }, w('guide.planning.text')),
    el('progress', { 'aria-label': w('guide.planning') }),
    el('div', { class: 'actions' }, el('button', { type: 'button', onclick: () => cancel(guide) }, w('cancel'))),
  );

async function begin(guide) {
  const { source, mapping } = guide.state;
  const { script } = guide.state.corrects.length > 0 ? guide.state : await post('loads/sql', { source, mapping });
  const begun = await guide.session.use(async id => ({ id, ...(await post(`sessions/${id}/plans`, { script })) }));
  guide.change({ script, plan: begun.plan, run: begun.run, ledgerRun: null });
  runs.began(begun.run, begun.id, { mode: 'plan' });
}

async function cancel(guide) {
  await guide.attempt(() => post(`runs/${guide.state.run}/cancel`));
  guide.change({ plan: null, run: null });
  guide.show('prepare');
}

export function heard(guide, run, kind, data) {
  const line = document.getElementById('planning');
  if (line && kind === 'progress') {
    const rows = data.rows ? w('progress.some', { n: data.rows }) : null;
    line.replaceChildren(el('span', {}, joined([data.table ?? '', rows, w('plan.calls', { n: data.calls })], ' · ')));
  }
  if (line && kind === 'wait') line.replaceChildren(el('span', {}, waiting(data)));
  if (kind !== 'end') return;
  if (data.state === 'done') guide.show('plan');
  else failed(guide, run);
}

function failed(guide, run) {
  const fault = run.told.filter(one => one.kind === 'failed').at(-1)?.data;
  guide.change({ plan: null, run: null });
  guide.host
    .querySelector('.step')
    .replaceChildren(
      el('p', { class: 'notice', role: 'alert' }, fault?.text ?? w('guide.planFailed')),
      el('div', { class: 'actions' }, back(guide), guide.startAgain()),
    );
}

const back = guide =>
  el('button', { type: 'button', onclick: () => guide.show(guide.state.corrects.length > 0 ? 'result' : 'prepare') }, w('guide.back'));

async function told(place, guide, plan) {
  const all = name => plan.statements.reduce((total, one) => total + one[name], 0);
  const rejected = path('plans', plan.plan, 'rejects');
  const groups = all('rejected') > 0 ? (await read(rejected + '?count=1')).groups : [];
  place.append(
    ...planned(plan.statements),
    confirmation(guide, plan, all('changes'), code => groups.find(one => one.code === code)?.count ?? 0),
    el('section', { class: 'card' }, el('h3', {}, w('plan.changes')), await planChanges(plan)),
    all('rejected') > 0 ? el('section', { class: 'card' }, el('h3', {}, w('rejects')), await rejects(rejected)) : '',
    script(guide),
  );
  say(w('guide.planned', { n: all('changes'), rejected: all('rejected') }));
  place.querySelector('.ask input, #next')?.focus({ preventScroll: true });
}

function confirmation(guide, plan, count, rejectedFor) {
  const { mapping } = guide.state;
  const isFirst = guide.state.corrects.length === 0;
  const asksAutomations = isFirst && (count > 0 || rejectedFor('automations-skipped') > 0);
  const left = rejectedFor('left-list');
  const asksReturns = isFirst && (left > 0 || mapping.resubscribe === true);
  const name = plan.typed[0];
  const typed = el('input', { id: 'typed', autocomplete: 'off', spellcheck: 'false' });
  const send = guide.next(w('guide.send', { n: count }), () => apply(guide, plan, typed.value.trim()));
  const ready = () => {
    send.disabled = count === 0 || (asksAutomations && mapping.automations === null) || (name !== undefined && typed.value.trim() !== name);
  };
  typed.addEventListener('input', ready);
  ready();
  /** An answer that only a person gives: the plan is made anew with it. */
  const answer = (name, value, text) =>
    el(
      'label',
      { class: 'check' },
      el('input', {
        type: 'radio',
        name,
        value: String(value),
        checked: mapping[name] === value,
        onchange: () => {
          guide.change({ mapping: { ...mapping, [name]: value }, plan: null, run: null });
          guide.show('plan');
        },
      }),
      w(text),
    );
  return el(
    'section',
    { class: 'card confirm' },
    asksAutomations
      ? el(
          'fieldset',
          { class: 'ask' },
          el('legend', {}, w('guide.automations.ask')),
          answer('automations', 'skip', 'automations.skip'),
          answer('automations', 'run', 'automations.run'),
          mapping.automations === null ? el('p', { class: 'quiet' }, w('guide.automations.open')) : null,
        )
      : null,
    asksReturns
      ? el(
          'fieldset',
          { class: 'ask' },
          el('legend', {}, left > 0 ? w('guide.returns.ask', { n: left }) : w('guide.returns.asked')),
          answer('resubscribe', false, 'returns.no'),
          answer('resubscribe', true, 'returns.yes'),
        )
      : null,
    name !== undefined && count > 0 ? el('p', { class: 'typed' }, el('label', { for: 'typed' }, w('confirm.type', { name })), typed) : null,
    el('div', { class: 'actions' }, send, back(guide), guide.startAgain()),
  );
}

async function apply(guide, plan, typed) {
  const begun = await guide.attempt(() =>
    guide.session.use(async id => ({ id, ...(await post(path('sessions', id, 'plans', plan.plan, 'apply'), typed ? { typed } : {})) })),
  );
  if (!begun) return;
  guide.change({ run: begun.run, ledgerRun: null });
  runs.began(begun.run, begun.id, { mode: 'run', title: guide.state.name });
  guide.show('going');
}

const script = guide =>
  el(
    'details',
    { class: 'card' },
    el('summary', {}, w('guide.script')),
    el('pre', { tabindex: 0, class: 'code' }, guide.state.script),
    el(
      'div',
      { class: 'actions' },
      el('button', { type: 'button', onclick: () => guide.shell.openText(guide.state.script) }, w('guide.openInEditor')),
    ),
  );
