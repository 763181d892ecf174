// What a reader does with the keyboard, and what he sees and hears then.
'use strict';
const { call, check, go, ready, run } = require('./browser.js');

const focused = page => page.evaluate(() => document.activeElement.textContent);
const told = page => page.waitForFunction(() => document.getElementById('status').textContent);
const rows = page => page.$$eval('tbody tr', rows => rows.length);

const walks = {
  async 'the first stop skips to the content'(page) {
    await page.keyboard.press('Tab');
    check((await focused(page)) === 'Skip to the content', 'the first stop is the link that skips');
    await page.keyboard.press('Enter');
    check(await page.evaluate(() => document.activeElement.id === 'main'), 'it leads to the content');
    check((await page.evaluate(() => location.hash)) === '#/contacts', 'and leaves the address alone');
  },

  async 'searches a contact, opens it, goes back'(page) {
    await page.keyboard.press('/');
    await page.keyboard.type('doe');
    await page.waitForFunction(() => document.querySelector('.count').textContent === '1 contact');
    check((await rows(page)) === 1, 'one row is left');
    check(await page.evaluate(() => document.activeElement.id === 'filter-search'), 'the search keeps the focus');
    await page.waitForFunction(() => document.getElementById('status').textContent.includes('1 contact'));
    await page.focus('[data-key="contact-1"]');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('h1').textContent === 'John Doe');
    check((await focused(page)) === 'John Doe', 'the heading of the new page has the focus');
    check((await page.title()).startsWith('John Doe'), 'the title names the contact');
    await page.goBack();
    await page.waitForSelector('[data-key="contact-1"]:focus');
    check((await page.inputValue('#filter-search')) === 'doe', 'the search is there still');
  },

  async 'sorts and turns pages, and the focus stays where it was'(page) {
    await page.focus('[data-key="sort-email"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('th[aria-sort="ascending"] [data-key="sort-email"]:focus');
    await page.keyboard.press('Enter');
    await page.waitForSelector('th[aria-sort="descending"] [data-key="sort-email"]:focus');
    await page.focus('[data-key="Next"]');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('.range').textContent.startsWith('51–'));
    check((await focused(page)) === 'Next', 'the link to the next page keeps the focus');
  },

  async 'a change from elsewhere shows up by itself, unless it is stopped'(page) {
    await call('POST', 'contactTags', { contactTag: { contact: 1, tag: 1 } });
    await page.waitForFunction(() => document.querySelector('tbody tr').textContent.includes('new Test'));
    await page.click('#live');
    await call('PUT', 'contacts/1', { contact: { firstName: 'Quietly' } });
    await page.waitForFunction(() => [...document.querySelectorAll('.figures div')].some(figure => figure.textContent === '2calls'));
    check(!(await page.textContent('tbody tr')).includes('Quietly'), 'it stands still when it was stopped');
    await page.click('#live');
    await page.waitForFunction(() => document.querySelector('tbody tr').textContent.includes('Quietly'));
  },

  async 'a contact tells what changed it, and leads to the call'(page) {
    await call('PUT', 'contacts/1', { contact: { firstName: '<b>Jan</b>' } });
    await go(page, '#/contacts/1');
    check((await page.textContent('h1')) === '<b>Jan</b> Doe', 'a name from outside is text');
    await page.click('text=PUT /api/3/contacts/{id}');
    await page.waitForFunction(() => document.querySelector('h1').textContent === 'Request 1');
    check((await page.textContent('pre')).includes('"firstName": "<b>Jan</b>"'), 'what was sent is shown');
    await page.click('text=Send it again');
    await page.waitForSelector('.verdict');
    check((await page.textContent('.verdict')).includes('the same status, 200'), 'the answer is compared');
  },

  async 'an answer that differs is shown line by line'(page) {
    await call('GET', 'tags/1');
    await call('PUT', 'tags/1', { tag: { description: 'Something else' } });
    await go(page, '#/requests/1');
    await page.click('text=Send it again');
    await page.waitForSelector('.difference ins');
    check((await page.textContent('.difference ins')).includes('Something else'), 'the new line has a plus');
    check((await page.textContent('.difference del')).startsWith('- '), 'the old line has a minus');
  },

  async 'reset asks first'(page) {
    await call('DELETE', 'contacts/2');
    await go(page, '#/state');
    await page.focus('button.danger');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open]');
    check((await focused(page)) === 'Cancel', 'the harmless answer has the focus');
    await page.keyboard.press('Escape');
    await page.waitForSelector('dialog', { state: 'detached' });
    check((await focused(page)) === 'Reset …', 'the focus is back where it was');
    check((await call('GET', '/_sandbox/stats')).contacts === 99, 'nothing was reset');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    check((await focused(page)) === 'Reset', 'the next stop resets');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.getElementById('status').textContent === 'The sandbox is reset.');
    check((await call('GET', '/_sandbox/stats')).contacts === 100, 'it is reset');
  },

  async 'sets a fault and takes it away with the keyboard alone'(page) {
    await go(page, '#/faults');
    await page.focus('#fault-kind');
    await page.keyboard.type('503');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('1');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('.list code')?.textContent === '503:1');
    check((await call('GET', '/_sandbox/faults'))[0] === '503:1', 'the sandbox has the fault');
    await page.focus('[data-key="remove-0"]');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('.body .title')?.textContent === 'No fault is set.');
    check((await call('GET', '/_sandbox/faults')).length === 0, 'and has it no more');
  },

  async 'a fault that cannot be is refused with its reason'(page) {
    await go(page, '#/faults');
    await page.fill('#fault-count', '7');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('[role="alert"]').textContent.includes('no probability'));
  },

  async 'the arrows walk through the pairs of tags, Tab leaves them'(page) {
    await go(page, '#/pairs');
    check((await page.$$('.cross a[tabindex="0"]')).length === 1, 'the table is one stop');
    await page.focus('.cross a');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    check((await page.evaluate(() => document.activeElement.dataset.key)) === 'pair-1-1', 'the arrows walk');
    const count = await focused(page);
    await page.keyboard.press('Enter');
    await page.waitForFunction(count => document.querySelector('.count').textContent.startsWith(count + ' contact'), count);
  },

  async 'a campaign asks first, and its mails can be read'(page) {
    await go(page, '#/campaigns');
    await page.focus('[data-key="send-1"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('dialog[open]');
    check((await call('GET', '/_sandbox/outbox')).total === 0, 'nothing is sent before the answer');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.getElementById('status').textContent.includes('is sent'));
    await page.focus('[data-key="sent-1"]');
    await page.keyboard.press('Enter');
    await page.waitForSelector('tbody th a');
    await page.focus('tbody th a');
    await page.keyboard.press('Enter');
    const frame = await (await page.waitForSelector('iframe')).contentFrame();
    check((await frame.textContent('body')).startsWith('Hello '), 'the mail is shown as it would look');
  },

  async 'nothing in a mail runs'(page) {
    const html = '<p>Mail</p><script>parent.document.title="taken"</script><img src="x" onerror="parent.document.title=\'taken\'">';
    await call('POST', '/_sandbox/automations', { name: 'Wild', tag: 'Test', subject: 'Wild', html });
    await call('POST', 'contactTags', { contactTag: { contact: 9, tag: 1 } });
    const wild = (await call('GET', '/_sandbox/outbox')).mails.find(mail => mail.subject === 'Wild');
    await go(page, '#/outbox/' + wild.id);
    const frame = await (await page.waitForSelector('iframe')).contentFrame();
    await frame.waitForSelector('p');
    check((await page.title()).startsWith('Wild'), 'the title is still that of the mail');
    page.faults.length = 0;
  },

  async 'what a load set off is told'(page) {
    await call('POST', 'contactTags', { contactTag: { contact: 9, tag: 1 } });
    await go(page, '#/automations');
    check((await page.textContent('section:nth-of-type(2) tbody')).includes("it got the tag 'Test'"), 'who, what and why');
    await go(page, '#/contacts/9');
    check((await page.textContent('#main')).includes('Thanks for trying'), 'the contact tells it too');
  },

  async 'the theme is kept'(page) {
    for (const wanted of ['light', 'dark']) {
      await page.click('#theme');
      check((await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)) === wanted, `it is ${wanted}`);
    }
    await page.reload();
    await ready(page);
    check((await page.textContent('#theme')) === 'Theme: dark', 'it is dark still');
  },

  async 'a page that is not there says so'(page) {
    await go(page, '#/contacts/999999');
    check((await page.textContent('[role="alert"]')).includes('There is nothing'), 'the reader is told');
  },
};

run(async open => {
  for (const [name, walk] of Object.entries(walks)) {
    await call('PUT', '/_sandbox/faults', []);
    await call('POST', '/_sandbox/reset');
    const page = await open();
    try {
      await walk(page);
    } catch (fault) {
      throw new Error(`${name}: ${fault.message}`, { cause: fault });
    }
    check(page.faults.filter(fault => !fault.includes('status of 4')).length === 0, `${name}: the scripts run without a fault: ${page.faults.join('; ')}`);
    await page.context().close();
  }
  console.log(`${Object.keys(walks).length} walks`);
});
