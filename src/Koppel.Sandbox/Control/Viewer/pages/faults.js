import { make } from '../parts/dom.js';
import { many } from '../parts/format.js';
import { say } from '../parts/say.js';
import { read, refresh, send } from '../parts/server.js';
import { empty } from '../parts/table.js';

const kinds = [
  ['429', 'refused as one call too many'], ['500-before', 'answered 500, nothing changed'], ['500-after', 'changed, then answered 500'], ['503', 'answered 503, nothing changed'],
  ['cut', 'changed, then the connection is cut'], ['slow', 'the right answer, ten seconds late'], ['garbage', 'changed, then half of a JSON text'],
  ['import-partial', 'about one contact in four of an import fails'], ['import-interrupted', 'half of an import is done'],
];

const page = {
  title: 'Faults',
  read: () => read('faults'),
  told: list => list.length === 0 ? 'none is set' : `${many(list.length, 'fault')} set`,
};

const shown = (list, kinds) => list.length === 0
  ? empty('No fault is set.', 'Calls are answered as they should be.')
  : [
    make('ul', { class: 'list' }, list.map((fault, index) => make('li', {}, make('code', {}, fault), make('span', { class: 'quiet' }, told(fault, kinds)),
      make('button', { type: 'button', 'data-key': 'remove-' + index, 'aria-label': `Take away ${fault}`, onclick: () => set(list.filter((_, other) => other !== index), `${fault} is taken away.`) }, 'Take away')))),
    make('button', { type: 'button', 'data-key': 'clear', onclick: () => set([], 'No fault is set any more.') }, 'Take all away')];

export const faults = faultsPage(kinds, 'POST /api/3/contactTags');

// The faults that are set and a form for more; of kinds that a sandbox knows, with an example of a call.
export function faultsPage(kinds, example) {
  return { ...page, controls: () => ({ element: form(kinds, example), sync: () => {} }), show: list => shown(list, kinds) };
}

async function set(list, text) {
  await send('PUT', 'faults', list);
  refresh();
  say(text);
}

function told(fault, kinds) {
  const [, kind, mark, count, , route] = fault.match(/^([^:@]+)([:@])([^:]+)(:(.*))?$/);
  const when = mark === '@' ? `at call ${count}` : count === '1' ? 'at every call' : `at ${+(count * 100).toFixed(2)} % of the calls`;
  return `${kinds.find(([name]) => name === kind)?.[1] ?? kind}, ${when}${route ? ' of ' + route : ''}`;
}

function form(kinds, example) {
  const kind = make('select', { id: 'fault-kind', required: true }, kinds.map(([name, text]) => make('option', { value: name }, `${name}: ${text}`)));
  const when = make('select', { id: 'fault-when' }, make('option', { value: ':' }, 'with a probability'), make('option', { value: '@' }, 'at one call only'));
  const count = make('input', { id: 'fault-count', inputmode: 'decimal', required: true, value: '0.1', size: 6, 'aria-describedby': 'fault-hint' });
  const hint = make('span', { id: 'fault-hint', class: 'quiet' });
  const route = make('input', { id: 'fault-route', placeholder: 'all calls', 'aria-describedby': 'route-hint', autocomplete: 'off', spellcheck: 'false' });
  const alert = make('p', { class: 'notice', role: 'alert', hidden: true });
  const explain = () => { hint.textContent = when.value === '@' ? 'the number of the call, counted from 1' : 'above 0 and up to 1'; };
  when.addEventListener('change', () => { count.value = when.value === '@' ? '1' : '0.1'; explain(); });
  explain();
  const add = async event => {
    event.preventDefault();
    const text = kind.value + when.value + count.value.trim() + (route.value.trim() ? ':' + route.value.trim() : '');
    try {
      await send('PUT', 'faults', [...await read('faults'), text]);
      alert.hidden = true;
      refresh();
      say(`${text} is set.`);
    } catch (fault) {
      alert.textContent = fault.message;
      alert.hidden = false;
    }
  };
  const field = (label, control, ...more) => make('div', { class: 'field' }, make('label', { for: control.id }, label), control, ...more);
  return make('form', { class: 'card stacked', 'aria-labelledby': 'fault-title', onsubmit: add },
    make('h2', { id: 'fault-title' }, 'Set a fault'),
    make('div', { class: 'filters' }, field('What goes wrong', kind), field('When', when), field('How often', count, hint),
      field('Of which calls', route, make('span', { id: 'route-hint', class: 'quiet' }, `as ${example}, or how a path begins`))),
    alert,
    make('button', { class: 'primary' }, 'Set it'));
}
