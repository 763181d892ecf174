// Opens the query tool in a headless Chromium: node SCRIPT ADDRESS-WITH-TOKEN CHROMIUM. Each step that was seen is a line of JSON on stdout.
'use strict';
const { join } = require('path');
const { chromium } = require('playwright-core');

const [entrance, executablePath] = process.argv.slice(2);
const address = new URL('/', entrance).href;

// A machine that does much else is no fault of the page.
const Patience = 120_000;

/** Runs walks with a browser that was let in; a fault in one, or in the page's own scripts, ends the process with its message. */
async function run(walks) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const door = await browser.newContext();
    door.setDefaultTimeout(Patience);
    await (await door.newPage()).goto(entrance);
    const storageState = { cookies: await door.cookies(), origins: [] };
    await door.close();
    for (const [name, walk] of Object.entries(walks)) await one(browser, storageState, name, walk);
  } catch (fault) {
    console.error(fault.stack ?? fault);
    process.exitCode = 1;
  } finally {
    await browser.close();
  }
}

async function one(browser, storageState, name, walk) {
  const options = { viewport: { width: 1366, height: 800 }, acceptDownloads: true, permissions: ['clipboard-read', 'clipboard-write'] };
  const open = async (more = {}) => {
    const context = await browser.newContext({ ...options, storageState, locale: 'en-GB', ...more });
    const page = await context.newPage();
    page.setDefaultTimeout(Patience);
    page.faults = [];
    page.on('pageerror', fault => page.faults.push(fault.message));
    page.on('console', message => message.type() === 'error' && page.faults.push(message.text()));
    await go(page);
    return page;
  };
  try {
    await walk(open, step => console.log(JSON.stringify({ walk: name, step })));
  } catch (fault) {
    await picture(browser);
    throw new Error(`${name}: ${fault.message}`, { cause: fault });
  }
}

/** What was seen when something went wrong, in the folder that UI_PICTURES names. */
async function picture(browser) {
  const page = browser.contexts().at(-1)?.pages()[0];
  if (process.env.UI_PICTURES && page) await page.screenshot({ path: join(process.env.UI_PICTURES, 'failed.png') });
}

/** Goes to the page and waits until one can write. */
async function go(page) {
  await page.goto(address);
  await page.waitForSelector('.cm-content');
  await page.waitForSelector('.tab[aria-selected=true]');
  await page.waitForSelector('.tree [role=treeitem]', { state: 'attached' });
}

/** Closes a page with the sessions of its texts: the server keeps those of a browser that is gone for a while. */
async function leave(page) {
  await page.evaluate(async () => {
    for (const key of Object.keys(localStorage).filter(key => key.startsWith('session.'))) {
      const id = JSON.parse(localStorage.getItem(key));
      const headers = { 'Content-Type': 'application/json' };
      if (id) await fetch(`/api/v1/sessions/${id}`, { method: 'DELETE', headers, body: '{}' });
    }
  });
  await page.context().close();
}

/** Faults of the page's scripts; an answer that refuses is none. */
const faults = page => page.faults.filter(fault => !/status of 4\d\d/.test(fault));

/** A new text with these words, by keys alone: the page's own key for it, and typing as pasting does. */
async function write(page, text) {
  const before = await page.$$eval('.tab', tabs => tabs.length);
  await page.keyboard.press('Alt+t');
  await page.waitForFunction(count => document.querySelectorAll('.tab').length > count, before);
  await page.waitForFunction(() => document.activeElement.classList.contains('cm-content'));
  await page.keyboard.insertText(text);
}

/** Text of the first element, when it is what is waited for. */
const shows = (page, selector, text) =>
  page.waitForFunction(([selector, text]) => document.querySelector(selector)?.textContent.includes(text), [selector, text]);

/** Until the shown result has so many rows. */
const counted = (page, text) => shows(page, '#count', text);

const focused = page => page.evaluate(() => document.activeElement.textContent);

function check(condition, sentence) {
  if (!condition) throw new Error('Not so: ' + sentence);
}

module.exports = { address, check, counted, faults, focused, go, leave, run, shows, write };
