import { amount, el, joined, knows, lasting, named, w } from '../words.js';
import { creations, instead, noteList } from './notes.js';

/** Figures that add up: the whole = its parts, each with its name under it. */
export const sum = (whole, parts) =>
  el(
    'dl',
    { class: 'sum' },
    figure(whole.label, whole.count, 'whole'),
    parts.map(part => figure(part.label, part.count, part.count ? part.kind : 'none')),
  );

const figure = (label, count, kind) => el('div', { class: 'figure ' + (kind ?? '') }, el('dd', {}, amount(count)), el('dt', {}, label));

/** Of a plan: what is read = what changes + what is there already + what is rejected. */
export const planSum = ({ read, changes, there, rejected }) =>
  sum({ label: w('books.read'), count: read }, [
    { label: w('books.toChange'), count: changes, kind: 'good' },
    { label: w('books.there'), count: there },
    { label: w('books.rejected'), count: rejected, kind: 'bad' },
  ]);

/** Of a plan that is told before its load runs. */
export const planBooks = plan => planSum({ ...plan, there: plan.unchanged + plan.repeats, rejected: plan.rejects });

/** Of a load. */
export const loadBooks = books =>
  sum({ label: w('books.read'), count: books.read }, [
    { label: w('books.changed'), count: books.changed, kind: 'good' },
    { label: w('books.unchanged'), count: books.unchanged },
    { label: w('books.rejected'), count: books.rejected, kind: 'bad' },
    { label: w('books.notSent'), count: books.notSent, kind: 'warn' },
  ]);

export const operation = name => named('operation.', name);

/** Kinds of changes in one line, each with how many. */
export const operations = list => joined(list.map(one => joined([operation(one.operation), amount(one.count)], ' ')));

const someKinds = list => list.filter(one => one.count > 0);

/** The kinds of a load's changes, where it has any. */
export const kindsFact = list => (someKinds(list).length ? fact(w('plan.kinds'), operations(someKinds(list))) : null);

/** How many calls, how many fewer than one for each row that is changed or found there, and which. */
export const callsFact = (told, { calls = [], reads = 0, total, rows, isOpen = false }) =>
  fact(
    w('plan.callsLabel'),
    el(
      'span',
      {},
      told,
      total > 0 && rows > total
        ? el('span', { class: 'quiet', title: w('calls.saved.how') }, ' · ', w('calls.saved', { n: rows - total }))
        : null,
      calls.length + reads > 0
        ? el(
            'details',
            { open: isOpen },
            el('summary', {}, w('report.routes')),
            el('ul', {}, reads ? el('li', {}, amount(reads), ' × ', w('plan.reads')) : null, calls.map(route)),
          )
        : null,
    ),
  );

const route = one =>
  el('li', {}, amount(one.count), ' × ', el('code', {}, one.route), one.what ? el('span', { class: 'quiet' }, ' ', one.what) : null);

/** What a plan would do and what it takes: kinds of changes, calls, time, what is created, the way not taken. */
export function planFacts({ kinds, creates, seconds, ways, ...calls }) {
  const total = calls.callsTotal + (calls.reads ?? 0);
  return [
    kindsFact(kinds),
    creates.length ? fact(w('plan.creates'), creations(creates)) : null,
    callsFact(w('plan.calls', { n: total }), { ...calls, total }),
    total > 0 ? fact(w('plan.time'), w('plan.atLimits', { time: lasting(seconds) })) : null,
    ways.length ? fact(w('plan.instead'), joined(ways.map(instead), '; ')) : null,
  ];
}

/** What is told of a plan before it runs: its facts, what must be known, and why rows are rejected. */
export const planDetails = plan =>
  el(
    'dl',
    { class: 'facts' },
    planFacts({
      ...plan,
      callsTotal: plan.calls.reduce((all, one) => all + one.count, 0),
      rows: plan.changes + plan.unchanged + plan.repeats,
      ways: plan.instead ? [plan.instead] : [],
      isOpen: true,
    }),
    plan.irreversible.length ? fact(w('plan.irreversible'), noteList(plan.irreversible, 'bad')) : null,
    plan.notes.length ? fact(w('plan.notes'), noteList(plan.notes)) : null,
    plan.rejectsByReason.length ? fact(w('rejects'), reasons(plan.rejectsByReason)) : null,
  );

export const fact = (label, content) => el('div', {}, el('dt', {}, label), el('dd', {}, content));

/** Rejected rows, grouped by why; what is told of the first of a group stands beside it. */
export function reasons(groups) {
  const byCode = new Map();
  for (const one of groups) byCode.set(one.code, [...(byCode.get(one.code) ?? []), one]);
  return el(
    'ul',
    { class: 'reasons' },
    [...byCode].map(([code, all]) =>
      reason(
        code,
        all.reduce((sum, one) => sum + one.count, 0),
        all.slice(0, 3).map(one => el('span', { class: 'why' }, one.text)),
      ),
    ),
  );
}

export const rejectName = code => (knows('reject.' + code) ? w('reject.' + code) : null);

/** How many rows are rejected for a reason, its name, and what is told of it. */
export const reason = (code, count, told) =>
  el(
    'li',
    {},
    el('b', {}, amount(count)),
    rejectName(code) ? el('span', { class: 'code' }, rejectName(code)) : el('code', {}, code),
    el('div', { class: 'whys' }, told),
  );
