import { changes } from '../parts/changes.js';
import { difference } from '../parts/difference.js';
import { make } from '../parts/dom.js';
import { bytes, many, pretty, time } from '../parts/format.js';
import { say } from '../parts/say.js';
import { read, send } from '../parts/server.js';
import { empty } from '../parts/table.js';
import { facts, section } from './contact.js';
import { status } from './requests.js';

const Context = 3;

export const request = {
  title: 'Request',
  titleOf: data => `Request ${data.request.number}`,
  read: place => read('log/' + place.id),
  told: data => `${data.request.method} ${data.request.path}`,
  show: (data, place) => [
    section('Call', facts([
      ['Call', make('code', {}, `${data.request.method} ${data.request.path}`)], ['Route', make('code', {}, data.request.route)],
      ['Status', status(data.request.status)], ['Came in', time(data.request.time)], ['Took', `${data.request.ms.toFixed(1)} ms`]])),
    make('div', { class: 'columns' }, section('Sent', body(data.sent, 'What was sent')), section('Answered', body(data.answered, 'What was answered'))),
    again(data),
    data.changes && section('What it changed', changes(data.changes, place, 'call')),
  ],
};

function body(kept, label) {
  if (kept.text === null) return empty('Not kept.', 'Bodies that hold the token, that a refusal left unread, or that are too old, are not kept.');
  if (kept.bytes === 0) return empty('No body.');
  const text = kept.isWhole ? pretty(kept.text) : kept.text;
  return [make('pre', { tabindex: 0, role: 'region', 'aria-label': label }, text), kept.isWhole ? null : make('p', { class: 'quiet' }, `The beginning of ${bytes(kept.bytes)}.`)];
}

// Sends the same call again and shows how the answer differs.
function again(data) {
  const result = make('div', {});
  const run = async () => {
    try {
      result.replaceChildren(...outcome(await send('POST', `log/${data.request.number}/replay`)));
      say(result.querySelector('.verdict').textContent);
    } catch (fault) {
      result.replaceChildren(make('p', { class: 'notice', role: 'alert' }, fault.message));
    }
  };
  return section('Replay',
    make('p', {}, data.request.method === 'GET' ? 'Sends the same call again and compares the answers.' : 'Sends the same call again, which may change something again, and compares the answers.'),
    make('button', { type: 'button', 'data-key': 'replay', disabled: !data.canReplay, onclick: run }, 'Send it again'),
    data.canReplay ? null : make('p', { class: 'quiet' }, 'It cannot be sent again, because not all that was sent is kept.'),
    result);
}

function outcome(now) {
  const canCompare = now.body.isWhole && now.bodyBefore.isWhole;
  const lines = canCompare ? difference(pretty(now.bodyBefore.text), pretty(now.body.text)) : [];
  const differing = lines.filter(([sign]) => sign !== ' ').length;
  const statuses = now.status === now.statusBefore ? `the same status, ${word(now.status)}` : `status ${word(now.status)} instead of ${word(now.statusBefore)}`;
  const bodies = !canCompare ? 'the bodies cannot be compared, because the earlier one is not kept whole' : differing === 0 ? 'the same body' : `a body that differs in ${many(differing, 'line')}`;
  return [
    make('p', { class: 'verdict' }, `Answered in ${now.ms.toFixed(1)} ms: ${statuses}, ${bodies}.`),
    differing > 0 ? make('pre', { class: 'difference', tabindex: 0, role: 'region', 'aria-label': 'How the answers differ' }, folded(lines).map(line)) : null,
  ].filter(Boolean);
}

const word = code => code === 0 ? '0 (cut)' : String(code);

const names = { '-': 'del', '+': 'ins' };
const line = ([sign, text]) => make(names[sign] ?? 'span', { class: sign === '…' ? 'fold' : undefined }, `${sign} ${text}\n`);

// Of what is the same only the lines beside a difference are shown.
function folded(lines) {
  const isNear = place => lines.slice(Math.max(0, place - Context), place + Context + 1).some(([sign]) => sign !== ' ');
  const shown = [];
  let left = 0;
  lines.forEach((one, place) => {
    if (!isNear(place)) {
      left++;
      return;
    }
    if (left > 0) shown.push(['…', many(left, 'line') + ' as before']);
    left = 0;
    shown.push(one);
  });
  return left > 0 ? [...shown, ['…', many(left, 'line') + ' as before']] : shown;
}
