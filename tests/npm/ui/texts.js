// Texts of the query view: faults and names in them, many at once, many pages at once, kept over a reload, cancelled.
'use strict';
const { check, counted, focused, go, leave, shows, write } = require('./browser.js');

exports.walks = {
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
    // Whoever is quick has the next text in front before the engine has said what is offered of this one.
    await page.route('**/api/v1/statements', async route => {
      await new Promise(resolve => setTimeout(resolve, 400));
      await route.continue();
    });
    // The first goes on until it is cancelled: the others do not wait for it.
    const long = 'select 0 as text, count(*) as n from range(100000000000) t(i), range(1000) s(j)';
    for (let i = 0; i < 8; i++) {
      await write(page, i === 0 ? long : `select ${i} as text, count(*) as n from range(${i}00000) t(i)`);
      await page.keyboard.press('Control+Enter');
    }
    step('all are begun');
    const tab = i =>
      page
        .locator('.tab')
        .nth(i - 8)
        .click();
    for (let i = 1; i < 8; i++) {
      await tab(i);
      await counted(page, '1 row, all shown');
      await page.waitForFunction(
        i => document.querySelector('.grid [aria-rowindex="2"] [aria-colindex="2"]')?.textContent === String(i),
        i,
      );
    }
    await tab(0);
    await shows(page, '#running', 'running');
    await page.keyboard.press('Escape');
    await page.waitForSelector('#cancel', { state: 'hidden' });
    await leave(page);
    step('each shows what was its own');
  },

  async 'a list of results that comes late leaves the reader where he is'(open, step) {
    const page = await open();
    let release;
    const held = new Promise(resolve => (release = resolve));
    let answers = 0;
    await page.route('**/api/v1/results', async route => {
      const answer = await route.fetch();
      await held;
      answers++;
      await route.fulfill({ response: answer });
    });
    await write(page, "select 'name ' || i as name from range(60) t(i)");
    await page.keyboard.press('Control+Enter');
    await counted(page, '60 rows, all shown');
    await page.locator('.grid').focus();
    await page.keyboard.press('Control+End');
    await shows(page, '.grid .here', 'name 59');
    step('is at the last row of a result that has begun since');

    release();
    const answered = await page.waitForResponse('**/api/v1/results');
    await answered.finished();
    await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    check(answers > 0, 'the list was held back');
    await shows(page, '.grid .here', 'name 59');
    await shows(page, '#count', '60 rows, all shown');
    check(await page.isVisible('.grid'), 'the result is shown still');
    check((await page.$$('.chips [role=tab]')).length > 0, 'it is among those that are kept');
    await leave(page);
    step('stays there when the list of before comes');
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
      await counted(page, `${i + 2} rows, all shown`);
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
    await counted(page, '1 row, all shown');
    await page.reload();
    await counted(page, '1 row, all shown');
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
    await counted(page, '1 row, all shown');
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
