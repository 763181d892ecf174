// The first load of somebody who has never written SQL: a workbook with a title row and two bad rows, by keyboard alone and by mouse.
'use strict';
const { readFileSync } = require('fs');
const { dirname, join } = require('path');
const { check, shows } = require('./browser.js');

const Book = 'first-load.xlsx';
const Words = {
  en: { completed: 'Completed with rejected rows', corrected: 'Completed', undone: 'Taken back' },
  nl: { completed: 'Voltooid met afgekeurde rijen', corrected: 'Voltooid', undone: 'Ongedaan gemaakt' },
};
/** What the two bad rows should have been. */
const Corrections = ['sanne.mulder.41@example.com', 'tom.peeters.42@example.com'];

/** Where the demonstration has its workbook. */
const bookOf = async page => {
  const { folder } = await page.evaluate(async () => (await fetch('/api/v1/about')).json());
  return join(dirname(folder), Book);
};

const figure = async (page, kind) => Number(await page.textContent(`.step > .sum .${kind} dd`));
const title = (page, text) => page.waitForFunction(text => document.querySelector('.step > .title')?.textContent === text, text);
const ready = (page, step) =>
  page.waitForFunction(
    step => document.querySelectorAll('.steps li')[step]?.classList.contains('here') && document.querySelector('#next'),
    step,
  );

/** Counts what a person does: a key that acts, a click, a file that is given. */
function actions(page) {
  let count = 0;
  return {
    press: async () => {
      count++;
      await page.keyboard.press('Enter');
    },
    click: async selector => {
      count++;
      await page.click(selector);
    },
    add: () => count++,
    get count() {
      return count;
    },
  };
}

async function byKeys(page, language, step) {
  const begun = Date.now();
  const act = actions(page);
  // The browser is told early that somebody waits for it: a key may be quicker than that.
  const chooser = page.waitForEvent('filechooser');
  await page.focus('[data-view=loads]');
  await act.press();
  await page.waitForSelector('#next:focus');
  await act.press();
  await (await chooser).setFiles(await bookOf(page));
  await ready(page, 0);
  await page.waitForSelector('#next:focus');
  check((await page.textContent('.source')).includes('2'), 'the two bad cells are told');
  step('gives a workbook, and sees what goes where');
  await act.press();
  await ready(page, 1);
  check((await figure(page, 'bad')) === 2, 'two rows would be rejected');
  await page.focus('#next');
  step('sees what would change');
  await act.press();
  await title(page, Words[language].completed);
  check((await figure(page, 'good')) > 30, 'the others are changed');
  check(act.count <= 8 && Date.now() - begun < 60_000, `${act.count} actions and ${Date.now() - begun} ms`);
  step(`loads: ${act.count} actions, ${((Date.now() - begun) / 1000).toFixed(1)} s`);

  const fields = page.locator('.corrected tbody tr');
  for (const [row, address] of Corrections.entries()) {
    await fields.nth(row).locator('input').first().focus();
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(address);
  }
  await page.focus('#load-corrected');
  await page.keyboard.press('Enter');
  await ready(page, 1);
  check((await figure(page, 'whole')) === 2, 'only the two are loaded');
  await page.focus('#next');
  await page.keyboard.press('Enter');
  await title(page, Words[language].corrected);
  check((await figure(page, 'good')) >= 2, 'both are changed');
  step('corrects the two, and loads only them');
  await undoAll(page, language, step, selector => page.focus(selector).then(() => page.keyboard.press('Enter')));
}

async function undoAll(page, language, step, act) {
  await page.focus('#delete-created');
  await page.keyboard.press('Space');
  await act('.undo-all');
  await page.waitForSelector('.steps li:nth-child(4):not(.here)');
  for (;;) {
    // Each statement of the way back asks with its plan.
    const which = await page.waitForFunction(() =>
      document.querySelector('dialog[open] #send') ? 'ask' : document.querySelector('.steps li:nth-child(4).here') ? 'end' : null,
    );
    if ((await which.jsonValue()) === 'end') break;
    const asked = await page.$('dialog[open]');
    await act('dialog[open] #send');
    // The next question may be there before one looks.
    await page.waitForFunction(dialog => !dialog.isConnected, asked);
  }
  await title(page, Words[language].undone);
  check((await figure(page, 'good')) > 30, 'what was changed is put back');
  step('takes all of it back');
}

async function byMouse(page, language, step) {
  await page.click('[data-view=loads]');
  await page.waitForSelector('.drop');
  await drop(page, readFileSync(await bookOf(page)));
  await ready(page, 0);
  step('drops a workbook');
  await page.click('#next');
  await ready(page, 1);
  await page.click('#next');
  await title(page, Words[language].completed);
  step('plans and loads');
  for (const [row, address] of Corrections.entries())
    await page.locator('.corrected tbody tr').nth(row).locator('input').first().fill(address);
  await page.click('#load-corrected');
  await ready(page, 1);
  await page.click('#next');
  await title(page, Words[language].corrected);
  step('corrects the two, and loads only them');
  await undoAll(page, language, step, selector => page.click(selector));
}

/** Drops a file on the page, as from a window beside it. */
async function drop(page, bytes, name = Book) {
  const data = await page.evaluateHandle(
    ([bytes, name]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(bytes), c => c.charCodeAt(0))], name));
      return transfer;
    },
    [bytes.toString('base64'), name],
  );
  await page.dispatchEvent('.drop', 'dragover', { dataTransfer: data });
  await page.dispatchEvent('.drop', 'drop', { dataTransfer: data });
}

/** Runs a script without the page, and gives the rows of its last result. */
const byProgram = (page, script) =>
  page.evaluate(async script => {
    const call = async (method, path, body) =>
      (
        await fetch('/api/v1/' + path, { method, headers: { 'Content-Type': 'application/json' }, body: body && JSON.stringify(body) })
      ).json();
    const { session } = await call('POST', 'sessions', {});
    const { run } = await call('POST', `sessions/${session}/runs`, { script, mode: 'run' });
    for (;;) {
      const told = await call('GET', `runs/${run}`);
      if (told.question)
        await fetch(`/api/v1/runs/${run}/answer`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ hash: told.question.hash, yes: true }),
        });
      else if (told.state !== 'running') break;
      await new Promise(resolve => setTimeout(resolve, 50));
    }
    const result = (await call('GET', 'results')).filter(one => one.session === session).at(-1);
    return result ? (await call('GET', `results/${result.id}/rows?from=0&count=10`)).rows : [];
  }, script);

/** Gives a file that puts people on a list whom somebody took off it. */
async function toReturning(page) {
  const pairs = await byProgram(page, "select email, list from ContactListsByEmail@ac where status = 'active' order by 1, 2 limit 2");
  const rows = pairs.map(([email, list]) => `('${email}', '${list}', 'unsubscribed')`).join(', ');
  await byProgram(page, `set automations@ac = 'skip'; insert into ContactListsByEmail@ac (email, list, status) values ${rows}`);
  await toStart(page);
  await drop(page, Buffer.from(['email,list', ...pairs.map(pair => pair.join(','))].join('\n')), 'back.csv');
  await ready(page, 0);
  await page.click('#next');
  await ready(page, 1);
  await page.waitForSelector('input[name=resubscribe]');
}

async function returning(page, language, step) {
  await toReturning(page);
  // The first two pairs are one contact on two lists.
  check((await figure(page, 'bad')) === 2, 'who left the list is rejected');
  step('is asked whether they may come back');
  await page.click('input[name=resubscribe][value=true]');
  // To come back takes a call that cannot keep automations still.
  await page.waitForFunction(() => document.querySelector('.reasons .code') && document.querySelector('input[name=automations]'));
  step('is told that automations cannot keep still');
  await page.click('input[name=automations][value=run]');
  await page.waitForFunction(() => document.querySelector('.step > .sum .good dd')?.textContent === '2');
  const told = await page.textContent('.step');
  const wanted = { en: '1 contact is subscribed again', nl: '1 contact komt terug' }[language];
  check(told.includes(wanted), `'${wanted}' is told`);
  step('sees who comes back');
  await page.click('#next');
  await page.waitForSelector('.steps li:nth-child(4).here');
  check((await figure(page, 'good')) === 2, 'both are on the list again');
  step('loads them');
}

/** A tag that looks like one that is there is told, with both names. */
async function slip(page, language, step) {
  const [[tag]] = await byProgram(page, 'select tag from tags@ac where length(tag) > 6 order by 1 limit 1');
  const [[email]] = await byProgram(page, 'select email from contacts@ac order by id limit 1');
  await toStart(page);
  await drop(page, Buffer.from(`email,tag\n${email},${tag.toUpperCase()}x`), 'slip.csv');
  await ready(page, 0);
  await page.click('#next');
  await ready(page, 1);
  const told = await page.textContent('.step');
  const wanted = { en: `looks like “${tag}”`, nl: `lijkt op “${tag}”` }[language];
  check(told.includes(wanted), `'${wanted}' is told`);
  step('is told which tag it looks like');
}

const walk = (how, language) =>
  async function (open, step) {
    const page = await open({ locale: language === 'nl' ? 'nl-NL' : 'en-GB' });
    await how(page, language, step);
    await page.context().close();
  };

const toStart = async page => {
  await page.evaluate(() => (location.hash = '#/loads'));
  await page.waitForSelector('.drop');
};
const toMapping = async page => {
  await toStart(page);
  await page.click(`text=${Book}`);
  await ready(page, 0);
};
const toPlan = async page => {
  await toMapping(page);
  await page.click('#next');
  await ready(page, 1);
  await page.waitForSelector('tbody .change');
};

module.exports = {
  walks: {
    'a first load by keyboard': walk(byKeys, 'en'),
    'een eerste load met het toetsenbord': walk(byKeys, 'nl'),
    'a first load by mouse': walk(byMouse, 'en'),
    'een eerste load met de muis': walk(byMouse, 'nl'),
    'a tag that looks like another': walk(slip, 'en'),
    'een tag die op een andere lijkt': walk(slip, 'nl'),
    'who left a list': walk(returning, 'en'),
    'wie zich had afgemeld': walk(returning, 'nl'),
  },
  states: {
    'the start of a load': toStart,
    async 'a source and its mapping'(page) {
      await toMapping(page);
      for (const one of await page.$$('.step summary')) await one.click();
    },
    async 'a file that has no headings where it was said'(page) {
      await toMapping(page);
      await page.$eval('#setting-header', one => one.closest('details').setAttribute('open', ''));
      await page.fill('#setting-header', '400');
      await page.keyboard.press('Enter');
      await page.waitForSelector('.source .notice');
    },
    'the plan of a guided load': toPlan,
    'the plan of a load that asks who may come back': toReturning,
    async 'the result of a guided load, with rows to correct'(page) {
      await toPlan(page);
      await page.click('#next');
      await page.waitForSelector('.corrected');
    },
  },
};
