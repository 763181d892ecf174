import { ask } from '../parts/ask.js';
import { make } from '../parts/dom.js';
import { many, number } from '../parts/format.js';
import { say } from '../parts/say.js';
import { read, refresh, send, sendText } from '../parts/server.js';
import { empty, table } from '../parts/table.js';
import { facts, section } from './contact.js';

// What the sandbox holds, and what puts another state in its place.
export const state = {
  title: 'State',
  controls: () => ({ element: acts(), sync: () => {} }),
  read: () => read('stats'),
  told: stats => many(stats.contacts, 'contact'),
  show: (stats, place) => {
    const routes = Object.entries(stats.byRoute).sort((one, other) => other[1] - one[1]);
    return [
      section('What it holds', facts(Object.entries({ ...stats, ...stats.rows }).filter(([, value]) => typeof value === 'number' && value > 0).map(([name, value]) => [words(name), number(value)]), 'spread')),
      section('Calls by route', routes.length === 0 ? empty('Nobody has called yet.') : table('Calls by route', [
        { label: 'Route', head: true, class: 'mono', cell: ([route]) => route }, { label: 'Calls', number: true, cell: ([, calls]) => calls }], routes, place)),
    ];
  },
};

const words = name => name.replace(/([A-Z])/g, ' $1').toLowerCase().replace(/^./, letter => letter.toUpperCase());

function acts() {
  const alert = make('p', { class: 'notice', role: 'alert', hidden: true });
  const count = make('input', { id: 'seed', type: 'number', min: 1, max: 5000000, value: '100', required: true });
  const file = make('input', { id: 'file', type: 'file', accept: '.json,application/json', required: true });

  async function act(title, text, action, work, done) {
    alert.hidden = true;
    if (!await ask(title, text, action)) return;
    try {
      await work();
      refresh();
      say(done);
    } catch (fault) {
      alert.textContent = fault.message;
      alert.hidden = false;
    }
  }

  const lost = 'What is in the sandbox now is lost, unless you have saved a snapshot.';
  const reset = () => act('Reset the sandbox?', `It begins anew with its seed; statistics and the log are emptied. ${lost}`, 'Reset', () => send('POST', 'reset'), 'The sandbox is reset.');
  const seed = event => {
    event.preventDefault();
    act(`Begin anew with ${many(+count.value, 'contact')}?`, lost, 'Begin anew', () => send('POST', 'seed', { contacts: +count.value }), 'The sandbox has begun anew.');
  };
  const load = event => {
    event.preventDefault();
    act(`Load ${file.files[0].name}?`, lost, 'Load', async () => sendText('PUT', 'snapshot', await file.files[0].text()), 'The snapshot is loaded.');
  };

  return make('div', {}, alert, make('div', { class: 'columns acts' },
    card('Seed', 'Begins anew with so many invented contacts; contact n is always the same.', make('form', { onsubmit: seed },
      make('label', { for: 'seed' }, 'Contacts'), count, make('button', {}, 'Seed …'))),
    card('Snapshot', 'The whole state as a file, to go back to it later.', make('p', {}, make('a', { class: 'button', href: '/_sandbox/snapshot?download=1', download: 'sandbox.json' }, 'Save a snapshot')),
      make('form', { onsubmit: load }, make('label', { for: 'file' }, 'Snapshot file'), file, make('button', {}, 'Load …'))),
    card('Reset', 'Begins anew with the seed that it has; counters and log are emptied.', make('button', { type: 'button', class: 'danger', onclick: reset }, 'Reset …'))));
}

const card = (title, text, ...content) => make('section', { class: 'card' }, make('h2', {}, title), make('p', { class: 'quiet' }, text), ...content);
