// Measures the page in a headless Chromium: node measure.js ADDRESS CHROMIUM, the cookie behind the address's #.
'use strict';
const { chromium } = require('playwright-core');
const fs = require('fs');
const os = require('os');
const path = require('path');

const [address, executablePath] = process.argv.slice(2);
const Keys = 200;
const Million = `select i, i * 2 as a, i % 97 as b, 'name ' || i as c, 'city ' || (i % 400) as d, i / 3.0 as e, i % 11 as f,
  i % 2 = 0 as g, 'tag ' || (i % 31) as h, 'note ' || (i % 1009) as j from range(1000000) t(i);`;

(async () => {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await open(browser);
    const koppel = await keys(browser, page);
    const empty = await emptyEditor(browser);
    const bare = await keys(browser, empty);
    console.log(`a key appears                      ${koppel} ms, in a bare CodeMirror ${bare} ms: medians of ${Keys}`);
    console.log(`End to the last of 1,000,000 rows  ${await end(page)} ms`);
  } finally {
    await browser.close();
  }
})().catch(fault => {
  console.error(fault.stack ?? fault);
  process.exitCode = 1;
});

async function open(browser) {
  const url = new URL(address);
  const [name, value] = url.hash.slice(1).split('=');
  const context = await browser.newContext({ viewport: { width: 1366, height: 800 } });
  await context.addCookies([{ name, value, url: url.origin, httpOnly: true, sameSite: 'Strict' }]);
  const page = await context.newPage();
  await page.goto(url.origin);
  await page.waitForSelector('.cm-content');
  return page;
}

/** The vendored editor alone on a page, with the same text. */
async function emptyEditor(browser) {
  const page = await (await browser.newContext({ viewport: { width: 1366, height: 800 } })).newPage();
  const code = fs.readFileSync(path.join(__dirname, '../../../src/Koppel.Server/vendor/codemirror/codemirror.js'), 'utf8');
  await page.route('http://editor.test/**', route =>
    route.request().url().endsWith('.js')
      ? route.fulfill({ contentType: 'text/javascript', body: code })
      : route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>e</title><body></body>' }),
  );
  await page.goto('http://editor.test/');
  await page.evaluate(async () => {
    const { EditorView, keymap, defaultKeymap, lineNumbers, history } = await import('http://editor.test/editor.js');
    new EditorView({
      parent: document.body,
      doc: 'select 1\n'.repeat(12),
      extensions: [lineNumbers(), history(), keymap.of(defaultKeymap)],
    });
  });
  return page;
}

/** From the key event to the end of the frame that shows it, by the browser's own trace; the median. */
async function keys(browser, page) {
  await page.click('.cm-content');
  await page.keyboard.press('Control+End');
  await page.waitForTimeout(1000);
  const file = path.join(os.tmpdir(), `koppel-trace-${process.pid}.json`);
  await browser.startTracing(page, { path: file, categories: ['devtools.timeline', 'devtools.timeline.frame'] });
  for (let i = 0; i < Keys; i++) {
    await page.keyboard.press(i % 9 === 8 ? 'Space' : 'x');
    await page.waitForTimeout(40);
  }
  await browser.stopTracing();
  const events = JSON.parse(fs.readFileSync(file, 'utf8')).traceEvents;
  fs.unlinkSync(file);
  const pressed = events.filter(e => e.name === 'EventDispatch' && e.args?.data?.type === 'keydown').map(e => e.ts);
  const painted = events
    .filter(e => e.name === 'Paint' || e.name === 'Commit')
    .map(e => e.ts + (e.dur ?? 0))
    .sort((a, b) => a - b);
  const waits = pressed
    .map(at => painted.find(p => p > at) - at)
    .filter(w => w > 0)
    .sort((a, b) => a - b);
  if (waits.length < Keys * 0.9) throw new Error(`Only ${waits.length} of ${Keys} keys were seen in the trace.`);
  return Math.round(waits[waits.length >> 1] / 100) / 10;
}

/** From End until the last row is in sight. */
async function end(page) {
  await page.click('.cm-content');
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(Million);
  await page.keyboard.press('Control+Enter');
  const grid = page.locator('[role=grid]');
  await page.waitForFunction(() => document.querySelector('[role=grid]')?.getAttribute('aria-rowcount') >= 1000000, null, {
    timeout: 60000,
  });
  await page.waitForTimeout(1000);
  await grid.focus();
  const begun = Date.now();
  await page.keyboard.press('Control+End');
  await page.waitForFunction(() => document.querySelector('[role=grid]').textContent.includes('name 999999'), null, { timeout: 30000 });
  return Date.now() - begun;
}
