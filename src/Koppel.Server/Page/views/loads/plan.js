import { address, path, post, read } from '../../api.js';
import { fact, operation, reasons, saved, sum } from '../../parts/books.js';
import { download } from '../../parts/exports.js';
import { creations, instead, noteList } from '../../parts/notes.js';
import { say } from '../../parts/say.js';
import { waiting } from '../../parts/runbar.js';
import * as runs from '../../runs.js';
import { amount, el, joined, lasting, w } from '../../words.js';
import { changes } from './changes.js';

/** What would change, row by row, before anything is sent; and the answers that only a person can give. */
export async function show(place, guide) {
  if (!guide.state.plan) await begin(guide);
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
  const rejected = all('rejected') > 0 ? await read(path('plans', plan.plan, 'rejects') + '?format=json&from=0&count=50') : null;
  const rest = all('read') - all('changes') - all('unchanged') - all('rejected');
  place.append(
    sum({ label: w('books.read'), count: all('read') }, [
      { label: w('books.toChange'), count: all('changes'), kind: 'good' },
      { label: w('books.there'), count: all('unchanged') + Math.max(0, rest) },
      { label: w('books.rejected'), count: all('rejected'), kind: 'bad' },
    ]),
    facts(plan, all),
    ...warnings(plan),
    confirmation(guide, plan, all('changes'), rejected),
    all('changes') > 0 ? changes(plan) : el('p', { class: 'notice calm' }, w(all('rejected') > 0 ? 'guide.noneTaken' : 'guide.nothing')),
    ...(rejected ? [rejects(plan, rejected)] : []),
    script(guide),
  );
  say(w('guide.planned', { n: all('changes'), rejected: all('rejected') }));
  place.querySelector('.ask input, #next')?.focus({ preventScroll: true });
}

function facts(plan, all) {
  const calls = all('reads') + all('callsTotal');
  const routes = plan.statements.flatMap(one => one.calls);
  const kinds = ['inserts', 'updates', 'deletes'].map(name => [name.slice(0, -1), all(name)]).filter(([, count]) => count > 0);
  const creates = plan.statements.flatMap(one => one.creates);
  const ways = plan.statements.map(one => one.instead).filter(Boolean);
  return el(
    'dl',
    { class: 'facts card' },
    kinds.length ? fact(w('plan.kinds'), joined(kinds.map(([kind, count]) => joined([operation(kind), amount(count)], ' ')))) : null,
    creates.length ? fact(w('plan.creates'), creations(creates)) : null,
    fact(
      w('plan.callsLabel'),
      el(
        'span',
        {},
        joined([w('plan.calls', { n: calls }), saved(all('changes') + all('unchanged'), calls)], ' · '),
        el(
          'details',
          {},
          el('summary', {}, w('report.routes')),
          el(
            'ul',
            {},
            el('li', {}, amount(all('reads')), ' × ', w('guide.reads')),
            routes.map(one => el('li', {}, amount(one.count), ' × ', el('code', {}, one.route))),
          ),
        ),
      ),
    ),
    fact(w('plan.time'), w('plan.atLimits', { time: lasting(all('seconds')) })),
    ways.length ? fact(w('plan.instead'), joined(ways.map(instead), '; ')) : null,
  );
}

/** What a person should know before: possible slips, who has no partner, what cannot be taken back. */
const warnings = plan =>
  [
    ['slips', 'guide.slips', 'warn'],
    ['returns', 'guide.returns', 'warn'],
    ['unmatched', 'guide.unmatched', 'warn'],
    ['irreversible', 'plan.irreversible', 'warn'],
    ['notes', 'plan.notes', ''],
  ].flatMap(([name, word, kind]) => {
    const notes = plan.statements.flatMap(one => one[name]);
    return notes.length === 0 ? [] : el('section', { class: `card told ${kind}` }, el('h3', {}, w(word)), noteList(notes));
  });

/** How many rows are rejected for a reason. */
const rejectedFor = (rejected, code) => rejected?.groups.find(one => one.code === code)?.count ?? 0;

function rejects(plan, { groups, rows, total }) {
  return el(
    'section',
    { class: 'card' },
    el('h3', {}, w('rejects')),
    reasons(groups),
    el(
      'ul',
      { class: 'quiet' },
      rows
        .slice(0, 10)
        .map(row => el('li', {}, w('guide.row', { row: String(row.row) }), ': ', Object.values(row.source).filter(Boolean).join(', '))),
      total > 10 ? el('li', {}, w('more.count', { n: total - 10 })) : null,
    ),
    el(
      'div',
      { class: 'actions' },
      ['xlsx', 'csv'].map(format =>
        el(
          'button',
          { type: 'button', onclick: () => download(address(path('plans', plan.plan, 'rejects') + `?format=${format}`)) },
          w('rejects.' + format),
        ),
      ),
    ),
  );
}

function confirmation(guide, plan, count, rejected) {
  const { mapping } = guide.state;
  const isFirst = guide.state.corrects.length === 0;
  const asksAutomations = isFirst && (count > 0 || rejectedFor(rejected, 'automations-skipped') > 0);
  const left = rejectedFor(rejected, 'left-list');
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
    noteList(
      plan.statements.flatMap(one => one.automations),
      'quiet',
    ),
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
