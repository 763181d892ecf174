import { path, query, read } from '../../api.js';
import { el, w } from '../../words.js';
import { Growing } from '../../parts/growing.js';
import { filters } from '../../parts/narrow.js';
import { activeOf } from './live.js';
import { booksLine, stateOf, whenAndWho } from './state.js';

const Page = 50;
const States = ['completed', 'completed with rejects', 'failed', 'stopped', 'interrupted', 'running'];

let asked = {};

/** All runs, the newest first. */
export async function show(body, { live }) {
  const growing = new Growing({ take, row, none: w('runs.none') });
  const find = el(
    'form',
    {
      class: 'find-contact',
      onsubmit: event => {
        event.preventDefault();
        const text = new FormData(event.target).get('contact').trim();
        if (text) location.hash = '#/' + path('runs', 'contact', text);
      },
    },
    el(
      'label',
      { class: 'find-field' },
      el('span', {}, w('runs.findContact')),
      el('input', { name: 'contact', type: 'search', autocomplete: 'off' }),
    ),
    el('button', { type: 'submit' }, w('runs.find')),
  );
  body.append(
    el('header', { class: 'runs-head' }, el('h1', { tabindex: -1 }, w('runs.title')), el('a', { href: '#/runs/plans' }, w('runs.plans'))),
    filters(
      w('rows.filters'),
      fields(),
      values => {
        asked = values;
        growing.begin();
      },
      asked,
    ),
    find,
    growing.element,
  );
  await growing.begin();
  live.hear((run, kind) => {
    if (['numbered', 'report', 'end'].includes(kind)) refresh(growing);
  });
}

let timer;

// What runs tells often; the list is asked for anew once in a while.
function refresh(growing) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    if (growing.element.isConnected && growing.list.childElementCount <= Page) keepFocus(growing.list, () => growing.begin());
  }, 500);
}

async function keepFocus(list, work) {
  const key = list.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
  await work();
  if (key) list.querySelector(`[href="${CSS.escape(key)}"]`)?.focus();
}

const fields = () => [
  { name: 'state', label: w('runs.stateLabel'), kind: 'choice', choices: States.map(state => [state, w('runState.' + state)]) },
  { name: 'target', label: w('runs.target'), kind: 'text' },
  { name: 'text', label: w('runs.text'), kind: 'text' },
  { name: 'from', label: w('runs.from'), kind: 'date' },
  { name: 'to', label: w('runs.to'), kind: 'date' },
];

async function take(before) {
  const to = asked.to ? new Date(new Date(asked.to).getTime() + 864e5).toISOString().slice(0, 10) : '';
  const items = await read('ledger/runs?' + query({ ...asked, to, before, count: Page }));
  return { items, next: items.length === Page ? items.at(-1).run : null };
}

const row = run =>
  el(
    'li',
    { class: 'run card' },
    el(
      'div',
      { class: 'run-line' },
      el(
        'a',
        { href: `#/runs/${run.run}` },
        w('runs.number', { run: String(run.run) }),
        run.target ? el('code', {}, ' ', run.target) : null,
      ),
      stateOf(activeOf(run.run) ? 'running' : run.state),
    ),
    el('p', { class: 'books' }, booksLine(run.books)),
    el('p', { class: 'quiet' }, whenAndWho(run)),
    el('p', { class: 'quiet script' }, el('code', {}, run.file ?? firstLine(run.script))),
  );

const firstLine = script => (script.split('\n').find(line => line.trim() && !line.trim().startsWith('--')) ?? script).slice(0, 200);
