// What one does with the pages of connections and settings, by keyboard alone and by mouse, on the demonstration: a connection to its own
// sandbox, as it would be to one's own account.
'use strict';
const { check, faults, leave, shows } = require('./browser.js');

const Key = 'sandbox-token';
const Words = {
  en: { fails: 'token', works: 'works', readOnly: 'read-only', settings: 'Settings and help' },
  nl: { fails: 'token', works: 'werkt', readOnly: 'alleen-lezen', settings: 'Instellingen en hulp' },
};

/** Goes to a view by its link in the head. */
async function view(page, name, act) {
  await act(`.views [data-view=${name}]`);
  await page.waitForSelector(`#view .${name} [data-first]`);
}

/** Until the list of connections has a name, or has it no more. */
const listed = (page, name, is = true) =>
  page.waitForFunction(
    ([name, is]) => {
      const all = [...document.querySelectorAll('table.connections [data-connection]')].map(one => one.dataset.connection);
      return all.length > 0 && all.includes(name) === is;
    },
    [name, is],
  );

const filled = (page, setting) => page.inputValue(`.field[data-setting=${setting}] input`);

/** From the demonstration to a connection of one's own that works, is changed and goes again. 'press' and 'type' are the hand. */
async function walk(page, language, step, hand) {
  const words = Words[language];
  const name = `own_${language}_${hand.name}`;
  const address = await page.evaluate(async () => (await (await fetch('/api/v1/about')).json()).sandbox.url);
  await hand.press(`[data-language=${language}]`);
  await view(page, 'connections', hand.press);
  await hand.press('#own');
  await page.waitForSelector('form.connection');
  check((await page.textContent('.view h2')).includes('ActiveCampaign'), 'the form is that of an ActiveCampaign');
  check(await page.isChecked('#environment-production'), 'a new connection is proposed as production');
  check(await page.isChecked('#access-read-only'), 'and as one that is not written to');
  await hand.type('.field[data-setting=name] input', name);
  await hand.type('.field[data-setting=url] input', address);
  check(await page.isChecked('#environment-sandbox'), 'with an address of this machine it is a sandbox');
  await hand.type('.field[data-setting=token] input', 'a-wrong-key');
  await hand.press('#test');
  await page.waitForSelector('.told-outcome.bad');
  check(!(await page.textContent('.told-outcome')).includes('a-wrong-key'), 'no key is told');
  step('a wrong key is told');

  await hand.type('.field[data-setting=token] input', Key);
  await hand.press('#test');
  await page.waitForSelector('.told-outcome.good');
  step('the right one works, and nothing is written yet');
  await hand.press('#access-read-only');
  await hand.press('#save');
  await listed(page, name);
  await page.waitForFunction(name => document.activeElement.dataset.connection === name, name);
  await shows(page, `tr:has([data-connection=${name}])`, words.works);
  await shows(page, `tr:has([data-connection=${name}])`, words.readOnly);
  step('it is saved, with its key in the store');
  await page.waitForFunction(name => [...document.querySelectorAll('.tree .name')].some(one => one.textContent === name), name);
  step('and stands in the tree');

  await hand.press(`[data-connection=${name}]`);
  await page.waitForSelector('#remove');
  check((await filled(page, 'token')) === '', 'the key is not shown again');
  await hand.press('#environment-test');
  await hand.press('#save');
  await shows(page, `tr:has([data-connection=${name}]) .environment`, 'test');
  step('it is changed');

  await hand.press(`[data-connection=${name}]`);
  await page.waitForSelector('#remove');
  await hand.press('#remove');
  await page.waitForSelector('dialog[open]');
  await hand.press('#forget');
  await hand.press('dialog .danger');
  await listed(page, name, false);
  step('it is removed, and its key with it');

  await settings(page, words, hand, step);
}

/** The zone of times, and a guide that is found. */
async function settings(page, words, hand, step) {
  await view(page, 'settings', hand.press);
  await shows(page, '#view h2', words.settings);
  const before = await page.textContent('#zone-now');
  await hand.type('#looks-zone', 'Asia/Kathmandu');
  await page.keyboard.press('Enter');
  await page.waitForFunction(before => document.querySelector('#zone-now').textContent !== before, before);
  await hand.type('#looks-zone', '');
  await page.keyboard.press('Enter');
  step('times are shown in another zone');
  await hand.type('#guide-filter', 'excel');
  await page.waitForFunction(() => document.querySelectorAll('.guides li:not([hidden])').length < 12);
  await hand.press('.guides a[href="#/settings/guides/excel"]');
  await page.waitForSelector('.guide h2:focus');
  step('a guide is found and read');
}

/** The hand on the keys: an element is reached by Tab, and acted on by its key. */
const keys = page => ({
  name: 'keys',
  async press(selector) {
    await reach(page, selector);
    const isRadio = await page.$eval(selector, one => one.type === 'radio' || one.type === 'checkbox');
    await page.keyboard.press(isRadio ? 'Space' : 'Enter');
  },
  async type(selector, text) {
    await reach(page, selector);
    await page.keyboard.press('Control+a');
    if (text === '') await page.keyboard.press('Delete');
    else await page.keyboard.insertText(text);
  },
});

/** Goes on with Tab until an element has the focus; within a group of radios with the arrows. */
async function reach(page, selector) {
  await page.waitForSelector(selector);
  for (let steps = 0; steps < 120; steps++) {
    const state = await page.$eval(selector, one => {
      const here = document.activeElement;
      return here === one ? 'there' : one.type === 'radio' && here.type === 'radio' && here.name === one.name ? 'group' : 'elsewhere';
    });
    if (state === 'there') return;
    await page.keyboard.press(state === 'group' ? 'ArrowRight' : 'Tab');
  }
  throw new Error(`Not so: ${selector} is reached by keys`);
}

const mouse = page => ({ name: 'mouse', press: selector => page.click(selector), type: (selector, text) => page.fill(selector, text) });

const of = (language, hand) => async (open, step) => {
  const page = await open();
  await walk(page, language, step, hand(page));
  check(faults(page).length === 0, `the scripts run without a fault: ${faults(page).join('; ')}`);
  await leave(page);
};

exports.walks = {
  'connections by keyboard, English': of('en', keys),
  'connections by keyboard, Dutch': of('nl', keys),
  'connections by mouse, English': of('en', mouse),
  'connections by mouse, Dutch': of('nl', mouse),
};

/** The states that axe looks at. */
exports.states = {
  async 'the connections'(page) {
    await page.click('.views [data-view=connections]');
    await page.waitForSelector('table.connections');
  },
  async 'the kinds of connection'(page) {
    await page.click('.views [data-view=connections]');
    await page.click('#add-connection');
    await page.waitForSelector('.kinds');
  },
  async 'the form of a connection, tested'(page) {
    await page.click('.views [data-view=connections]');
    await page.click('#own');
    await page.waitForSelector('form.connection');
    await page.click('details.more summary');
    await page.click('#test');
    await page.waitForSelector('.told-outcome.bad');
  },
  async 'the form of an org'(page) {
    await page.evaluate(() => (location.hash = '#/connections/new/salesforce'));
    await page.waitForSelector('form.connection');
  },
  async 'the settings'(page) {
    await page.click('.views [data-view=settings]');
    await page.waitForSelector('#guide-filter');
  },
  async 'a guide'(page) {
    await page.evaluate(() => (location.hash = '#/settings/guides/loads'));
    await page.waitForSelector('.guide');
  },
};
