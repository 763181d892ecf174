import { ask } from '../parts/ask.js';
import { make } from '../parts/dom.js';
import { many, number } from '../parts/format.js';
import { say } from '../parts/say.js';
import { read, refresh, send } from '../parts/server.js';
import { empty, table } from '../parts/table.js';
import { facts, section } from '../pages/contact.js';

// What the org holds, and what is done to it as a whole.
export const state = {
  title: 'State',
  controls: () => ({ element: acts(), sync: () => {} }),
  read: () => read('stats'),
  told: stats => `${number(stats.used)} of ${many(stats.most, 'call')} of the day`,
  show: (stats, place) => {
    const routes = Object.entries(stats.byRoute).sort((one, other) => other[1] - one[1]);
    return [
      section('What it holds', facts(Object.entries(stats.records).map(([name, count]) => [name, number(count)]), 'spread')),
      section('Calls', facts([['Calls', number(stats.calls)], ['Of the day', `${number(stats.used)} of ${number(stats.most)}`], ['Refused beyond them', number(stats.throttled)], ['Sessions', number(stats.sessions)]])),
      section('Calls by route', routes.length === 0 ? empty('Nobody has called yet.') : table('Calls by route', [
        { label: 'Route', head: true, class: 'mono', cell: ([route]) => route }, { label: 'Calls', number: true, cell: ([, calls]) => calls }], routes, place)),
    ];
  },
};

function acts() {
  const alert = make('p', { class: 'notice', role: 'alert', hidden: true });
  const used = make('input', { id: 'used', type: 'number', min: 0, value: '15000', required: true });

  async function act(work, done) {
    alert.hidden = true;
    try {
      await work();
      refresh();
      say(done);
    } catch (fault) {
      alert.textContent = fault.message;
      alert.hidden = false;
    }
  }

  const reset = async () => {
    if (await ask('Reset the sandbox?', 'It begins anew with its seed; jobs, statistics and the log are emptied. What is in the org now is lost.', 'Reset'))
      await act(() => send('POST', 'reset'), 'The sandbox is reset.');
  };
  const expire = () => act(() => send('POST', 'sessions/expire'), 'All sessions are over.');
  const limit = event => {
    event.preventDefault();
    act(() => send('PUT', 'limits', { used: +used.value }), `${number(+used.value)} calls of the day are used.`);
  };

  return make('div', {}, alert, make('div', { class: 'columns acts' },
    card('Sessions', 'Ends all sessions, as if their time had come.', make('button', { type: 'button', onclick: expire }, 'End them')),
    card('Calls of the day', 'Says how many are used.', make('form', { onsubmit: limit }, make('label', { for: 'used' }, 'Used'), used, make('button', {}, 'Set'))),
    card('Reset', 'Begins anew with the seed that it has.', make('button', { type: 'button', class: 'danger', onclick: reset }, 'Reset …'))));
}

const card = (title, text, ...content) => make('section', { class: 'card' }, make('h2', {}, title), make('p', { class: 'quiet' }, text), ...content);
