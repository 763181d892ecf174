// What happens while something else is under way: a click, a key, another choice, an answer that comes late or not at all.
'use strict';
const { check, faults, leave, shows, write } = require('./browser.js');

const Long = 'select count(*) from range(100000000000) t(i), range(1000) s(j)';

const api = (page, method, path, body, headers = {}) =>
  page.evaluate(
    async ([method, path, body, headers]) => {
      const given = method === 'GET' ? {} : { headers: { 'Content-Type': 'application/json', ...headers }, body: body ?? '{}' };
      const answer = await fetch('/api/v1/' + path, { method, ...given });
      return { status: answer.status, etag: answer.headers.get('ETag'), text: await answer.text() };
    },
    [method, path, body, headers],
  );
const told = async (page, method, path, body) => JSON.parse((await api(page, method, path, body && JSON.stringify(body))).text || 'null');

/** Another program writes a file. */
async function overwrite(page, path, text) {
  const { etag } = await api(page, 'GET', `files/${encodeURIComponent(path)}`);
  await api(page, 'PUT', `files/${encodeURIComponent(path)}`, text, { 'If-Match': etag });
}

const front = page => page.textContent('.tab[aria-selected=true] .name');
const tabOf = (page, name) => page.locator('.tab', { has: page.locator('.name', { hasText: name }) });
const count = page => page.$$eval('.tab', tabs => tabs.length);

async function running(page) {
  await write(page, Long);
  await page.keyboard.press('Control+Enter');
  await page.waitForSelector('#cancel:not([hidden])');
}

async function end(page) {
  check(faults(page).length === 0, `the scripts run without a fault: ${faults(page).join('; ')}`);
  await leave(page);
}

/** Takes a connection away with its key. */
async function remove(page, name) {
  await page.evaluate(name => (location.hash = `#/connections/${name}`), name);
  await page.click('#remove');
  await page.click('#forget');
  await page.click('dialog .danger');
  await page.waitForSelector('dialog[open]', { state: 'detached' });
}

/** Holds what the page asks for until it is let go. */
async function hold(page, address) {
  let release;
  const held = new Promise(resolve => (release = resolve));
  let seen;
  const asked = new Promise(resolve => (seen = resolve));
  const once = async route => {
    seen();
    await held;
    await route.continue();
  };
  await page.route(address, once, { times: 1 });
  return { asked, release };
}

exports.walks = {
  async 'Escape in a field empties it, and cuts nothing off'(open, step) {
    const page = await open();
    await running(page);
    await page.focus('#tree-filter');
    await page.keyboard.type('con');
    const cut = [];
    page.on('request', request => request.url().endsWith('/cancel') && cut.push(request.url()));
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => document.querySelector('#tree-filter').value === '');
    await page.waitForTimeout(300);
    check(cut.length === 0, 'what runs is not cut off');
    step('empties the filter of the tree');
    await page.focus('.cm-content');
    await page.keyboard.press('Escape');
    await page.waitForSelector('#cancel', { state: 'hidden' });
    step('in the text it cancels still');
    await end(page);
  },

  async 'a text that runs is closed only when one says so, and once'(open, step) {
    const page = await open();
    await running(page);
    const name = await front(page);
    const before = await count(page);
    await page.keyboard.press('Alt+w');
    await page.waitForSelector('dialog[open]');
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog[open]', { state: 'detached' });
    check((await front(page)) === name && (await page.isVisible('#cancel')), 'it goes on');
    step('is asked, and may let it go on');
    await page.keyboard.press('Alt+w');
    await page.click('dialog[open] .danger');
    await page.waitForFunction(count => document.querySelectorAll('.tab').length === count, before - 1);
    step('or close it');

    await write(page, 'select 1');
    await write(page, 'select 2');
    const many = await count(page);
    const save = await hold(page, '**/api/v1/files/**');
    await page.keyboard.insertText(' as two');
    await page.keyboard.press('Alt+w');
    await page.keyboard.press('Alt+w');
    await save.asked;
    save.release();
    await page.waitForFunction(count => document.querySelectorAll('.tab').length < count, many);
    await page.waitForTimeout(300);
    check((await count(page)) === many - 1, 'two strokes close one text');
    step('twice at once closes one');
    await end(page);
  },

  async 'each text has a notice of its own when both were changed elsewhere'(open, step) {
    const page = await open();
    const names = [];
    for (const text of ['select 1 as one', 'select 2 as two']) {
      await write(page, text);
      await shows(page, '#saved', 'Saved');
      names.push(await front(page));
    }
    for (const name of names) await overwrite(page, name, `select 3 as of_${names.indexOf(name)}`);
    for (const name of names) {
      await tabOf(page, name).click();
      await page.focus('.cm-content');
      await page.keyboard.press('Control+End');
      await page.keyboard.insertText(', 4 as more');
      await shows(page, '.conflict[role=alert]', name);
    }
    step('both are told');
    await tabOf(page, names[0]).click();
    await shows(page, '.conflict[role=alert]', names[0]);
    await page.click('.conflict[role=alert] button:nth-of-type(1)');
    await page.waitForFunction(() => document.querySelector('.cm-content').textContent.includes('of_0'));
    step('the button is that of the text in front');
    await tabOf(page, names[1]).click();
    await page.waitForFunction(() => document.querySelector('.cm-content').textContent.includes('4 as more'));
    await shows(page, '.conflict[role=alert]', names[1]);
    await page.click('.conflict[role=alert] button:nth-of-type(1)');
    step('the other keeps its words until it is asked for itself');
    await end(page);
  },

  async 'each of many files can be opened'(open, step) {
    const page = await open();
    const paths = Array.from({ length: 30 }, (_, i) => `many/number ${String(i).padStart(2, '0')}.sql`);
    for (const path of paths)
      await api(page, 'PUT', `files/${path.split('/').map(encodeURIComponent).join('/')}`, 'select 1', { 'If-None-Match': '*' });
    await page.reload();
    await page.waitForSelector('.tab[aria-selected=true]');
    for (const path of [paths[0], paths.at(-1)]) {
      await page.click('#files');
      await page.locator('.menu button', { hasText: 'more files' }).click();
      await page.fill('#find-file', path.slice(5, -4));
      await page.focus('#find-file');
      await page.keyboard.press('Enter');
      await page.waitForFunction(path => document.querySelector('.tab[aria-selected=true] .name')?.textContent === path, path);
    }
    step('finds the first and the last by their names');
    for (const path of paths) {
      const address = `files/${path.split('/').map(encodeURIComponent).join('/')}`;
      await api(page, 'DELETE', address, '{}', { 'If-Match': (await api(page, 'GET', address)).etag });
    }
    await end(page);
  },

  async 'the mapping is that of what was chosen last'(open, step) {
    const page = await open();
    const first = await hold(page, '**/api/v1/loads/proposal');
    await page.evaluate(() => (location.hash = '#/loads'));
    await page.waitForSelector('.drop');
    await page.click('text=first-load.xlsx');
    await first.asked;
    await page.$eval('#setting-header', one => one.closest('details').setAttribute('open', ''));
    await page.fill('#setting-header', '6');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.mapping tbody tr');
    const late = page.waitForResponse('**/api/v1/loads/proposal');
    first.release();
    await late;
    await page.waitForTimeout(300);
    const shown = await page.$eval('.mapping tbody th', one => one.firstChild.data);
    const kept = await page.evaluate(() => JSON.parse(sessionStorage.getItem('guide')).mapping.columns[0].column);
    check(shown === kept, `what is shown, '${shown}', is what would be loaded, '${kept}'`);
    step('another way of reading is chosen before the first proposal has come');
    await end(page);
  },

  async 'the button that stops a run is the same as long as it runs'(open, step) {
    const page = await open();
    const { session } = await told(page, 'POST', 'sessions', {});
    const script = `insert into ContactTagsByEmail@ac (email, tag) select email, 'Meanwhile ${Date.now()}' from contacts@ac limit 5`;
    const { run } = await told(page, 'POST', `sessions/${session}/runs`, { script });
    let state;
    do state = await told(page, 'GET', `runs/${run}`);
    while (!state.question);
    await page.evaluate(number => (location.hash = `#/runs/${number}`), state.ledgerRun);
    await page.waitForSelector('.run-state [data-key=stop]');
    await page.$eval('.run-state [data-key=stop]', one => (one.isFirst = true));
    const { hash } = state.question;
    check((await api(page, 'POST', `runs/${run}/answer`, JSON.stringify({ hash, yes: true }))).status === 204, 'it is answered');
    await page.waitForFunction(() => document.querySelector('.runs-head .state')?.textContent.startsWith('Completed'));
    check(await page.$eval('.run-state [data-key=stop]', one => one.isFirst === true), 'it was never replaced');
    check(!(await page.isVisible('.run-state [data-key=stop]')), 'and is gone with the end');
    step('no event takes it away under the mouse');
    await end(page);
  },

  async 'the list of jobs comes back when the server answers again'(open, step) {
    const page = await open();
    await page.evaluate(() => (location.hash = '#/jobs'));
    await page.waitForSelector('.jobs-list');
    await page.waitForFunction(() => document.querySelector('[data-key=pause]')?.textContent);
    await page.route('**/api/v1/jobs', route => route.abort());
    await page.waitForSelector('.page.jobs .notice');
    check(await page.isVisible('[data-key=new]'), 'the list stands there still');
    step('a look that fails is told');
    await page.unroute('**/api/v1/jobs');
    await page.waitForFunction(() => !document.querySelector('.page.jobs [role=alert] .notice'));
    check(await page.isVisible('[data-key=pause]'), 'and can be used');
    step('until the next that succeeds');
    await leave(page);
  },

  async 'a load into production waits for its name, however the text writes it'(open, step) {
    const page = await open();
    const name = `Prod_${Date.now() % 1e6}`;
    const { sandbox } = await told(page, 'GET', 'about');
    const values = { url: sandbox.url, environment: 'production', access: 'read-write' };
    await told(page, 'POST', 'connections', { name, type: 'activecampaign', values, secrets: { token: { value: 'sandbox-token' } } });
    await write(
      page,
      `insert into ContactTagsByEmail@"${name.toLowerCase()}" (email, tag)\nselect email, '${name}' from contacts@ac limit 2`,
    );
    await page.keyboard.press('Control+Enter');
    await page.waitForSelector('dialog[open] #typed');
    check((await page.textContent('dialog .environment')).includes(name), 'the question names the connection');
    check(await page.isDisabled('#send'), 'nothing is sent before the name is typed');
    await page.fill('#typed', name.toLowerCase());
    check(await page.isDisabled('#send'), 'and not with another');
    await page.fill('#typed', name);
    await page.click('#send');
    await page.waitForFunction(() => document.querySelector('.load .stage')?.textContent === 'done');
    step('it is sent when the name is typed');
    await remove(page, name);
    await end(page);
  },

  async 'whoever leaves a form while it is tested stays where he went'(open, step) {
    const page = await open();
    const name = `left_${Date.now() % 1e6}`;
    const { sandbox } = await told(page, 'GET', 'about');
    await page.evaluate(() => (location.hash = '#/connections/new/activecampaign'));
    await page.waitForSelector('form.connection');
    await page.fill('.field[data-setting=name] input', name);
    await page.fill('.field[data-setting=url] input', sandbox.url);
    await page.fill('.field[data-setting=token] input', 'sandbox-token');
    const test = await hold(page, '**/api/v1/connection-tests');
    await page.click('#save');
    await test.asked;
    await page.click('[data-view=settings]');
    await page.waitForSelector('.page.settings');
    test.release();
    await page.waitForFunction(name => [...document.querySelectorAll('.tree .name')].some(one => one.textContent === name), name);
    await page.waitForTimeout(500);
    check((await page.evaluate(() => location.hash)) === '#/settings', 'the settings are in front still');
    step('the connection is there, and the view is that which was chosen');
    await remove(page, name);
    await end(page);
  },
};
