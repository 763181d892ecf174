// One job: how it stands, what can be done with it, what it did, and how the system's own scheduler starts it.
import { drop, path, post, sentence } from '../../api.js';
import { confirm } from '../../parts/dialog.js';
import { toast } from '../../parts/say.js';
import { el, lasting, listed, plain, w } from '../../words.js';
import { books, inZone, look as looks, state, when } from './texts.js';

const Columns = ['due', 'state', 'took', 'rows', 'run'];

/** Makes the view of a job; 'look' looks again what is new. */
export function job(shell, name, look) {
  const own = path('jobs', name);
  const element = el('div', { class: 'stack' }, el('h1', { tabindex: -1, 'data-first': '' }, plain(name)));
  let isOnlyProblems = false;

  const act = (key, label, work, kind = '') =>
    el(
      'button',
      {
        type: 'button',
        class: kind,
        'data-key': key,
        onclick: async () => {
          try {
            await work();
            await look();
          } catch (fault) {
            toast(sentence(fault), true);
          }
        },
      },
      label,
    );

  async function remove(told) {
    if (!(await confirm(w('jobs.delete.title', { name }), w('jobs.delete.text', { name }), w('jobs.delete')))) return;
    await drop(own, { 'If-Match': told.etag });
    shell.go('#/jobs');
  }

  const actions = told =>
    el(
      'div',
      { class: 'line' },
      told.problem
        ? null
        : act(
            'run',
            w('jobs.run'),
            async () => {
              await post(own + '/run');
              toast(w('jobs.begun'));
            },
            'primary',
          ),
      told.problem
        ? null
        : act('switch', w(told.enabled ? 'jobs.disable' : 'jobs.enable'), () => post(`${own}/${told.enabled ? 'disable' : 'enable'}`)),
      el('a', { class: 'button', href: `#/jobs/${path(name)}/edit`, 'data-key': 'edit' }, w('jobs.edit')),
      act('delete', w('jobs.delete'), () => remove(told), 'danger'),
    );

  function draw(told, history) {
    const filter = el('input', { type: 'checkbox', id: 'problems', 'data-key': 'problems', checked: isOnlyProblems });
    const shown = () => history.filter(entry => !isOnlyProblems || !['completed', 'running', 'made up for'].includes(entry.state));
    const rows = el(
      'tbody',
      {},
      shown().map(entry => line(entry, told)),
    );
    filter.addEventListener('change', () => {
      isOnlyProblems = filter.checked;
      rows.replaceChildren(...shown().map(entry => line(entry, told)));
    });
    element.replaceChildren(
      el('nav', { class: 'quiet', 'aria-label': w('jobs.where') }, el('a', { href: '#/jobs', 'data-key': 'up' }, w('view.jobs'))),
      el('div', { class: 'line' }, el('h1', { class: 'grow', tabindex: -1, 'data-first': '' }, plain(name)), actions(told)),
      told.problem ? el('p', { class: 'notice' }, plain(told.problem)) : facts(told),
      el(
        'div',
        { class: 'line' },
        el('h2', { class: 'grow' }, w('jobs.history')),
        filter,
        el('label', { for: 'problems' }, w('jobs.problems')),
      ),
      el(
        'div',
        { class: 'card scrolled', tabindex: 0, role: 'region', 'aria-label': w('jobs.history') },
        history.length === 0
          ? el('p', { class: 'quiet' }, w('jobs.never'))
          : el(
              'table',
              { class: 'plain' },
              el(
                'thead',
                {},
                el(
                  'tr',
                  {},
                  Columns.map(one => el('th', { scope: 'col' }, w('jobColumn.' + one))),
                ),
              ),
              rows,
            ),
      ),
      told.lines ? system(told.lines) : '',
    );
  }

  return { element, asks: [own, own + '/history?count=100'], draw };
}

const fact = (label, ...values) => el('div', {}, el('dt', {}, label), el('dd', {}, values));

const facts = told =>
  el(
    'dl',
    { class: 'card job-facts' },
    fact(w('jobColumn.when'), when(told.schedule), told.schedule ? el('span', { class: 'quiet' }, ' ', plain(told.timeZone)) : null),
    fact(w('jobColumn.next'), told.next ? inZone(told.next, told.timeZone) : w(told.enabled ? 'jobs.noNext' : 'jobs.off')),
    fact(w('jobs.what'), el('code', {}, plain(told.script ?? told.mapping))),
    fact(w('jobs.automations'), w('jobAutomations.' + told.automations)),
    fact(w('jobs.onMissed'), w('jobMissed.' + told.onMissed)),
    fact(w('jobs.alerts'), alerts(told.alerts)),
  );

function alerts(told) {
  if (!told) return w('jobs.alerts.none');
  const ways = [told.webhook ? w('jobs.alerts.webhook') : null, ...told.mail.map(plain)].filter(Boolean);
  return w('jobs.alerts.told', { who: listed(ways), what: listed(told.on.map(kind => w('jobAlert.' + kind))) });
}

function line(entry, told) {
  const isRange = entry.until && entry.count > 1;
  const seconds = entry.ended && entry.attempts > 0 ? (new Date(entry.ended) - new Date(entry.started)) / 1000 : null;
  return el(
    'tr',
    {},
    el('td', {}, inZone(entry.due, told.timeZone ?? 'UTC'), isRange ? [' – ', inZone(entry.until, told.timeZone ?? 'UTC')] : null),
    el(
      'td',
      {},
      el('span', { class: `state ${looks(entry)}` }, state(entry)),
      entry.kind === 'asked' ? el('span', { class: 'quiet' }, ' ', w('jobs.kind.asked')) : null,
      entry.kind === 'late' ? el('span', { class: 'quiet' }, ' ', w('jobs.kind.late')) : null,
      isRange ? el('span', { class: 'quiet' }, ' ', w('jobs.times', { n: entry.count })) : null,
      entry.attempts > 1 ? el('div', { class: 'quiet' }, w('jobs.attempts', { n: entry.attempts - 1 })) : null,
      entry.fault ? el('div', { class: 'bad' }, plain(entry.fault)) : null,
      entry.alert ? el('div', { class: entry.alertFailed ? 'bad' : 'quiet' }, plain(entry.alert)) : null,
    ),
    el('td', {}, seconds === null ? '' : lasting(seconds)),
    el('td', {}, books(entry)),
    el('td', {}, entry.ledgerRun ? el('a', { href: `#/runs/${entry.ledgerRun}` }, plain(entry.ledgerRun)) : ''),
  );
}

function system(lines) {
  const text = el('pre', { tabindex: 0, role: 'region', 'aria-label': w('jobs.line') });
  const names = Object.keys(lines).map(name => el('option', { value: name }, plain(name)));
  const choice = el('select', { id: 'scheduler', 'data-key': 'scheduler' }, names);
  const show = () => text.replaceChildren(lines[choice.value]);
  choice.addEventListener('change', show);
  const copy = el('button', { type: 'button', 'data-key': 'copy' }, w('jobs.line.copy'));
  copy.addEventListener('click', async () => {
    await navigator.clipboard.writeText(lines[choice.value]);
    toast(w('jobs.line.copied'));
  });
  show();
  return el(
    'details',
    { class: 'card' },
    el('summary', {}, w('jobs.line')),
    el('p', { class: 'quiet' }, w('jobs.line.how')),
    el('div', { class: 'line' }, el('label', { for: 'scheduler' }, w('jobs.line.for')), choice, copy),
    text,
  );
}
