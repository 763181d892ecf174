// What one does with the rows of a result: change cells, sort and filter while others are asked for, stop their reading, go away and back.
'use strict';
const { check, counted, faults, leave, shows, write } = require('./browser.js');

const Contacts = 'select id, email, firstName from contacts@ac order by id limit 300';
const Numbers = "select i as number, 'name ' || (i % 7) as name from range(60) t(i)";
const Twice = "select 'first' as word;\nselect 'second ' || count(*) as word from range(300000000) t(i) where i % 7 = 3";

// Longer than the grid shows of a text.
const Long = 'Renamed ' + 'by many words '.repeat(80) + '.';

const toasted = (page, text) => shows(page, '.toast', text);
const cell = (page, row, column) => page.textContent(`.grid [aria-rowindex="${row + 2}"] [aria-colindex="${column + 2}"]`);
const celled = (page, row, column, text) =>
  page.waitForFunction(
    ([row, column, text]) =>
      document.querySelector(`.grid [aria-rowindex="${row + 2}"] [aria-colindex="${column + 2}"]`)?.textContent === text,
    [row, column, text],
  );
const chips = (page, count) => page.waitForFunction(count => document.querySelectorAll('.chip').length === count, count);

/** Cells of a table of a remote system are changed, by keys alone, and are there when it is read again. */
async function cells(page, step) {
  const key = (...names) => names.reduce((before, name) => before.then(() => page.keyboard.press(name)), Promise.resolve());
  await page.focus('.cm-content');
  await write(page, Contacts);
  await key('Control+Enter');
  await counted(page, 'all shown');
  await page.focus('.grid');
  await key('F2');
  await toasted(page, 'id cannot be edited.');
  step('is told which column cannot be edited');

  await key('ArrowRight', 'ArrowRight');
  const before = await cell(page, 0, 2);
  await key('F2');
  await page.waitForSelector('.in-cell:focus');
  await key('Enter');
  await page.waitForSelector('.in-cell', { state: 'detached' });
  check(await page.isHidden('#update'), 'what stays as it is is no change');
  await key('F2');
  await page.waitForSelector('.in-cell:focus');
  await key('Delete');
  await page.waitForSelector('.in-cell[placeholder="empty text"]');
  await key('Delete');
  await page.waitForSelector('.in-cell[placeholder="null"]');
  await key('Enter');
  await celled(page, 0, 2, 'null');
  await key('F2');
  await page.waitForSelector('.in-cell[placeholder="null"]:focus');
  await page.keyboard.insertText(before);
  await key('Enter');
  await celled(page, 0, 2, before);
  check(await page.isHidden('#update'), 'what is again as it was is no change');
  step('tells a missing value from an empty text');

  await key('F2');
  await page.waitForSelector('.in-cell:focus');
  await page.keyboard.insertText(Long);
  await key('Enter');
  await shows(page, '#update', 'Update 1 cell');
  await key('ArrowUp', 'Enter');
  await toasted(page, 'Cells are changed: update or discard them first.');
  check((await cell(page, 0, 2)).startsWith('Renamed'), 'the change is still there');
  step('changes a cell');

  await page.focus('#update');
  await key('Enter');
  await shows(page, 'dialog[open] pre', `set "firstName" = '${Long}' where "id" =`);
  await key('Enter');
  await page.waitForSelector('dialog[open] #send');
  await key('Escape');
  await page.waitForSelector('#cancel', { state: 'hidden' });
  await page.click('.panel-tabs [role=tab]:first-child');
  await shows(page, '#update', 'Update 1 cell');
  check(await page.isVisible('#update'), 'what was declined is still to be sent');
  step('declines');

  await page.focus('#update');
  await key('Enter');
  await page.waitForSelector('dialog[open] pre');
  await key('Enter');
  await page.waitForSelector('dialog[open] #send');
  await key('Tab', 'Enter');
  await toasted(page, 'Updated.');
  await page.waitForSelector('#update', { state: 'hidden' });
  await page.focus('.cm-content');
  await key('Control+Enter');
  await chips(page, 2);
  await counted(page, 'all shown');
  await page.waitForFunction(() =>
    document.querySelector('.grid [aria-rowindex="2"] [aria-colindex="4"]').textContent.startsWith('Renamed'),
  );
  step('sees the new value when it is read again');

  await page.dblclick('.grid [aria-rowindex="2"] [aria-colindex="4"]');
  await page.waitForSelector('.in-cell:focus');
  check((await page.inputValue('.in-cell')) === Long, 'all of a long text can be edited');
  await page.focus('.cm-content');
  await page.waitForSelector('.in-cell', { state: 'detached' });
  check(await page.isHidden('#update'), 'a long text that stays as it is is no change');
  await page.dblclick('.grid [aria-rowindex="3"] [aria-colindex="2"]');
  await page.waitForSelector('dialog[open] pre');
  await key('Escape');
  step('edits a long text with the mouse');
}

/** Of what is asked one after another, the last is shown. */
async function order(page, step) {
  await page.focus('.cm-content');
  await write(page, Numbers);
  await page.keyboard.press('Control+Enter');
  await counted(page, '60 rows');
  await page.route('**/view', async route => {
    const answer = await route.fetch();
    if (!route.request().postDataJSON().sort[0].descending) await celled(page, 0, 0, '59');
    await route.fulfill({ response: answer });
  });
  // The second is asked before the first has answered.
  await page.click('.head[data-column="0"] .name');
  await page.click('.head[data-column="0"] .name');
  await page.waitForSelector('[role=columnheader][aria-sort=descending]');
  await page.unroute('**/view', { behavior: 'wait' });
  await celled(page, 0, 0, '59');
  check((await page.$$('[role=columnheader][aria-sort=ascending]')).length === 0, 'the first answer, which came last, is not shown');
  step('sorts downwards by two quick clicks');

  await page.click('#chart');
  await page.waitForSelector('.chart svg');
  const bars = await page.$$eval('.chart rect', all => all.length);
  await page.fill('#result-search', 'name 5');
  await counted(page, '8 of 60');
  await page.waitForFunction(bars => document.querySelectorAll('.chart rect').length < bars, bars);
  step('sees the part that is shown in the chart');
}

/** Rows whose reading was stopped can be used. */
async function stopped(page, step) {
  await page.focus('.cm-content');
  await write(page, 'select i as number from range(100000000000) t(i)');
  await page.keyboard.press('Control+Enter');
  // More than the clipboard takes.
  await page.waitForFunction(() => Number(document.querySelector('#count').textContent.replace(/\D/g, '')) > 200_000);
  await page.click('#cancel');
  await counted(page, 'its reading was stopped');
  check(await page.isEnabled('#result-search'), 'it is searched');
  check((await page.getAttribute('#more', 'aria-disabled')) === null, 'it is dropped, pinned and exported');
  step('uses the rows that came before a reading was stopped');

  await page.focus('.grid');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Control+c');
  await toasted(page, 'The clipboard takes 100,000 rows at most');
  step('is told when too much is copied');
  await page.click('#more');
  await page.click('.menu button:last-child');
  await page.waitForSelector('.chip', { state: 'detached' });
}

/** What came while another text was in front is shown when one comes back. */
async function away(page, step) {
  await page.focus('.cm-content');
  await write(page, Twice);
  await page.keyboard.press('Control+Home');
  await page.keyboard.press('Control+Enter');
  await celled(page, 0, 0, 'first');
  await page.waitForSelector('#cancel', { state: 'hidden' });
  await page.focus('.cm-content');
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Control+Enter');
  await page.waitForSelector('#cancel:visible');
  await write(page, 'select 1');
  await shows(page, '#running', '');
  await page.waitForFunction(() => document.querySelector('#running').textContent === '');
  await page.click('.tab:nth-last-child(2)');
  await chips(page, 2);
  await page.waitForFunction(() => /^second/.test(document.querySelector('.grid [aria-rowindex="2"] [aria-colindex="2"]')?.textContent));
  await counted(page, '0 calls');
  step('sees the newest result on coming back');
}

/** Rows that came while their page was on its way are read too: the page's own module is asked, for which no query is slow at will. */
async function growing(page, step) {
  const read = await page.evaluate(async () => {
    const { Pages } = await import('/page/parts/pages.js');
    const rows = count => Array.from({ length: count }, (_, row) => [row]);
    const asked = [];
    const answers = [];
    const read = from => {
      asked.push(from);
      return new Promise(resolve => answers.push(resolve));
    };
    const settled = () => new Promise(resolve => setTimeout(resolve));
    const pages = new Pages(
      read,
      () => {},
      () => {},
    );
    pages.total = 50;
    pages.want(0, 90);
    pages.grow(90);
    answers.shift()(rows(50));
    await settled();
    const between = pages.row(49);
    answers.shift()?.(rows(90));
    await settled();
    return { asked: asked.length, between, last: pages.row(89) };
  });
  check(read.asked === 2, 'a page that was short is read again, once');
  check(read.between?.[0] === 49, 'what is there of it stays in sight');
  check(read.last?.[0] === 89, 'and then all of it is there');
  step('has all rows of a page that was asked for while they came');
}

const one = walk => async (open, step) => {
  const page = await open();
  await walk(page, step);
  check(faults(page).length === 0, `the scripts run without a fault: ${faults(page).join('; ')}`);
  await leave(page);
};

exports.walks = {
  'cells are changed': one(cells),
  'order and part of a result': one(order),
  'a reading is stopped': one(stopped),
  'away while it runs': one(away),
  'rows grow': one(growing),
};
