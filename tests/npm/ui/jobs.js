// Jobs in the query tool: walks through their view, and its states for axe.
'use strict';
const { check, faults, leave, shows } = require('./browser.js');

const Words = {
  en: {
    language: 'en',
    schedule: 'every weekday at 07:30',
    told: 'From Monday to Friday at 07:30',
    done: 'completed',
    off: 'switched off',
  },
  nl: { language: 'nl', schedule: 'elke werkdag om 7:30', told: 'Van maandag tot en met vrijdag om 07:30', done: 'klaar', off: 'uitgezet' },
};

const show = async (page, address, selector) => {
  await page.evaluate(address => (location.hash = address), address);
  await page.waitForSelector(selector);
};

/** Makes a job by the interface, as another program does. */
const make = (page, name, settings, script) =>
  page.evaluate(
    async body => {
      const headers = { 'Content-Type': 'application/json' };
      await fetch('/api/v1/jobs', { method: 'POST', headers, body: JSON.stringify(body) });
    },
    { name, settings, script },
  );

/** By keys alone: a new job, its words told back, run, switched off. */
async function byKeys(page, words, step) {
  const key = (...names) => names.reduce((before, name) => before.then(() => page.keyboard.press(name)), Promise.resolve());
  const name = `walk-${words.language}`;
  await page.click(`[data-language=${words.language}]`);
  await show(page, '#/jobs', '.jobs-list');
  await page.focus('[data-key=new]');
  await key('Enter');
  await page.waitForSelector('#job-name');
  await page.focus('#job-name');
  await page.keyboard.type(name);
  await key('Tab');
  await page.keyboard.type('select email from customers@crm');
  await key('Tab');
  await page.keyboard.type('now and then');
  await page.waitForSelector('.understood .bad');
  await key('Control+a');
  await page.keyboard.type(words.schedule);
  await page.waitForFunction(told => document.querySelector('.understood strong')?.textContent === told, words.told);
  check((await page.$$('.understood li')).length === 5, 'the next five times are told');
  step('has a schedule told back in words');
  await page.focus('#automations-skip');
  await key('Space', 'Enter');
  await page.waitForSelector('.job-facts');
  step('makes the job');
  await page.focus('[data-key=run]');
  await key('Enter');
  await shows(page, 'tbody .state', words.done);
  check((await page.textContent('tbody tr')).includes('10'), 'the history tells how many rows there were');
  check((await page.evaluate(() => document.activeElement.dataset.key)) === 'run', 'the focus stays where it was');
  step('runs it and sees what came of it');
  await page.focus('[data-key=switch]');
  await key('Enter');
  await shows(page, '.job-facts', words.off);
  step('switches it off');
  await page.focus('[data-key=edit]');
  await key('Enter');
  await page.waitForSelector('#statements');
  check((await page.inputValue('#statements')) === 'select email from customers@crm', 'the form has the statements');
  await page.focus('#max_changes');
  await page.keyboard.type('many');
  await key('Enter');
  await page.waitForSelector('.job-form .notice:not([hidden])');
  step('is told what is wrong');
  await key('Control+a');
  await page.keyboard.type('100');
  await key('Enter');
  await page.waitForSelector('.job-facts');
  step('changes it');
}

const walk = words => async (open, step) => {
  const page = await open();
  await byKeys(page, words, step);
  check(faults(page).length === 0, `the scripts run without a fault: ${faults(page).join('; ')}`);
  await leave(page);
};

const once = async page => {
  const settings = { schedule: 'every day at 02:00', time_zone: 'UTC', automations: 'skip' };
  await make(page, 'seen', settings, 'select email from customers@crm');
};

module.exports = {
  walks: { 'a job by keyboard, English': walk(Words.en), 'a job by keyboard, Dutch': walk(Words.nl) },
  states: {
    async 'the jobs'(page) {
      await once(page);
      await show(page, '#/jobs', '.jobs-list tbody tr');
    },
    async 'a job'(page) {
      await once(page);
      await show(page, '#/jobs/seen', '.job-facts');
      await page.click('[data-key=run]');
      await page.waitForSelector('tbody .state.good');
      await page.click('summary');
    },
    async 'the form of a job'(page) {
      await show(page, '#/jobs/+', '#job-name');
      await page.fill('#schedule', 'last day of the month at 06:00');
      await page.waitForSelector('.understood li');
      await page.click('summary');
    },
  },
};
