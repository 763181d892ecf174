// Takes the pictures of the query tool and of a load: node picture.js ADDRESS CHROMIUM FOLDER.
'use strict';
const { join } = require('path');
const { chromium } = require('playwright-core');

const [address, executablePath, folder] = process.argv.slice(2);

(async () => {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 720 }, colorScheme: 'light' })).newPage();
    await page.goto(address);
    await page.click('.cm-content');
    await page.keyboard.press('Control+End');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Control+Enter');
    await page.waitForFunction(() => /all shown/.test(document.querySelector('#count')?.textContent), null, { timeout: 30000 });
    await page.mouse.move(900, 365); // Where nothing is said of what lies below.
    await page.waitForTimeout(1000);
    await page.screenshot({ path: join(folder, 'query-tool.png') });
    await page.click('[data-view=loads]');
    await page.click('text=first-load.xlsx');
    await page.waitForSelector('.mapping');
    await page.click('#next');
    await page.waitForSelector('.confirm');
    await page.waitForTimeout(500);
    await page.screenshot({ path: join(folder, 'load.png') });
  } finally {
    await browser.close();
  }
})().catch(fault => {
  console.error(fault.stack ?? fault);
  process.exitCode = 1;
});
