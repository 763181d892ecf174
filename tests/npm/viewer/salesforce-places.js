// The places of the Salesforce sandbox's viewer that axe looks at, after something has happened there.
'use strict';
const { call } = require('./browser.js');

const version = '/services/data/v60.0/';

async function places() {
  const org = (method, path, value) => call(method, version + path, value);
  const query = await org('POST', 'jobs/query', { operation: 'query', query: 'SELECT Id FROM Contact' });
  const load = await org('POST', 'jobs/ingest', { operation: 'insert', object: 'Contact' });
  await org('PUT', `jobs/ingest/${load.id}/batches`, 'LastName,Email\nA,a@example.com\n,b@example.com\n');
  await org('PATCH', 'jobs/ingest/' + load.id, { state: 'UploadComplete' });
  const { records } = await org('GET', 'query?q=' + encodeURIComponent("SELECT Id FROM Contact WHERE Email = 'john.doe@acme.com'"));
  await org('GET', 'nothing');
  await call('PUT', '/_sandbox/faults', ['401:0.01', 'rows-locked@99:POST /services/data/{version}/jobs/ingest']);
  return [
    '#/objects', '#/objects/Contact', '#/objects/Contact?search=nobody-at-all', '#/objects/Contact?offset=50', '#/objects/Lead?where=bin', '#/objects/Nothing', '#/records/' + records[0].Id, '#/records/nobody',
    '#/jobs', '#/jobs/' + query.id, '#/jobs/' + load.id, '#/requests', '#/requests/1', '#/requests/6', '#/faults', '#/state', '#/nowhere'];
}

module.exports = { places };
