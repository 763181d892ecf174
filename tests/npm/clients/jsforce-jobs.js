'use strict';

// The package jsforce again: its jobs of both Bulk APIs, and its sessions.
const assert = require('node:assert');
const jsforce = require('jsforce');
const { org, steps } = require('./steps');

const { url, clientId, clientSecret, username, password } = org();
const oauth2 = { loginUrl: url, clientId, clientSecret, redirectUri: 'http://localhost:1717/callback' };

steps(async (step) => {
  const conn = await step('a user signs in by name and password', async () => {
    const conn = new jsforce.Connection({ oauth2, version: '60.0' });
    const user = await conn.login(username, password);
    assert.match(user.organizationId, /^00D/);
    return conn;
  });
  const john = await step('a query goes to the parent of a record', async () => {
    const { records } = await conn.query("SELECT Id, Email, Account.Name FROM Contact WHERE Email = 'john.doe@acme.com'");
    assert.strictEqual(records[0].Account.Name, 'Acme');
    return records[0].Id;
  });
  conn.bulk2.pollInterval = 50;
  conn.bulk2.pollTimeout = 20_000;
  await step('a Bulk query gives all rows', async () => {
    // More than one page ends in a fault of jsforce's own (jsforce#1546).
    const rows = await (await conn.bulk2.query("SELECT Id, Email FROM Contact WHERE Email LIKE 'j%'")).toArray();
    assert.ok(rows.length > 10 && rows.every(row => row.Email.startsWith('j')));
  });
  await step('a Bulk load tells what became of each row', async () => {
    const results = await conn.bulk2.loadAndWaitForResults({ object: 'Contact', operation: 'insert', input: [{ LastName: 'Bulk', Email: 'bulk@example.com' }, { Email: 'none@example.com' }] });
    assert.strictEqual(results.successfulResults[0].Email, 'bulk@example.com');
    assert.match(results.failedResults[0].sf__Error, /^REQUIRED_FIELD_MISSING:.*:LastName --$/);
    assert.deepStrictEqual(results.unprocessedRecords, []);
  });
  await step('a Bulk upsert finds records by their key', async () => {
    const results = await conn.bulk2.loadAndWaitForResults({ object: 'Contact', operation: 'upsert', externalIdFieldName: 'Email', input: [{ Email: 'john.doe@acme.com', Title: 'Boss' }] });
    assert.deepStrictEqual([results.successfulResults[0].sf__Id, results.successfulResults[0].sf__Created], [john, 'false']);
  });
  await step('a query that no job runs is refused', async () => {
    await assert.rejects(conn.bulk2.query('SELECT COUNT() FROM Contact'), { errorCode: 'API_ERROR' });
  });
  await step('a Bulk job that is not wanted is aborted', async () => {
    const job = conn.bulk2.createJob({ object: 'Contact', operation: 'insert' });
    await job.open();
    await job.uploadData('LastName\nNever\n');
    await job.abort();
    assert.strictEqual((await job.check()).state, 'Aborted');
    await job.delete();
  });

  const old = await step('without an app, a user signs in over SOAP', async () => {
    const one = new jsforce.Connection({ loginUrl: url, version: '60.0' });
    await one.login(username, password);
    assert.strictEqual(one.instanceUrl, url);
    return one;
  });
  await step('a wrong password is refused there', () => assert.rejects(
    new jsforce.Connection({ loginUrl: url }).login(username, 'wrong'), /^Error: INVALID_LOGIN: Invalid username, password, security token/));
  old.bulk.pollInterval = 20;
  old.bulk.pollTimeout = 20_000;
  await step('a batch tells what became of each row', async () => {
    const rows = await old.bulk.load('Contact', 'insert', [{ LastName: 'Batch', Email: 'batch@example.com' }, { Email: 'none@example.com' }]);
    assert.deepStrictEqual(rows.map((one) => one.success), [true, false]);
    assert.match(rows[1].errors[0], /^REQUIRED_FIELD_MISSING:/);
  });
  await step('a batch finds records by their key', async () => {
    const [row] = await old.bulk.load('Contact', 'upsert', { extIdField: 'Email', concurrencyMode: 'Serial' }, [{ Email: 'john.doe@acme.com', Title: 'Chief' }]);
    assert.strictEqual(row.id, john);
  });
  await step('a batch with a field that is not there fails', () => assert.rejects(
    async () => await old.bulk.load('Contact', 'insert', [{ Nothing__c: 'x' }]), /InvalidBatch : Field name not found : Nothing__c/));
  await step('an object that is not there is refused', () => assert.rejects(
    async () => await old.bulk.load('Nothing', 'insert', [{ Name: 'x' }]), { errorCode: 'InvalidEntity' }));
  await step('a query of a batch gives all rows', async () => {
    const rows = await (await old.bulk.query("SELECT Id, Account.Name FROM Contact WHERE Email LIKE 'j%'")).toArray();
    assert.ok(rows.length > 10 && rows.find((row) => row.Id === john)['Account.Name'] === 'Acme');
  });
  await step('records that a query finds are deleted in bulk', async () => {
    const rows = await old.sobject('Contact').find({ LastName: 'Batch' }).destroy({ allowBulk: true, bulkThreshold: 0 });
    assert.ok(rows.length === 1 && rows[0].success);
  });
  await step('it signs out over SOAP', async () => {
    await old.logout();
    await assert.rejects(async () => await old.bulk.load('Contact', 'insert', [{ LastName: 'x' }]));
  });

  const byCode = await step('a code that a browser brought back is exchanged', async () => {
    const auth = new jsforce.OAuth2(oauth2);
    const { headers } = await fetch(auth.getAuthorizationUrl({ scope: 'api refresh_token' }), { redirect: 'manual' });
    const conn = new jsforce.Connection({ oauth2: auth });
    await conn.authorize(new URL(headers.get('location')).searchParams.get('code'));
    return conn;
  });
  await step('a session that is over is renewed by itself', async () => {
    await fetch(url + '/_sandbox/sessions/expire', { method: 'POST' });
    assert.strictEqual((await byCode.query('SELECT COUNT() FROM Account')).done, true);
  });
  await step('it signs out', async () => {
    await byCode.logout();
  });
});
