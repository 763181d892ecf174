// The view of runs: from a load to its rows, its contacts and back, plan files, and taking back; by keys alone and by mouse.
'use strict';
const { check, faults, leave, write } = require('./browser.js');

const Words = {
  en: { language: 'EN', rejected: 'Completed with rejected rows', applied: 'Applied', done: 'Completed' },
  nl: { language: 'NL', rejected: 'Voltooid met afgekeurde rijen', applied: 'Toegepast', done: 'Voltooid' },
};

/** Three people get a tag, two rows are refused. */
const load = tag => `insert into ContactTagsByEmail@ac (email, tag)
  select email, '${tag}' from ((select email from contacts@ac order by id limit 3) union all values ('no address'), (null)) t(email)`;

const byKeys = async (page, selector) => {
  await page.waitForSelector(selector);
  await page.focus(selector);
  await page.keyboard.press('Enter');
};
const byMouse = (page, selector) => page.click(selector);

const unique = () => `Walk ${Date.now() % 1e8}`;

const api = (page, method, path, body) =>
  page.evaluate(
    async ([method, path, body]) => {
      const headers = { 'Content-Type': 'application/json' };
      const more = method === 'GET' ? {} : { headers, body: JSON.stringify(body ?? {}) };
      return (await fetch('/api/v1/' + path, { method, ...more })).json();
    },
    [method, path, body],
  );

/** Loads without the page, and gives the number of the run. */
async function loaded(page, tag = unique()) {
  const { session } = await api(page, 'POST', 'sessions');
  const { run } = await api(page, 'POST', `sessions/${session}/runs`, { script: load(tag) });
  for (;;) {
    const told = await api(page, 'GET', `runs/${run}`);
    if (told.question) await api(page, 'POST', `runs/${run}/answer`, { hash: told.question.hash, yes: true }).catch(() => null);
    if (!['running', 'asking', 'stopping'].includes(told.state)) return told.ledgerRun;
    await page.waitForTimeout(200);
  }
}

/** Plans without the page, and gives the plan's name. */
async function planned(page) {
  const { session } = await api(page, 'POST', 'sessions');
  const { plan } = await api(page, 'POST', `sessions/${session}/plans`, { script: load(unique()) });
  for (;;) {
    const plans = await api(page, 'GET', 'plans');
    if (plans.some(one => one.plan === plan)) return plan;
    await page.waitForTimeout(200);
  }
}

/** Agrees to whatever is asked, until nothing runs. */
async function agreed(page, act) {
  const isActive = run => ['running', 'asking', 'stopping'].includes(run.state);
  for (let again = 0; again < 200 && (await api(page, 'GET', 'runs')).some(isActive); again++) {
    if (await page.$('dialog[open] #send')) await act(page, 'dialog[open] #send');
    await page.waitForTimeout(200);
  }
}

const goTo = async (page, hash) => {
  await page.evaluate(hash => {
    location.hash = hash;
  }, hash);
  await page.waitForSelector('.runs-place h1');
};
const has = (page, selector, text) =>
  page.waitForFunction(([selector, text]) => document.querySelector(selector)?.textContent.includes(text), [selector, text]);

async function walk(page, act, words, step) {
  await act(page, `[data-language=${words.language.toLowerCase()}]`);
  const tag = unique();
  await write(page, load(tag));
  await page.keyboard.press('Control+Enter');
  await act(page, 'dialog[open] #send');
  await page.waitForSelector('.load .report');
  await act(page, 'a[data-view=runs]');
  await has(page, '.rows .run .state', words.rejected);
  await act(page, '.rows .run .run-line a');
  await has(page, '.runs-head .state', words.rejected);
  step('from a load to its run');

  await act(page, '[data-tab=changes]');
  await page.waitForFunction(tag => document.querySelectorAll('.part .row').length === 4 && document.body.textContent.includes(tag), tag);
  await page.focus('.part [name=text]');
  await page.keyboard.type('john.doe');
  await page.waitForFunction(() => document.querySelectorAll('.part .row').length === 1);
  step('finds a change');

  await act(page, '[data-tab=rejects]');
  await page.waitForFunction(() => document.querySelectorAll('.groups li').length === 2);
  await act(page, '.groups li button');
  await page.waitForFunction(() => document.querySelectorAll('.part tr.row').length === 1);
  const [file] = await Promise.all([page.waitForEvent('download'), act(page, '.part [data-key=xlsx]')]);
  check(file.suggestedFilename().endsWith('.xlsx'), 'the rejects are a workbook');
  step('groups rejects, and takes them away');

  await act(page, '[data-tab=contacts]');
  await act(page, '.part .row .row-head a');
  await has(page, '.touched', tag);
  step('from the run to a contact');
  await act(page, '.touched .run-line a');
  await page.waitForSelector('[data-key=undo]');
  step('and back');

  await act(page, '[data-key=undo]');
  await act(page, 'dialog[open] button.primary');
  await page.waitForSelector('dialog[open] #send');
  await agreed(page, act);
  step('takes it back');

  const plan = await planned(page);
  await goTo(page, '#/runs/plans');
  await act(page, `a[href="#/runs/plan/${plan}"]`);
  const rows = count => page.waitForFunction(count => document.querySelectorAll('tr.row').length === count, count);
  await rows(5);
  await act(page, '.groups li button');
  await rows(4);
  await page.focus('.runs-place > section:last-of-type [name=text]');
  await page.keyboard.type('nobody has this');
  await rows(3);
  step('looks through a plan and what it rejects');
  await act(page, '[data-key=apply]');
  await act(page, 'dialog[open] #apply-plan');
  await page.waitForFunction(() => /^#\/runs\/\d+$/.test(location.hash));
  await has(page, '.runs-head .state', words.done);
  await goTo(page, `#/runs/plan/${plan}`);
  await has(page, '.runs-head .state', words.applied);
  step('applies a plan');
}

const inLanguage = (act, name) => async (open, step) => {
  const page = await open();
  await walk(page, act, Words[name], step);
  check(faults(page).length === 0, `the scripts run without a fault: ${faults(page).join('; ')}`);
  await leave(page);
};

const at = (hash, ready) => async page => {
  const run = await loaded(page);
  await goTo(page, hash.replace('RUN', run));
  await page.waitForSelector(ready);
};

module.exports = {
  walks: {
    'runs by keyboard, English': inLanguage(byKeys, 'en'),
    'runs by keyboard, Dutch': inLanguage(byKeys, 'nl'),
    'runs by mouse, English': inLanguage(byMouse, 'en'),
    'runs by mouse, Dutch': inLanguage(byMouse, 'nl'),
  },
  states: {
    'the list of runs': at('#/runs', '.rows .run'),
    'a run': at('#/runs/RUN', '.statement'),
    'changes of a run': at('#/runs/RUN/changes', '.part .row'),
    'rejects of a run': at('#/runs/RUN/rejects', '.part .row'),
    'rows without a partner': at('#/runs/RUN/unmatched', '.part h2'),
    'calls of a run': at('#/runs/RUN/calls', '.part td'),
    'contacts of a run': at('#/runs/RUN/contacts', '.part .row'),
    'a contact': at('#/runs/contact/john.doe%40acme.com', '.touched'),
    async 'plan files'(page) {
      await planned(page);
      await goTo(page, '#/runs/plans');
      await page.waitForSelector('.rows .run');
    },
    async 'a plan file and what it rejects'(page) {
      await goTo(page, `#/runs/plan/${await planned(page)}`);
      await page.waitForSelector('.groups button');
    },
    async 'a plan file before it is applied'(page) {
      await goTo(page, `#/runs/plan/${await planned(page)}`);
      await page.waitForSelector('.growing .row');
      await page.click('[data-key=apply]');
      await page.waitForSelector('dialog[open]');
    },
  },
};
