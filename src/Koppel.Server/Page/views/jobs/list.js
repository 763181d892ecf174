// The list of jobs.
import { path, post, sentence } from '../../api.js';
import { toast } from '../../parts/say.js';
import { el, plain, w } from '../../words.js';
import { books, inZone, look as looks, state, when } from './texts.js';

/** Makes the list; 'look' looks again what is new. */
export function list(shell, look) {
  const rows = el('tbody', {});
  const notes = el('div', { class: 'notes', 'aria-live': 'polite' });
  const pause = el('button', { type: 'button', 'data-key': 'pause' });
  const table = el(
    'table',
    { class: 'plain jobs-list' },
    el('caption', { class: 'hidden' }, w('jobs.list')),
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        ['name', 'when', 'last', 'next'].map(name => el('th', { scope: 'col' }, w('jobColumn.' + name))),
      ),
    ),
    rows,
  );
  const empty = el('p', { class: 'quiet', hidden: true }, w('jobs.empty'));
  const element = el(
    'div',
    { class: 'stack' },
    el(
      'div',
      { class: 'line' },
      el('h1', { class: 'grow', tabindex: -1, 'data-first': '' }, w('view.jobs')),
      el('a', { class: 'button primary', href: '#/jobs/+', 'data-key': 'new' }, w('jobs.new')),
      pause,
    ),
    notes,
    el('div', { class: 'card scrolled', tabindex: 0, role: 'region', 'aria-label': w('jobs.list') }, table, empty),
    el('p', { class: 'quiet' }, w('jobs.how')),
  );
  let isPaused = false;
  pause.addEventListener('click', async () => {
    try {
      await post('jobs/pause', { paused: !isPaused });
      toast(w(isPaused ? 'jobs.resumed' : 'jobs.isPaused'));
      await look();
    } catch (fault) {
      toast(sentence(fault), true);
    }
  });

  return {
    element,
    asks: ['jobs'],
    draw(told) {
      isPaused = told.paused;
      pause.replaceChildren(el('span', {}, w(isPaused ? 'jobs.goOn' : 'jobs.pause')));
      notes.replaceChildren(
        ...[
          isPaused ? el('p', { class: 'notice warn' }, w('jobs.isPaused')) : null,
          told.fault ? el('p', { class: 'notice' }, w('jobs.fault'), ' ', plain(told.fault)) : null,
          told.hasClock || told.fault ? null : el('p', { class: 'quiet' }, w('jobs.otherClock')),
        ].filter(Boolean),
      );
      empty.hidden = told.jobs.length > 0;
      table.hidden = told.jobs.length === 0;
      rows.replaceChildren(...told.jobs.map(row));
    },
  };
}

function row(job) {
  const address = `#/jobs/${path(job.name)}`;
  const name = el('a', { href: address, 'data-key': `job ${job.name}` }, plain(job.name));
  if (job.problem) {
    const text = el('span', { class: 'bad' }, plain(job.problem));
    const fault = el('td', { colspan: 3 }, el('strong', { class: 'bad' }, w('jobs.wrong')), ' ', text);
    return el('tr', {}, el('th', { scope: 'row' }, name), fault);
  }
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, name, el('div', { class: 'quiet' }, plain(job.script ?? job.mapping))),
    el('td', {}, when(job.schedule), job.schedule ? el('div', { class: 'quiet' }, plain(job.timeZone)) : null),
    el('td', {}, job.last ? last(job) : el('span', { class: 'quiet' }, w('jobs.never')), job.missed ? missed(job) : null),
    el('td', {}, job.next ? inZone(job.next, job.timeZone) : el('span', { class: 'quiet' }, w(job.enabled ? 'jobs.noNext' : 'jobs.off'))),
  );
}

const last = job => [
  el('span', { class: `state ${looks(job.last)}` }, state(job.last)),
  ' ',
  el('span', { class: 'quiet' }, inZone(job.last.started, job.timeZone)),
  el('div', { class: 'quiet' }, books(job.last)),
];

const missed = job => el('div', { class: 'warn' }, w('jobs.missed', { n: job.missed }));
