// Every page of a viewer, light and dark, wide and narrow, has nothing that axe objects to. A further argument names the file with its places.
'use strict';
const { readFileSync } = require('fs');
const { check, run } = require('./browser.js');
const { places } = require(process.argv[4] ?? './places.js');

const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const looks = [
  { colorScheme: 'light' }, { colorScheme: 'dark' },
  { colorScheme: 'light', viewport: { width: 360, height: 800 } }, { colorScheme: 'dark', viewport: { width: 360, height: 800 } },
];

run(async open => {
  const all = await places();
  let found = 0;
  for (const look of looks) {
    const page = await open({ hash: all[0], ...look });
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
