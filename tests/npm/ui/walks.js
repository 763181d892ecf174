// What one does with the query tool, on the demonstration of `koppel ui --demo`.
'use strict';
const { run } = require('./browser.js');

const walks = {};
for (const name of ['connections', 'queries', 'results', 'texts', 'loads', 'runs', 'jobs', 'meanwhile'])
  Object.assign(walks, require(`./${name}.js`).walks);

const only = process.argv[4];
run(only ? Object.fromEntries(Object.entries(walks).filter(([name]) => name.includes(only))) : walks);
