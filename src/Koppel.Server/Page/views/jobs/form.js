// The form of a job, new or there. Its schedule is told back in words while it is typed.
import { call, path, post, read, sentence } from '../../api.js';
import { toast } from '../../parts/say.js';
import { el, plain, w } from '../../words.js';
import { alertFields } from './alerts.js';
import { choice, field, group } from './fields.js';
import { shownTime, when } from './texts.js';

const Pause = 250;
const Guards = ['max_changes', 'max_deletes', 'max_creates'];

/** Makes the form of a job; null for a new one, which runs its own statements or a kept mapping. */
export async function form(shell, name, mapping) {
  const told = name === null ? { settings: {}, statements: '', etag: '', mapping } : await read(path('jobs', name));
  const settings = told.settings;
  const fault = el('p', { class: 'notice', role: 'alert', hidden: true });
  const nameField = field('job-name', w('name'), {
    required: true,
    pattern: '[a-z0-9][a-z0-9_\\-]*',
    value: nameOf(mapping),
    note: w('jobs.form.name'),
  });
  const statements = el('textarea', { id: 'statements', rows: 8, spellcheck: 'false', class: 'code' });
  statements.value = told.statements ?? '';
  const seen = statements.value;
  const isWritten = () => !told.mapping && (name === null || (told.scriptSeen !== null && statements.value !== seen));
  const isCron = 'cron' in settings;
  const schedule = field('schedule', w('jobColumn.when'), {
    value: isCron ? `cron ${settings.cron}` : (settings.schedule ?? ''),
    note: w('jobs.form.when'),
  });
  const zone = field('zone', w('jobs.form.zone'), { value: settings.time_zone ?? (name === null ? here() : ''), list: 'zones' });
  const understood = el('div', { class: 'understood', 'aria-live': 'polite' });
  const automations = choice('automations', w('jobs.automations'), ['skip', 'run'], settings.automations, 'jobAutomations.');
  const missed = choice('missed', w('jobs.onMissed'), ['skip', 'run_once'], settings.on_missed ?? 'skip', 'jobMissed.');
  const guards = Guards.map(key => field(key, w('jobGuard.' + key), { value: settings['guards.' + key] ?? '' }));
  const alerts = alertFields(settings);
  const send = el('button', { type: 'submit', class: 'primary' }, w(name === null ? 'jobs.form.make' : 'jobs.form.save'));

  const values = () => ({
    ...(name === null && mapping ? { mapping } : {}),
    ...cronOrWords(schedule.value()),
    time_zone: zone.value(),
    automations: automations.value(),
    on_missed: missed.value() === 'skip' && !('on_missed' in settings) ? '' : missed.value(),
    ...Object.fromEntries(Guards.map((key, at) => ['guards.' + key, guards[at].value()])),
    ...alerts.values(),
  });

  async function save(event) {
    event.preventDefault();
    fault.hidden = true;
    const body = { settings: values() };
    if (isWritten()) Object.assign(body, { script: statements.value }, name === null ? {} : { scriptSeen: told.scriptSeen });
    try {
      if (name === null) await post('jobs', { ...body, name: nameField.value() });
      else await call('PUT', path('jobs', name), body, { 'If-Match': told.etag });
      toast(w('jobs.form.saved'));
      shell.go(`#/jobs/${path(name ?? nameField.value())}`);
    } catch (wrong) {
      fault.replaceChildren(sentence(wrong).text());
      fault.hidden = false;
      fault.scrollIntoView({ block: 'nearest' });
    }
  }

  let timer;
  let asked = 0;
  function ask() {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const mine = ++asked;
      const text = schedule.value();
      const shown = text === '' ? [el('p', { class: 'quiet' }, w('jobs.when.asked'))] : await words(text, zone.value());
      if (mine === asked) understood.replaceChildren(...shown);
    }, Pause);
  }
  for (const one of [schedule, zone]) one.input.addEventListener('input', ask);
  ask();

  const element = el(
    'form',
    { class: 'stack job-form', onsubmit: save },
    el('nav', { class: 'quiet', 'aria-label': w('jobs.where') }, el('a', { href: '#/jobs' }, w('view.jobs'))),
    el('h1', { tabindex: -1, 'data-first': '' }, name === null ? w('jobs.new') : plain(name)),
    el(
      'datalist',
      { id: 'zones' },
      zones().map(one => el('option', { value: one })),
    ),
    group(
      w('jobs.what'),
      name === null ? nameField.element : null,
      told.mapping
        ? el('p', {}, w('jobs.form.mapping', { name: told.mapping }))
        : name !== null && told.scriptSeen === null
          ? el('p', { class: 'notice' }, plain(told.scriptProblem ?? told.problem))
          : [el('label', { for: 'statements' }, w('jobs.form.statements')), statements],
    ),
    group(w('jobColumn.when'), schedule.element, zone.element, understood, missed.element),
    group(
      w('jobs.form.limits'),
      automations.element,
      el(
        'div',
        { class: 'columns' },
        guards.map(one => one.element),
      ),
      el('p', { class: 'quiet' }, w('jobs.form.limits.why')),
    ),
    group(w('jobs.alerts'), alerts.element),
    fault,
    el('div', { class: 'line' }, send, el('a', { class: 'button', href: name === null ? '#/jobs' : `#/jobs/${path(name)}` }, w('cancel'))),
  );
  return { element, asks: [] };
}

const cronOrWords = text => (/^\s*cron\s/i.test(text) ? { schedule: '', cron: text.trim().slice(5).trim() } : { schedule: text, cron: '' });

/** A name for the job of a mapping. */
const nameOf = mapping =>
  (mapping ?? '')
    .toLowerCase()
    .replace(/[^a-z0-9_-]+/g, '-')
    .replace(/^[-_]+|-+$/g, '');

const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

const zones = () => ['UTC', ...(Intl.supportedValuesOf?.('timeZone') ?? [])];

async function words(text, timeZone) {
  try {
    const told = await post('jobs/schedule', { text, timeZone });
    return [
      el('p', {}, el('strong', {}, when(told.schedule)), el('span', { class: 'quiet' }, ' ', plain(told.timeZone))),
      el(
        'ol',
        { class: 'next' },
        told.next.map(one => el('li', {}, shownTime(one.shown))),
      ),
    ];
  } catch (wrong) {
    return [el('p', { class: 'bad' }, sentence(wrong))];
  }
}
