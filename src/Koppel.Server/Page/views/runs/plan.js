import { address, path, post, query, read, sentence } from '../../api.js';
import { amount, el, joined, listed, minutes, moment, w } from '../../words.js';
import { fact, operation, sum } from '../../parts/books.js';
import { open } from '../../parts/dialog.js';
import { download } from '../../parts/exports.js';
import { creations, instead, noteList } from '../../parts/notes.js';
import { toast } from '../../parts/say.js';
import { changed } from './changes.js';
import { filters } from './filters.js';
import { Growing, numbered } from './growing.js';
import { began, going } from './live.js';
import { planState, remove } from './plans.js';
import { rejectsOf } from './rejects.js';

const Page = 100;

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
    el('p', { class: 'quiet' }, joined([moment(plan.at), plan.by, w('runs.plan.until', { time: moment(plan.until) })], ' · ')),
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
  for (const one of plan.statements) await changesOf(body, plan, one);
  if (plan.rejected) {
    const part = el('section', {}, el('h2', {}, w('rejects')));
    body.append(part);
    await rejectsOf(part, path('plans', id, 'rejects'), w('runs.rejects.none'));
  }
}

const statement = one =>
  el(
    'article',
    { class: 'card statement' },
    el('h2', {}, operation(one.kind), ' ', el('code', {}, one.target)),
    sum({ label: w('books.read'), count: one.read }, [
      { label: w('books.toChange'), count: one.changes, kind: 'good' },
      { label: w('books.there'), count: one.unchanged },
      { label: w('books.rejected'), count: one.rejected, kind: 'bad' },
    ]),
    el(
      'dl',
      { class: 'facts' },
      fact(
        w('plan.kinds'),
        joined(
          [
            ['insert', one.inserts],
            ['update', one.updates],
            ['delete', one.deletes],
          ]
            .filter(([, n]) => n > 0)
            .map(([name, n]) => joined([operation(name), amount(n)], ' ')),
        ),
      ),
      fact(
        w('plan.callsLabel'),
        el('span', {}, w('plan.calls', { n: one.callsTotal }), ', ', w('plan.atLimits', { time: minutes(one.minutes) })),
      ),
      one.creates.length ? fact(w('plan.creates'), creations(one.creates)) : null,
      one.instead ? fact(w('plan.instead'), instead(one.instead)) : null,
      told('runs.plan.slips', one.slips, 'warn'),
      told('runs.plan.returns', one.returns, 'warn'),
      told('runs.plan.automations', one.automations, 'warn'),
      told('plan.irreversible', one.irreversible, 'bad'),
      told('runs.unmatched', one.unmatched),
      told('plan.notes', one.notes),
    ),
    el('details', {}, el('summary', {}, w('runs.sql')), el('pre', { tabindex: 0 }, one.text)),
  );

const told = (label, notes, kind) => (notes.length ? fact(w(label), noteList(notes, kind)) : null);

async function changesOf(body, plan, one) {
  let asked = {};
  const growing = new Growing({
    take: async from => {
      const told = await read(
        path('plans', plan.plan, 'changes') + '?' + query({ ...asked, statement: one.statement, from: from ?? 0, count: Page }),
      );
      return { items: told.rows, total: told.total, next: numbered(from ?? 0, told.rows.length, told.total) };
    },
    row: changed,
    none: w('runs.noChanges'),
  });
  const kinds = ['insert', 'update', 'delete'].map(name => [name, operation(name)]);
  body.append(
    el(
      'section',
      {},
      el('h2', {}, w('runTab.changes'), plan.statements.length > 1 ? el('code', {}, ' ', one.target) : null),
      filters(
        w('runs.filters'),
        [
          { name: 'text', label: w('runs.value'), kind: 'text' },
          { name: 'kind', label: w('runs.operation'), kind: 'choice', choices: [...kinds, ['create', w('runs.creates')]] },
        ],
        values => {
          asked = values;
          growing.begin();
        },
      ),
      growing.element,
    ),
  );
  await growing.begin();
}

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
      typed: typed[0]?.field.value.trim(),
      drift: drift.value,
    });
    follow(began(run, session, plan.script), place, live);
  } catch (fault) {
    toast(sentence(fault), true);
  }
}

// The run has a page of its own as soon as the ledger has a number for it.
function follow(run, place, live) {
  const draw = () => {
    const failed = run.told.find(one => one.kind === 'failed');
    if (run.ledgerRun) location.hash = `#/runs/${run.ledgerRun}`;
    else if (failed) place.replaceChildren(el('p', { class: 'notice', role: 'alert' }, failed.data.text));
    else place.replaceChildren(going(run));
  };
  live.hear(told => told.run === run.run && draw());
  draw();
}
