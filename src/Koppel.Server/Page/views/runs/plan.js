import { address, path, post, read, sentence } from '../../api.js';
import { el, joined, listed, w } from '../../words.js';
import { operation } from '../../parts/books.js';
import { planChanges } from '../../parts/changes.js';
import { open } from '../../parts/dialog.js';
import { download } from '../../parts/exports.js';
import { planned } from '../../parts/planned.js';
import { rejects } from '../../parts/rejects.js';
import { toast } from '../../parts/say.js';
import { Going, began } from './live.js';
import { planMade, planState, remove } from './plans.js';

/** A plan: what it would do, row by row, and the way to do just that. */
export async function show(body, { shell, live, id }) {
  const plan = await read(path('plans', id));
  const place = el('div', {});
  body.append(
    el('p', {}, el('a', { href: '#/runs/plans' }, w('runs.plans.back'))),
    el(
      'header',
      { class: 'runs-head' },
      el('h1', { tabindex: -1 }, w('runs.plan.of'), ' ', el('code', {}, joined(plan.targets))),
      planState(plan),
    ),
    planMade(plan),
    plan.why ? el('p', { class: 'notice' }, plan.why) : '',
    plan.ledgerRun ? el('p', {}, el('a', { href: `#/runs/${plan.ledgerRun}` }, w('runs.number', { run: String(plan.ledgerRun) }))) : '',
    place,
    el(
      'div',
      { class: 'actions start' },
      el(
        'button',
        { type: 'button', class: 'primary', 'data-key': 'apply', disabled: plan.state !== 'open', onclick: () => apply(plan, place, live) },
        w('runs.plan.apply'),
      ),
      el('button', { type: 'button', onclick: () => download(address(path('plans', id, 'file'))) }, w('runs.plan.download')),
      el('button', { type: 'button', onclick: () => shell.openText(plan.script) }, w('runs.openScript')),
      el(
        'button',
        { type: 'button', class: 'danger', onclick: () => remove(id, () => (location.hash = '#/runs/plans')) },
        w('runs.plan.delete'),
      ),
    ),
    ...plan.statements.map(one => statement(one)),
  );
  body.append(
    el('section', {}, el('h2', {}, w('plan.changes')), await planChanges(plan)),
    plan.rejected ? el('section', {}, el('h2', {}, w('rejects')), await rejects(path('plans', id, 'rejects'))) : '',
  );
}

const statement = one =>
  el(
    'article',
    { class: 'planned' },
    el('h2', {}, operation(one.kind), ' ', el('code', {}, one.target)),
    planned([one]),
    el('details', { class: 'card' }, el('summary', {}, w('runs.sql')), el('pre', { tabindex: 0 }, one.text)),
  );

/** Asks for what the plan needs, and makes just its changes. */
async function apply(plan, place, live) {
  const typed = plan.typed.map(name => ({ name, field: el('input', { id: `typed-${name}`, autocomplete: 'off', spellcheck: 'false' }) }));
  const drift = el(
    'select',
    { id: 'drift' },
    plan.drift.map(rule => el('option', { value: rule }, w('drift.' + rule))),
  );
  const changes = plan.statements.reduce((sum, one) => sum + one.changes, 0);
  const given = await open(
    w('runs.plan.apply.title'),
    [
      el('p', {}, w('runs.plan.apply.text', { n: changes, targets: listed(plan.targets) })),
      el('p', { class: 'typed' }, el('label', { for: 'drift' }, w('runs.plan.drift')), drift),
      ...typed.map(one =>
        el('p', { class: 'typed' }, el('label', { for: one.field.id }, w('confirm.type', { name: one.name })), one.field),
      ),
    ],
    [
      { name: '', label: w('cancel'), isFirst: typed.length === 0 },
      { name: 'yes', id: 'apply-plan', label: w('runs.plan.apply'), kind: 'primary', isOff: typed.length > 0 },
    ],
    {
      opened: dialog =>
        dialog.addEventListener('input', () => {
          dialog.querySelector('#apply-plan').disabled = typed.some(one => one.field.value.trim() !== one.name);
        }),
    },
  );
  if (given !== 'yes') return;
  try {
    const { session } = await post('sessions');
    const { run } = await post(path('sessions', session, 'plans', plan.plan, 'apply'), {
      typed: typed.map(one => one.field.value.trim()),
      drift: drift.value,
    });
    follow(began(run, session, plan.script), place, live);
  } catch (fault) {
    toast(sentence(fault), true);
  }
}

// The run has a page of its own as soon as the ledger has a number for it.
function follow(run, place, live) {
  const going = new Going();
  const draw = () => {
    const failed = run.told.find(one => one.kind === 'failed');
    if (run.ledgerRun) location.hash = `#/runs/${run.ledgerRun}`;
    else if (failed) place.replaceChildren(el('p', { class: 'notice', role: 'alert' }, failed.data.text));
    else {
      going.show(run);
      if (!going.element.isConnected) place.replaceChildren(going.element);
    }
  };
  live.hear(told => told.run === run.run && draw());
  draw();
}
