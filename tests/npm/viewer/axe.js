// Every page of the viewer, light and dark, wide and narrow, has nothing that axe objects to.
'use strict';
const { readFileSync } = require('fs');
const { call, check, go, run } = require('./browser.js');

const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const looks = [
  { colorScheme: 'light' }, { colorScheme: 'dark' },
  { colorScheme: 'light', viewport: { width: 360, height: 800 } }, { colorScheme: 'dark', viewport: { width: 360, height: 800 } },
];

async function places() {
  await call('PUT', 'contacts/1', { contact: { firstName: 'Jan', phone: '1' } });
  await call('POST', 'contacts', { contact: { email: 'x' } });
  await call('POST', 'contactTags', { contactTag: { contact: 1, tag: 1 } });
  await call('PUT', '/_sandbox/faults', ['429:0.01', 'cut@99:POST /api/3/contacts']);
  await call('POST', '/_sandbox/campaigns/1/send');
  return [
    '#/contacts', '#/contacts?search=nobody-at-all', '#/contacts?sort=email&dir=desc&offset=50', '#/contacts/1', '#/contacts/999999', '#/contacts/42', '#/contacts/55', '#/lists', '#/segments', '#/campaigns', '#/outbox', '#/outbox/1', '#/automations', '#/tags', '#/pairs', '#/accounts', '#/accounts/1',
    '#/requests', '#/requests/1', '#/requests/2', '#/faults', '#/state', '#/nowhere'];
}

run(async open => {
  const all = await places();
  let found = 0;
  for (const look of looks) {
    const page = await open(look);
    for (const hash of all) {
      await page.evaluate(hash => { location.hash = hash; }, hash);
      await page.waitForFunction(() => document.title !== '' && document.querySelector('.body[aria-busy="true"]') === null);
      await page.evaluate(source);
      const { violations } = await page.evaluate(tags => axe.run(document, { runOnly: tags }), tags);
      for (const { id, help, nodes } of violations) {
        found++;
        console.error(`${hash} ${look.colorScheme} ${look.viewport?.width ?? 1280}: ${id}, ${help}\n  ${nodes.slice(0, 3).map(node => node.html + '\n  ' + node.failureSummary).join('\n  ')}`);
      }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      check(overflow <= 0, `${hash} fits into ${look.viewport?.width ?? 1280} pixels (it is ${overflow} wider)`);
    }
    const faults = page.faults.filter(fault => !fault.includes('404'));
    check(faults.length === 0, `the scripts run without a fault: ${faults.join('; ')}`);
    await page.close();
  }
  check(found === 0, 'axe has no objection');
  console.log(`${all.length} pages, ${looks.length} looks each, 0 objections`);
});
