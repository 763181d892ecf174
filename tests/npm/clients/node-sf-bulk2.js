'use strict';

// The package node-sf-bulk2, used as its page says.
const assert = require('node:assert');
const { BulkAPI2 } = require('node-sf-bulk2');
const { RESULTTYPE } = require('node-sf-bulk2/dist/model/enum');
const { org, steps } = require('./steps');

const { url, token } = org();
const wait = async (look) => {
  for (let tries = 0; tries < 200; tries++) {
    const job = await look();
    if (['JobComplete', 'Failed', 'Aborted'].includes(job.state)) return job;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('the job does not end');
};

steps(async (step) => {
  const bulk = new BulkAPI2({ accessToken: token, apiVersion: '60.0', instanceUrl: url, isTooling: false });
  const query = await step('a query job is made and done', async () => {
    const job = await bulk.submitBulkQueryJob({ query: 'SELECT Id, LastName FROM Contact', operation: 'query' });
    assert.strictEqual(job.state, 'UploadComplete');
    const done = await wait(() => bulk.getBulkQueryJobInfo(job.id));
    assert.strictEqual(done.state, 'JobComplete');
    assert.strictEqual(done.numberRecordsProcessed, 2500);
    return job.id;
  });
  await step('its pages follow each other by their locators', async () => {
    const ids = [];
    let locator;
    let pages = 0;
    do {
      const page = await bulk.getBulkQueryResults(query, locator, 400);
      const lines = page.data.trim().split('\n');
      assert.strictEqual(lines[0], '"Id","LastName"');
      assert.strictEqual(Number(page.headers['sforce-numberofrecords']), lines.length - 1);
      ids.push(...lines.slice(1).map((line) => line.slice(1, 19)));
      locator = page.headers['sforce-locator'];
      pages++;
    } while (locator !== 'null');
    assert.ok(pages > 6, `${pages} pages`);
    assert.strictEqual(new Set(ids).size, 2500);
    assert.strictEqual(ids.length, 2500);
  });
  await step('a result is streamed', async () => {
    let text = '';
    for await (const part of await bulk.getBulkQueryResultsStream(query)) text += part;
    assert.ok(text.startsWith('"Id","LastName"\n'));
  });
  await step('jobs are listed, and one is deleted', async () => {
    assert.ok((await bulk.getAllBulkQueryJobInfo()).records.some((job) => job.id === query));
    await bulk.deleteBulkQueryJob(query);
    await assert.rejects(bulk.getBulkQueryJobInfo(query), (fault) => fault.response.status === 404);
  });
  await step('a query job is aborted', async () => {
    const job = await bulk.submitBulkQueryJob({ query: 'SELECT Id FROM Account', operation: 'queryAll' });
    assert.ok(['Aborted', 'JobComplete'].includes((await bulk.abortBulkQueryJob(job.id).catch(() => bulk.getBulkQueryJobInfo(job.id))).state));
  });
  await step('what no job can read is refused', () => assert.rejects(
    bulk.submitBulkQueryJob({ query: 'SELECT COUNT(Id) FROM Contact', operation: 'query' }), (fault) => fault.response.status === 400));

  const ingest = await step('rows are loaded', async () => {
    const job = await bulk.createDataUploadJob({ object: 'Contact', operation: 'upsert', externalIdFieldName: 'External_Id__c', contentType: 'CSV', lineEnding: 'LF' });
    assert.strictEqual(job.state, 'Open');
    assert.strictEqual(await bulk.uploadJobData(job.contentUrl, 'External_Id__c,LastName\nb-1,Een\nb-2,\nb-3,"Drie, de"\n'), 201);
    assert.strictEqual((await bulk.closeOrAbortJob(job.id, 'UploadComplete')).state, 'UploadComplete');
    const done = await wait(() => bulk.getIngestJobInfo(job.id));
    assert.strictEqual(done.state, 'JobComplete');
    assert.strictEqual(done.numberRecordsProcessed, 3);
    assert.strictEqual(done.numberRecordsFailed, 1);
    return job.id;
  });
  await step('the result tells what became of each row', async () => {
    const good = await bulk.getResults(ingest, RESULTTYPE.successfulResults);
    assert.match(good, /^"sf__Id","sf__Created",External_Id__c,LastName\n/);
    assert.strictEqual(good.trim().split('\n').length, 3);
    assert.match(await bulk.getResults(ingest, RESULTTYPE.failedResults), /REQUIRED_FIELD_MISSING:/);
    assert.strictEqual((await bulk.getResults(ingest, RESULTTYPE.unprocessedrecords)).trim().split('\n').length, 1);
  });
  await step('a load is aborted and deleted', async () => {
    const job = await bulk.createDataUploadJob({ object: 'Contact', operation: 'insert', contentType: 'CSV', lineEnding: 'LF' });
    assert.strictEqual((await bulk.closeOrAbortJob(job.id, 'Aborted')).state, 'Aborted');
    await bulk.deleteIngestJob(job.id);
  });
});
