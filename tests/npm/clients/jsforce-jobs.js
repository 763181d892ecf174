'use strict';

// The package jsforce again: its Bulk jobs, and its sessions.
const assert = require('node:assert');
const jsforce = require('jsforce');
const { steps } = require('./steps');

const org = JSON.parse(process.env.SANDBOX_ORG);
const oauth2 = { loginUrl: org.url, clientId: org.clientId, clientSecret: org.clientSecret, redirectUri: 'http://localhost:1717/callback' };

steps(async (step) => {
  const conn = await step('a user signs in by name and password', async () => {
    const conn = new jsforce.Connection({ oauth2, version: '60.0' });
    const user = await conn.login(org.username, org.password);
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
  const byCode = await step('a code that a browser brought back is exchanged', async () => {
    const auth = new jsforce.OAuth2(oauth2);
    const { headers } = await fetch(auth.getAuthorizationUrl({ scope: 'api refresh_token' }), { redirect: 'manual' });
    const conn = new jsforce.Connection({ oauth2: auth });
    await conn.authorize(new URL(headers.get('location')).searchParams.get('code'));
    return conn;
  });
  await step('a session that is over is renewed by itself', async () => {
    await fetch(org.url + '/_sandbox/sessions/expire', { method: 'POST' });
    assert.strictEqual((await byCode.query('SELECT COUNT() FROM Account')).done, true);
  });
  await step('it signs out', async () => {
    await byCode.logout();
  });
});
