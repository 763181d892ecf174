import { amount, el, joined, knows, minutes, plain, w } from '../words.js';
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

export const planBooks = plan =>
  sum({ label: w('books.read'), count: plan.read }, [
    { label: w('books.toChange'), count: plan.changes, kind: 'good' },
    { label: w('books.there'), count: plan.unchanged + plan.repeats },
    { label: w('books.rejected'), count: plan.rejects, kind: 'bad' },
  ]);

export const operation = name => (knows('operation.' + name) ? w('operation.' + name) : plain(name));

/** What is behind the figures of a plan: kinds of changes, calls, what is created, what must be known. */
export function planDetails(plan) {
  const kinds = plan.kinds.filter(one => one.count > 0);
  return el(
    'dl',
    { class: 'facts' },
    kinds.length ? fact(w('plan.kinds'), joined(kinds.map(one => joined([operation(one.operation), amount(one.count)], ' ')))) : null,
    fact(
      w('plan.callsLabel'),
      plan.calls.length === 0
        ? w('none')
        : el(
            'ul',
            {},
            plan.calls.map(one =>
              el(
                'li',
                {},
                amount(one.count),
                ' × ',
                el('code', {}, one.route),
                one.what ? el('span', { class: 'quiet' }, ` ${one.what}`) : null,
              ),
            ),
          ),
    ),
    planSaved(plan) ? fact(w('plan.saved'), el('span', { title: w('calls.saved.how') }, planSaved(plan))) : null,
    plan.calls.length ? fact(w('plan.time'), w('plan.atLimits', { time: minutes(plan.minutes) })) : null,
    plan.creates.length ? fact(w('plan.creates'), creations(plan.creates)) : null,
    plan.instead ? fact(w('plan.instead'), instead(plan.instead)) : null,
    plan.irreversible.length ? fact(w('plan.irreversible'), noteList(plan.irreversible, 'bad')) : null,
    plan.notes.length ? fact(w('plan.notes'), noteList(plan.notes)) : null,
    plan.rejectsByReason.length ? fact(w('rejects'), reasons(plan.rejectsByReason)) : null,
  );
}

/** How many calls were saved: one that writes a row a call makes one for each row that it writes or finds written. */
export const saved = (rows, calls) => (calls > 0 && rows > calls ? w('calls.saved', { n: rows - calls }) : null);

const planSaved = plan =>
  saved(
    plan.changes + plan.unchanged + plan.repeats,
    plan.calls.reduce((all, one) => all + one.count, 0),
  );

export const fact = (label, content) => el('div', {}, el('dt', {}, label), el('dd', {}, content));

/** Rejected rows, grouped by why; what is told of the first of a group stands beside it. */
export function reasons(groups) {
  const byCode = new Map();
  for (const one of groups) byCode.set(one.code, [...(byCode.get(one.code) ?? []), one]);
  return el(
    'ul',
    { class: 'reasons' },
    [...byCode].map(([code, all]) => reason(code, all)),
  );
}

function reason(code, all) {
  const name = knows('reject.' + code) ? el('span', { class: 'code' }, w('reject.' + code)) : el('code', {}, code);
  const texts = all.slice(0, 3).map(one => el('span', { class: 'why' }, one.text));
  const count = all.reduce((sum, one) => sum + one.count, 0);
  return el('li', {}, el('b', {}, amount(count)), name, el('div', { class: 'whys' }, texts));
}
