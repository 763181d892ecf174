import { query, read } from '../../api.js';
import { el, moment, plain, w } from '../../words.js';
import { person } from './contacts.js';
import { stateOf } from './state.js';

/** A person: the runs that touched them, with what they changed, the newest first. */
export async function show(body, { id }) {
  const told = await read('ledger/contacts?' + query({ text: id }));
  body.append(
    el('p', {}, el('a', { href: '#/runs' }, w('runs.back'))),
    el('header', { class: 'runs-head' }, el('h1', { tabindex: -1 }, plain(id))),
    el('p', { class: 'quiet count', role: 'status' }, told.runs.length ? w('runs.touched', { n: told.runs.length }) : w('runs.untouched')),
    el('ol', { class: 'rows' }, told.runs.map(run)),
    told.traces.length
      ? el('details', {}, el('summary', {}, w('runs.traces', { n: told.traces.length })), el('ul', {}, told.traces.map(trace)))
      : '',
  );
}

const run = one =>
  el(
    'li',
    { class: 'touched' },
    el(
      'p',
      { class: 'run-line' },
      el('a', { href: `#/runs/${one.run}` }, w('runs.number', { run: String(one.run) })),
      one.at ? el('span', { class: 'quiet' }, moment(one.at)) : null,
      one.state ? stateOf(one.state) : null,
    ),
    el('ul', { class: 'rows' }, person(one.contact, true)),
  );

const trace = one =>
  el(
    'li',
    {},
    el('a', { href: `#/runs/${one.run}` }, w('runs.number', { run: String(one.run) })),
    ' ',
    el('span', { class: 'quiet' }, `${one.place}: ${one.data}`),
  );
