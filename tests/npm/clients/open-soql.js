'use strict';

// Another evaluator of SOQL, the package open-soql. In: JSON of tables (rows by name) and queries; out: a list with the rows of each query,
// or the text of its refusal.
const Module = require('node:module');

// open-soql asks for its parser's ES modules, which node cannot load as they are published; the same files lie in bin.
const find = Module._resolveFilename;
Module._resolveFilename = (name, ...rest) => find(name.replace(/^fruitsconfits\/modules\//, 'fruitsconfits/bin/'), ...rest);
const { build, staticJsonResolverBuilder } = require('open-soql');

(async () => {
  let text = '';
  for await (const part of process.stdin) text += part;
  const { tables, queries } = JSON.parse(text);
  const query = {};
  for (const [name, rows] of Object.entries(tables)) {
    const json = JSON.stringify(rows);
    query[name] = staticJsonResolverBuilder(name, () => Promise.resolve(json));
  }
  const { compile } = build({ resolvers: { query }, relationships: {} });
  const answers = [];
  for (const soql of queries) {
    try {
      answers.push(await compile([soql]).execute({}));
    } catch (fault) {
      answers.push(fault.message);
    }
  }
  process.stdout.write(JSON.stringify(answers));
})();
