// The states of the page that axe looks at: each is reached from an open page.
'use strict';
const { write } = require('./browser.js');
const jobs = require('./jobs.js');

const rows = "select i as number, case i % 3 when 0 then null when 1 then '' else 'name ' || i end as name from range(2000) t(i)";
const load = `insert into contacts@ac (email, firstName)
  select 'someone' || (random() * 1e12)::bigint || '@shop.example', 'Somebody' from range(5) union all select 'no address', 'Nobody'`;

const ran = async page => {
  await write(page, rows);
  await page.keyboard.press('Control+Enter');
  await page.waitForFunction(() => document.querySelector('#count')?.textContent.startsWith('2'));
};
const menu = async (page, selector) => {
  // What has only just come may be drawn once more, and then has no focus.
  for (let again = 0; again < 5 && !(await page.$('.menu')); again++) {
    await page.focus(selector);
    await page.keyboard.press('Enter');
    await page.waitForSelector('.menu', { timeout: 2000 }).catch(() => null);
  }
  await page.waitForSelector('.menu');
};

const query = {
  async 'a new text'(page) {
    await write(page, '-- nothing yet, but ${A_VALUE}\n');
  },
  async rows(page) {
    await ran(page);
  },
  async 'a filter of a column'(page) {
    await ran(page);
    await page.focus('.grid');
    await page.keyboard.press('f');
    await page.waitForSelector('dialog[open]');
  },
  async 'a whole value'(page) {
    await ran(page);
    await page.focus('.grid');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open]');
  },
  async 'a cell that is edited'(page) {
    await write(page, 'select id, firstName from contacts@ac order by id limit 5');
    await page.keyboard.press('Control+Enter');
    await page.waitForFunction(() => document.querySelector('#count')?.textContent.startsWith('5'));
    await page.waitForSelector('#result-search:enabled');
    await page.focus('.grid');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('F2');
    await page.waitForSelector('.in-cell:focus');
    await page.keyboard.insertText('Changed');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#update:visible');
    await page.keyboard.press('F2');
    await page.waitForSelector('.in-cell:focus');
    await page.keyboard.press('Delete');
  },
  async 'a chart'(page) {
    await ran(page);
    await page.click('#chart');
    await page.waitForSelector('.chart svg');
  },
  async 'the menu of exports'(page) {
    await ran(page);
    await menu(page, '#export');
  },
  async 'a plan'(page) {
    await write(page, 'select c.email from leads@exports l join contacts@ac c on c.email = l.email');
    await page.keyboard.press('Control+Shift+e');
    await page.waitForSelector('.node');
  },
  async 'the question of a load'(page) {
    await write(page, load);
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('dialog[open] #send');
  },
  async 'a load that was not agreed to'(page) {
    await write(page, load);
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('dialog[open] #send');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.load .stage');
  },
  async 'a fault'(page) {
    await write(page, 'select * from nothing@ac');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('.told.failed');
  },
  async 'the history'(page) {
    await page.click('#tab-history');
    await page.waitForSelector('.history-list li');
  },
  async 'the menu of files'(page) {
    await menu(page, '#files');
  },
  async 'the name of a file'(page) {
    await write(page, 'select 1');
    await page.focus('.tab[aria-selected=true]');
    await page.keyboard.press('F2');
    await page.waitForSelector('dialog[open]');
  },
  async 'the keys'(page) {
    await page.click('#help');
    await page.waitForSelector('dialog[open]');
  },
};

/** By view: each is looked at by a browser of its own. */
module.exports = {
  query,
  loads: require('./loads.js').states,
  runs: require('./runs.js').states,
  jobs: jobs.states,
  connections: require('./connections.js').states,
};
