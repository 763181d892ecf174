// What the page costs, as lines of JSON: node figures.js ADDRESS CHROMIUM. Bytes of the first visit, the last of a million rows after End, a key.
'use strict';
const { leave, run, write } = require('./browser.js');

const Many = 1_000_000;
const Columns = Array.from({ length: 9 }, (_, n) => `i * ${n + 2} as c${n + 2}`).join(', ');

const median = list => list.sort((a, b) => a - b)[Math.floor(list.length / 2)];

const walks = {
  async 'bytes of the first visit'(open, step) {
    const page = await open();
    const bytes = await page.evaluate(() => performance.getEntries().reduce((sum, one) => sum + (one.transferSize ?? 0), 0));
    const files = await page.evaluate(() => performance.getEntriesByType('resource').length);
    step({ bytes, files });
    await leave(page);
  },

  async 'the last of a million rows after End'(open, step) {
    const page = await open();
    await write(page, `select i as c1, ${Columns} from range(${Many}) t(i)`);
    await page.keyboard.press('Control+Enter');
    await page.waitForFunction(() => document.querySelector('.grid')?.getAttribute('aria-rowcount') === '1000001', { timeout: 60_000 });
    await page.waitForFunction(() => document.querySelector('#export').getAttribute('aria-disabled') !== 'true');
    await page.focus('.grid');
    const before = Date.now();
    await page.keyboard.press('Control+End');
    await page.waitForFunction(
      () => document.querySelector('.grid [aria-rowindex="1000001"] [aria-colindex="2"]')?.textContent === '999999',
    );
    step({ milliseconds: Date.now() - before });
    await leave(page);
  },

  async 'from a key to the next frame'(open, step) {
    const page = await open();
    await write(page, 'select 1 as a, ');
    await page.evaluate(() => {
      window.times = [];
      // The capture listener sees the key first; the frame after the one in which the editor drew is the one in which it is seen.
      document.addEventListener(
        'keydown',
        () => {
          const start = performance.now();
          requestAnimationFrame(() => requestAnimationFrame(() => window.times.push(performance.now() - start)));
        },
        true,
      );
    });
    for (let i = 0; i < 200; i++) {
      await page.keyboard.press('abcdefghij'[i % 10]);
      await page.waitForTimeout(20);
    }
    step({ median: Math.round(median(await page.evaluate(() => window.times)) * 10) / 10 });
    await leave(page);
  },
};

run(walks);
