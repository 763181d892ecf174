// Both languages have the same texts with the same places for values, every text that the page asks for, and what connectors declare, which
// is given as a file with the list of its keys: node words.js PAGE-FOLDER DECLARED.
'use strict';
const { readFileSync, readdirSync } = require('fs');
const { join } = require('path');

const page = process.argv[2];
const scripts = folder =>
  readdirSync(folder, { withFileTypes: true }).flatMap(entry =>
    entry.isDirectory() ? scripts(join(folder, entry.name)) : entry.name.endsWith('.js') ? [join(folder, entry.name)] : [],
  );
const places = text =>
  [...new Set((typeof text === 'string' ? text : Object.values(text).join(' ')).match(/\{\w+\}/g) ?? [])].sort().join();

async function start() {
  // The modules are read as data: a folder without package.json is none that node takes modules from.
  const load = async name =>
    Object.assign(
      {},
      ...(await Promise.all(
        scripts(join(page, 'words', name))
          .map(async file => Object.values(await import('data:text/javascript,' + encodeURIComponent(readFileSync(file, 'utf8')))))
          .map(async told => Object.assign({}, ...(await told))),
      )),
    );
  const [en, nl] = [await load('en'), await load('nl')];
  const faults = [];
  for (const key of new Set([...Object.keys(en), ...Object.keys(nl)])) {
    if (!(key in en)) faults.push(`'${key}' is missing in English`);
    else if (!(key in nl)) faults.push(`'${key}' is missing in Dutch`);
    else if (places(en[key]) !== places(nl[key])) faults.push(`'${key}' has other places: ${places(en[key])} and ${places(nl[key])}`);
    else if (typeof en[key] !== typeof nl[key]) faults.push(`'${key}' has a plural in one language only`);
  }
  const code = scripts(page)
    .filter(file => !file.includes(join(page, 'words') + '/'))
    .map(file => readFileSync(file, 'utf8'))
    .join('\n');
  for (const [, key] of code.matchAll(/\bw\(\s*'([^']+)'\s*[,)]/g)) if (!(key in en)) faults.push(`the page asks for '${key}'`);
  for (const key of Object.keys(en)) {
    const families = [...key.matchAll(/\./g)].map(dot => key.slice(0, dot.index + 1));
    const isAsked = code.includes(`'${key}'`) || families.some(family => code.includes(`'${family}'`));
    if (!isAsked) faults.push(`nothing asks for '${key}'`);
  }
  const wanted = JSON.parse(readFileSync(process.argv[3], 'utf8'));
  const { declared } = await import('data:text/javascript,' + encodeURIComponent(readFileSync(join(page, 'words', 'declared.js'), 'utf8')));
  for (const [language, texts] of Object.entries(declared)) {
    for (const key of wanted) if (!texts[key]) faults.push(`what is declared as '${key}' is missing in '${language}'`);
    for (const key of Object.keys(texts)) if (!wanted.includes(key)) faults.push(`nothing is declared as '${key}'`);
  }
  if (faults.length > 0) {
    console.error(faults.join('\n'));
    process.exitCode = 1;
  } else console.log(JSON.stringify({ walk: 'words', step: `${Object.keys(en).length} texts in two languages` }));
}

start();
