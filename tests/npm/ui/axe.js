// Every state of the page, in each look, has nothing that axe objects to, and fits into its width.
// node axe.js ADDRESS CHROMIUM [LOOK [VIEW [STATE]]]
'use strict';
const { readFileSync } = require('fs');
const { check, faults, leave, run } = require('./browser.js');
const views = require('./states.js');

const source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const looks = {
  'light and dark': { colorScheme: 'light' },
  'forced colours': { forcedColors: 'active' },
  'Dutch, 1024 wide': { locale: 'nl-NL', viewport: { width: 1024, height: 768 } },
  'twice as large': { viewport: { width: 683, height: 400 } },
  'Dutch, 390 wide': { locale: 'nl-NL', viewport: { width: 390, height: 800 }, colorScheme: 'dark' },
};

async function look(open, more, name) {
  const page = await open(more);
  await states[name](page);
  await page.evaluate(() => document.querySelector('.toast')?.remove());
  // The policy of the page lets no script in but its own; this one comes from the browser's own door.
  await page.evaluate(source);
  let found = 0;
  // Both colours of one state: to reach it takes longer than to look at it.
  for (const colorScheme of more.colorScheme === 'light' ? ['light', 'dark'] : [null]) {
    if (colorScheme) await page.emulateMedia({ colorScheme });
    found += await objections(page, name);
  }
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(wider <= 0, `${name} fits into its width (it is ${wider} wider)`);
  check(faults(page).length === 0, `${name}: the scripts run without a fault: ${faults(page).join('; ')}`);
  await leave(page);
  return found;
}

/** How many objections axe has; they are told. */
async function objections(page, name) {
  const { violations } = await page.evaluate(tags => axe.run(document, { runOnly: tags }), tags);
  for (const { id, help, nodes } of violations) {
    console.error(
      `${name}: ${id}, ${help}\n  ${nodes
        .slice(0, 3)
        .map(node => node.html + '\n  ' + node.failureSummary)
        .join('\n  ')}`,
    );
  }
  return violations.length;
}

const [wanted, view, state] = process.argv.slice(4);
const states = view ? views[view] : Object.assign({}, ...Object.values(views));
const names = Object.keys(states).filter(name => !state || name.includes(state));
run(
  Object.fromEntries(
    Object.entries(looks)
      .filter(([title]) => !wanted || title === wanted)
      .map(([title, more]) => [
        title,
        async (open, step) => {
          let found = 0;
          for (const name of names) found += await look(open, more, name);
          check(found === 0, `axe has no objection (it has ${found})`);
          step(`${names.length} states`);
        },
      ]),
  ),
);
