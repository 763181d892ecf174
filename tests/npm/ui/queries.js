// The whole way of a query: written, run, its rows sorted, filtered and exported, a load made and taken back; by keys alone and by mouse.
'use strict';
const { readFileSync } = require('fs');
const { check, counted, faults, leave, shows, write } = require('./browser.js');

const Words = {
  en: { language: 'EN', all: '60 rows, all shown', done: 'done', rejected: 'rejected', saved: 'Saved' },
  nl: { language: 'NL', all: '60 rijen, alle getoond', done: 'klaar', rejected: 'afgekeurd', saved: 'Opgeslagen' },
};
const Rows = "select i as number, 'name ' || (i % 7) as name from range(60) t(i)";
const Leads = 'insert into contacts@ac (email, firstName, lastName)\nselect email, first_name, last_name\nfrom   leads@exports';

const loaded = (page, text) => page.waitForFunction(text => document.querySelector('.load .stage')?.textContent === text, text);

/** By keys alone, from an open page to a load that is taken back. */
async function byKeys(page, words, step) {
  const key = (...names) => names.reduce((before, name) => before.then(() => page.keyboard.press(name)), Promise.resolve());
  await speak(page, words.language);
  await write(page, Rows);
  await key('Control+Enter');
  await counted(page, words.all);
  step('writes and runs');

  await key('F6', 'F6', 'F6');
  await page.waitForSelector('.grid:focus');
  await key('Control+End');
  await page.waitForFunction(() => document.querySelector('.grid .here')?.textContent === 'name 3');
  check((await page.getAttribute('.grid', 'aria-rowcount')) === '61', 'the grid tells how many rows there are');
  step('scrolls to the last row');

  await key('Control+Home', 'ArrowUp', 'Enter');
  await page.waitForSelector('[role=columnheader][aria-sort=ascending]');
  await key('Enter');
  await page.waitForSelector('[role=columnheader][aria-sort=descending]');
  await page.waitForFunction(() => document.querySelector('.grid [aria-rowindex="2"] [aria-colindex="2"]')?.textContent === '59');
  step('sorts');

  await key('ArrowDown', 'ArrowRight');
  await page.waitForFunction(() => document.querySelector('.grid .here')?.textContent === 'name 3');
  await key('f');
  await page.waitForSelector('#filter-value:focus');
  await page.keyboard.type('name 5');
  await key('Enter');
  await counted(page, '8');
  step('filters');
  await exportBy(page, words, async () => {
    await page.focus('#export');
    await key('ArrowDown', 'ArrowDown', 'Enter');
  });
  step('exports');

  await page.focus('.cm-content');
  await write(page, Leads);
  await key('Control+Enter');
  await loadTwice(
    page,
    words,
    step,
    () => key('Tab', 'Enter'),
    async () => {
      await page.focus('.undo');
      await key('Enter');
      await page.waitForSelector('dialog[open] .primary:focus');
      await key('Shift+Tab', 'Shift+Tab', 'Space', 'Tab', 'Tab', 'Enter');
    },
  );
  await shows(page, '#saved', words.saved);
  step('is saved by itself');
}

async function speak(page, name) {
  await page.focus(`[data-language=${name.toLowerCase()}]`);
  await page.keyboard.press('Enter');
  check((await page.getAttribute('html', 'lang')) === name.toLowerCase(), 'the page says in which language it is');
  await page.focus('.cm-content');
}

async function exportBy(page, words, act) {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  const text = readFileSync(await download.path(), 'utf8');
  check(text.split('\n').length >= 9, 'the file has the rows that are shown');
}

/** A load with two rejects: plan, question, report; then its undo, which asks as well. */
async function loadTwice(page, words, step, agree, undo) {
  await page.waitForSelector('dialog[open] #send');
  check((await page.textContent('dialog .sum .bad')).startsWith('2'), 'the plan has two rejected rows');
  step('sees the plan of a load');
  await agree();
  await loaded(page, words.done);
  check((await page.textContent('.load .sum .bad')) === '2' + words.rejected, 'the report has two rejected rows');
  check((await page.$$('.load .reasons li')).length > 0, 'and why');
  step('loads with two rejects');
  await undo();
  await page.waitForSelector('dialog[open] #send');
  await agree();
  await loaded(page, words.done);
  step('takes the load back');
}

/** The same with the mouse. */
async function byMouse(page, words, step) {
  await page.click(`[data-language=${words.language.toLowerCase()}]`);
  await page.click('#new');
  await page.waitForFunction(() => document.activeElement.classList.contains('cm-content'));
  await page.keyboard.insertText(Rows);
  await page.click('#run');
  await counted(page, words.all);
  step('runs');
  await page.hover('.grid');
  await page.mouse.wheel(0, 4000);
  await page.waitForSelector('.grid [aria-rowindex="61"]');
  step('scrolls to the last row');
  await page.click('.head[data-column="0"] .name');
  await page.waitForSelector('[role=columnheader][aria-sort=ascending]');
  await page.click('.head[data-column="0"] .name');
  await page.waitForFunction(() => document.querySelector('.grid [aria-rowindex="2"] [aria-colindex="2"]')?.textContent === '59');
  step('sorts');
  await exportBy(page, words, async () => {
    await page.click('#export');
    await page.click('.menu button:nth-child(2)');
  });
  step('exports');
  await page.click('#new');
  await page.waitForFunction(() => document.activeElement.classList.contains('cm-content'));
  await page.keyboard.insertText(Leads);
  await page.click('#run');
  await loadTwice(
    page,
    words,
    step,
    () => page.click('#send'),
    async () => {
      await page.click('.undo');
      await page.click('#delete-created');
      await page.click('dialog .primary');
    },
  );
}

const inLanguage = (walk, name) => async (open, step) => {
  const page = await open();
  await walk(page, Words[name], step);
  check(faults(page).length === 0, `the scripts run without a fault: ${faults(page).join('; ')}`);
  await leave(page);
};

exports.walks = {
  'by keyboard, English': inLanguage(byKeys, 'en'),
  'by keyboard, Dutch': inLanguage(byKeys, 'nl'),
  'by mouse, English': inLanguage(byMouse, 'en'),
  'by mouse, Dutch': inLanguage(byMouse, 'nl'),
};
