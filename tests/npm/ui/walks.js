// What one does with the query tool by keyboard alone, and by mouse, in both languages, on the demonstration of `koppel ui --demo`.
'use strict';
const { readFileSync } = require('fs');
const { check, faults, focused, go, leave, run, shows, write } = require('./browser.js');
const { connections } = require('./connections.js');

const Words = {
  en: { language: 'EN', all: '60 rows, all shown', done: 'done', rejected: 'rejected', exported: 'CSV', saved: 'Saved', put: 'Undo' },
  nl: {
    language: 'NL',
    all: '60 rijen, alle getoond',
    done: 'klaar',
    rejected: 'afgekeurd',
    exported: 'CSV',
    saved: 'Opgeslagen',
    put: 'Ongedaan',
  },
};
const Rows = "select i as number, 'name ' || (i % 7) as name from range(60) t(i)";
const Leads = 'insert into contacts@ac (email, firstName, lastName)\nselect email, first_name, last_name\nfrom   leads@exports';

const cell = (page, row, column) =>
  page.$eval(`.grid [aria-rowindex="${row + 2}"] [aria-colindex="${column + 2}"]`, one => one.textContent);
const here = page => page.$eval('.grid .here', one => one.textContent);
const count = (page, text) => shows(page, '#count', text);
const loaded = (page, text) => page.waitForFunction(text => document.querySelector('.load .stage')?.textContent === text, text);

/** By keys alone, from an open page to a load that is taken back. */
async function byKeys(page, words, step) {
  const key = (...names) => names.reduce((before, name) => before.then(() => page.keyboard.press(name)), Promise.resolve());
  await speak(page, words.language);
  await write(page, Rows);
  await key('Control+Enter');
  await count(page, words.all);
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
  await count(page, '8');
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
  await count(page, words.all);
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

const walks = {
  ...connections,
  'by keyboard, English': inLanguage(byKeys, 'en'),
  'by keyboard, Dutch': inLanguage(byKeys, 'nl'),
  'by mouse, English': inLanguage(byMouse, 'en'),
  'by mouse, Dutch': inLanguage(byMouse, 'nl'),

  async 'a marked fault is mended and a name completed by keys'(open, step) {
    const page = await open();
    await write(page, 'select * from contcts@ac');
    await page.waitForSelector('.cm-lintRange-error');
    await page.keyboard.press('F8');
    await page.waitForSelector('.cm-tooltip .cm-diagnosticText, .cm-panel-lint, .cm-tooltip-lint');
    step('sees the fault marked, with the words of the engine');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+a');
    // A list that has only just come does not take a key that was meant for the text: then it is a line end, and is begun anew.
    for (let again = 0; again < 5 && !/contacts@ac/.test(await page.textContent('.cm-content')); again++) {
      await page.keyboard.press('Control+a');
      await page.keyboard.type('select * from contacts');
      await page.keyboard.press('Control+Space');
      await page.waitForSelector('.cm-tooltip-autocomplete li[aria-selected]');
      await page.waitForTimeout(500 + 500 * again);
      await page.keyboard.press('Enter');
      await page.waitForTimeout(300);
    }
    check(/contacts@ac/.test(await page.textContent('.cm-content')), 'the first name of the list is taken');
    step('completes the name');
    await page.waitForFunction(() => document.querySelector('.cm-lintRange-error') === null);
    await leave(page);
  },

  async 'eight texts of one page run at once'(open, step) {
    const page = await open();
    const slow = i => `select ${i} as text, count(*) as n from range(${(i + 1) * 100}000) t(i), range(3000) s(j)`;
    for (let i = 0; i < 8; i++) {
      await write(page, slow(i));
      await page.keyboard.press('Control+Enter');
    }
    await shows(page, '#running', 'running');
    step('all are begun');
    for (let i = 0; i < 8; i++) {
      await page
        .locator('.tab')
        .nth(i - 8)
        .click();
      await count(page, '1 row, all shown');
      await page.waitForFunction(
        i => document.querySelector('.grid [aria-rowindex="2"] [aria-colindex="2"]')?.textContent === String(i),
        i,
      );
    }
    await leave(page);
    step('each shows what was its own');
  },

  async 'nine pages are open, and each goes on when it is seen again'(open, step) {
    // Of one window, whose pages share its connections; a headless browser does not hide those that lie behind.
    const hide = () => {
      Object.defineProperty(document, 'hidden', { configurable: true, get: () => true });
      document.dispatchEvent(new Event('visibilitychange'));
    };
    const pages = [await open()];
    await pages[0].evaluate(hide);
    await pages[0].context().addInitScript(hide);
    while (pages.length < 9) {
      const page = await pages[0].context().newPage();
      page.faults = [];
      await go(page);
      pages.push(page);
    }
    step('the ninth opens: a browser has six connections');
    for (const [i, page] of pages.entries()) {
      await page.evaluate(() => {
        delete document.hidden;
        document.dispatchEvent(new Event('visibilitychange'));
      });
      await write(page, `select ${i} as page, i from range(${i + 2}) t(i)`);
      await page.keyboard.press('Control+Enter');
      await count(page, `${i + 2} rows, all shown`);
      if (i > 0) await page.close();
    }
    await leave(pages[0]);
    step('each gives its own rows');
  },

  async 'a draft outlives a reload'(open, step) {
    const page = await open();
    await write(page, 'select 42 as kept');
    await page.reload();
    await page.waitForFunction(() => document.querySelector('.cm-content')?.textContent.includes('42 as kept'));
    step('the text is there still');
    await page.keyboard.press('Control+Enter');
    await count(page, '1 row, all shown');
    await page.reload();
    await count(page, '1 row, all shown');
    step('and so is its result, without running again');
    await leave(page);
  },

  async 'two browsers with one text do not lose each other’s words'(open, step) {
    const page = await open();
    await write(page, 'select 1 as mine');
    await shows(page, '#saved', 'Saved');
    const name = await page.textContent('.tab[aria-selected=true] .name');
    const other = await open();
    await other.evaluate(name => localStorage.setItem('tabs', JSON.stringify({ paths: [name], active: name })), name);
    await other.reload();
    await other.waitForFunction(() => document.querySelector('.cm-content')?.textContent.includes('1 as mine'));
    await other.focus('.cm-content');
    await other.keyboard.press('Control+End');
    await other.keyboard.insertText(', 2 as theirs');
    await shows(other, '#saved', 'Saved ');
    await page.focus('.cm-content');
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText(', 3 as more');
    await page.waitForSelector('.conflict[role=alert]:not([hidden])');
    step('the second to save is told');
    await page.click('.conflict button:nth-of-type(1)');
    await page.waitForFunction(() => document.querySelector('.cm-content').textContent.includes('2 as theirs'));
    step('and can take their words');
    await leave(page);
    await leave(other);
  },

  async 'a fault of a run leads to its place'(open, step) {
    const page = await open();
    await write(page, 'select 1;\nselect * from nothing@ac');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('.told.failed .link');
    await page.focus('.told.failed .link');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.classList.contains('cm-content'));
    step('Enter on the place goes there');
    await leave(page);
  },

  async 'a long statement is cancelled by Escape, and the tab goes on'(open, step) {
    const page = await open();
    await write(page, 'select count(*) from range(100000000000) t(i), range(1000) s(j)');
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('#cancel:not([hidden])');
    await page.keyboard.press('Escape');
    await page.waitForSelector('#cancel', { state: 'hidden' });
    step('it ended');
    await page.focus('.cm-content');
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText('select 7 as seven');
    await page.waitForFunction(() => !document.querySelector('#run').disabled);
    await page.keyboard.press('Control+Enter');
    await count(page, '1 row, all shown');
    step('and the next one runs');
    await leave(page);
  },

  async 'a name of the tree goes into the text'(open, step) {
    const page = await open();
    await write(page, 'select * from ');
    await page.keyboard.press('Control+k');
    await page.waitForSelector('#tree-filter:focus');
    await page.keyboard.type('contacts');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    check((await focused(page)).startsWith('contacts'), 'the arrow leads to the table');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('.cm-content').textContent.includes('select * from contacts@ac'));
    step('Enter puts it in');
    await leave(page);
  },
};

Object.assign(walks, require('./loads.js').walks, require('./runs.js').walks, require('./jobs.js').walks);

const only = process.argv[4];
run(only ? Object.fromEntries(Object.entries(walks).filter(([name]) => name.includes(only))) : walks);
