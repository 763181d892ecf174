'use strict';

// Salesforce's own parser of SOQL (@salesforce/soql-common): a line of JSON with a text in, a line with its faults out, empty for none.
const readline = require('node:readline');
const { SOQLParser } = require('@salesforce/soql-common/lib/soql-parser');

const parser = SOQLParser({ isApex: false, isMultiCurrencyEnabled: true, apiVersion: 50.0 });

// Signs that no word begins with are passed over, and only the console is told.
let odd = [];
console.error = (fault) => odd.push(String(fault));

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  odd = [];
  let faults;
  try {
    faults = parser.parseQuery(JSON.parse(line)).getParserErrors().map((fault) => fault.getMessage());
  } catch (fault) {
    faults = [fault.message];
  }
  process.stdout.write(JSON.stringify([...faults, ...odd].join('; ')) + '\n');
});
