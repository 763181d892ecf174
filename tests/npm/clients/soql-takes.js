'use strict';

// Salesforce's own parser of SOQL says of each query, a JSON text on a line, whether it takes it.
const readline = require('node:readline');
const { SOQLParser } = require('@salesforce/soql-common/lib/soql-parser');

const parser = SOQLParser({ isApex: false, isMultiCurrencyEnabled: false, apiVersion: 60.0 });
readline.createInterface({ input: process.stdin }).on('line', (line) => {
  let takes = false;
  try {
    takes = parser.parseQuery(JSON.parse(line)).getParserErrors().length === 0;
  } catch { /* What it breaks off over it does not take. */ }
  console.log(takes ? 'yes' : 'no');
});
