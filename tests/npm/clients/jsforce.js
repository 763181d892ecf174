'use strict';

// The package jsforce, on which the vendor's own command line stands.
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
  await step('it learns who it is', async () => {
    assert.strictEqual((await conn.identity()).username, org.username);
  });
  await step('objects are listed and described', async () => {
    const all = (await conn.describeGlobal()).sobjects.map(one => one.name);
    assert.ok(all.includes('Contact') && all.includes('Account'));
    const email = (await conn.sobject('Contact').describe()).fields.find(field => field.name === 'Email');
    assert.strictEqual(email.type, 'email');
  });
  const john = await step('a query goes to the parent of a record', async () => {
    const { records } = await conn.query("SELECT Id, Email, Account.Name FROM Contact WHERE Email = 'john.doe@acme.com'");
    assert.strictEqual(records[0].Account.Name, 'Acme');
    return records[0].Id;
  });
  await step('all pages of a query are followed', async () => {
    const found = await conn.query('SELECT Id FROM Contact', { autoFetch: true, maxFetch: 5000, scanAll: false });
    assert.strictEqual(found.totalSize, 2500);
    assert.strictEqual(found.records.length, 2500);
  });
  const made = await step('a record is created, changed and read', async () => {
    const { id, success } = await conn.sobject('Contact').create({ LastName: 'Smit', Email: 'lotte.smit@example.com' });
    assert.ok(success);
    await conn.sobject('Contact').update({ Id: id, FirstName: 'Lotte' });
    assert.strictEqual((await conn.sobject('Contact').retrieve(id)).Name, 'Lotte Smit');
    return id;
  });
  await step('several records are written in one call, each with its own answer', async () => {
    const answers = await conn.sobject('Contact').create([{ LastName: 'One' }, { FirstName: 'Nobody' }], { allOrNone: false });
    assert.deepStrictEqual(answers.map(answer => answer.success), [true, false]);
    assert.strictEqual(answers[1].errors[0].statusCode, 'REQUIRED_FIELD_MISSING');
  });
  await step('records are upserted by a key', async () => {
    const answers = await conn.sobject('Contact').upsert([{ Email: 'lotte.smit@example.com', LastName: 'Smit-de Vries' }, { Email: 'new@example.com', LastName: 'New' }], 'Email');
    assert.deepStrictEqual(answers.map(answer => answer.created), [false, true]);
  });
  await step('a record is deleted', async () => {
    assert.ok((await conn.sobject('Contact').delete(made)).success);
    await assert.rejects(conn.sobject('Contact').retrieve(made), { errorCode: 'ENTITY_IS_DELETED' });
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
  await step('a query that is wrong is refused with its place', async () => {
    await assert.rejects(conn.query('SELECT Nothing FROM Contact'), fault => fault.errorCode === 'INVALID_FIELD' && fault.message.includes('Row:1:Column:8'));
  });
  await step('calls are counted', () => {
    assert.ok(conn.limitInfo.apiUsage.used > 10);
    assert.strictEqual(conn.limitInfo.apiUsage.limit, 15000);
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
