// Takes the picture of the query tool: node picture.js ADDRESS CHROMIUM FILE.
'use strict';
const { chromium } = require('playwright-core');

const [address, executablePath, path] = process.argv.slice(2);

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
    await page.screenshot({ path });
  } finally {
    await browser.close();
  }
})().catch(fault => {
  console.error(fault.stack ?? fault);
  process.exitCode = 1;
});
