// Opens the viewer in a headless Chromium: node SCRIPT ADDRESS CHROMIUM.
'use strict';
const { chromium } = require('playwright-core');

const [address, executablePath] = process.argv.slice(2);

/** Runs a walk with a fresh page; a fault in it, or in the page's own scripts, ends the process with its message. */
async function run(walk) {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    await walk(options => open(browser, options));
  } catch (fault) {
    console.error(fault.stack ?? fault);
    process.exitCode = 1;
  } finally {
    await browser.close();
  }
}

async function open(browser, { hash = '#/contacts', ...options } = {}) {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options })).newPage();
  page.setDefaultTimeout(120_000);
  page.faults = [];
  page.on('pageerror', fault => page.faults.push(fault.message));
  page.on('console', message => message.type() === 'error' && page.faults.push(message.text()));
  await go(page, hash);
  return page;
}

/** Goes to a page of the viewer, and waits until its rows are there. */
async function go(page, hash) {
  await page.goto(address + hash);
  await ready(page);
}

async function ready(page) {
  await page.waitForSelector('.body[aria-busy="false"]');
}

/** A call of the API or, with a path that begins with a slash, of the control door or of the other sandbox's API. */
async function call(method, path, value) {
  const url = path.startsWith('/') ? new URL(path, address) : new URL('/api/3/' + path, address);
  const headers = { 'Api-Token': 'sandbox-token', Authorization: 'Bearer 00DKO0000000001!AQ.sandbox_session' };
  if (typeof value === 'string') headers['Content-Type'] = 'text/csv';
  const body = value === undefined || typeof value === 'string' ? value : JSON.stringify(value);
  const answer = await fetch(url, { method, headers, body });
  const text = await answer.text();
  return text ? JSON.parse(text) : null;
}

function check(condition, sentence) {
  if (!condition) throw new Error('Not so: ' + sentence);
}

module.exports = { call, check, go, ready, run };
