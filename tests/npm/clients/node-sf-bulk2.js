'use strict';

// The package node-sf-bulk2, which hands out the locators of pages.
const assert = require('node:assert');
const { setTimeout: sleep } = require('node:timers/promises');
const { BulkAPI2 } = require('node-sf-bulk2');
const { RESULTTYPE } = require('node-sf-bulk2/dist/model/enum');
const { steps } = require('./steps');

const org = JSON.parse(process.env.SANDBOX_ORG);
const bulk = new BulkAPI2({ accessToken: org.token, apiVersion: '60.0', instanceUrl: org.url });
const until = async (ask) => {
  for (let info = await ask(); ; info = await ask()) {
    if (info.state === 'JobComplete') return info;
    assert.ok(['UploadComplete', 'InProgress'].includes(info.state), info.state);
    await sleep(20);
  }
};

steps(async (step) => {
  const query = await step('a query job is made and waited for', async () => {
    const { id, state } = await bulk.submitBulkQueryJob({ query: 'SELECT Id, Email FROM Contact', operation: 'query' });
    assert.strictEqual(state, 'UploadComplete');
    assert.strictEqual((await until(() => bulk.getBulkQueryJobInfo(id))).numberRecordsProcessed, 2500);
    return id;
  });
  await step('its pages are followed by their locators', async () => {
    const ids = new Set();
    let [locator, pages] = [undefined, 0];
    do {
      const { data, headers } = await bulk.getBulkQueryResults(query, locator, 400);
      const lines = data.trimEnd().split('\n').slice(1);
      assert.strictEqual(String(lines.length), headers['sforce-numberofrecords']);
      lines.forEach(line => ids.add(line.split(',')[0]));
      locator = headers['sforce-locator'];
      pages++;
    } while (locator !== 'null');
    assert.strictEqual(ids.size, 2500);
    assert.ok(pages > 6, `${pages} pages`);
  });
  const load = await step('an ingest job is filled and closed', async () => {
    const { id, contentUrl, state } = await bulk.createDataUploadJob({ object: 'Contact', operation: 'insert' });
    assert.strictEqual(state, 'Open');
    assert.strictEqual(await bulk.uploadJobData(contentUrl, 'LastName,Email\nBulk,bulk@example.com\n,none@example.com\n'), 201);
    await bulk.closeOrAbortJob(id, 'UploadComplete');
    assert.strictEqual((await until(() => bulk.getIngestJobInfo(id))).numberRecordsFailed, 1);
    return id;
  });
  await step('its results tell what became of each row', async () => {
    assert.match(await bulk.getResults(load, RESULTTYPE.successfulResults), /^"sf__Id","sf__Created",LastName,Email\n"003\w{15}","true","Bulk","bulk@example.com"\n$/);
    assert.match(await bulk.getResults(load, RESULTTYPE.failedResults), /REQUIRED_FIELD_MISSING/);
  });
});
