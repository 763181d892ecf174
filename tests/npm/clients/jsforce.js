'use strict';

// The package jsforce, the usual client of Salesforce's API from JavaScript, used as its pages say.
const assert = require('node:assert');
const jsforce = require('jsforce');
const { account, steps } = require('./steps');

const { url, token } = account();
const { CLIENT_ID: clientId, CLIENT_SECRET: clientSecret, USERNAME: username, PASSWORD: password } = process.env;

steps(async (step) => {
  const conn = new jsforce.Connection({ instanceUrl: url, accessToken: token, version: '60.0' });
  await step('a user signs in by name and password', async () => {
    const other = new jsforce.Connection({ oauth2: { loginUrl: url, clientId, clientSecret, redirectUri: `${url}/callback` } });
    await other.login(username, password);
    assert.strictEqual((await other.identity()).username, username);
  });
  await step('who is signed in is told', async () => assert.strictEqual((await conn.identity()).username, username));
  await step('objects are listed', async () => {
    const names = (await conn.describeGlobal()).sobjects.map((one) => one.name);
    assert.ok(names.includes('Contact') && names.includes('Subscription__c'));
  });
  await step('an object is described', async () => {
    const email = (await conn.sobject('Contact').describe()).fields.find((one) => one.name === 'Email');
    assert.deepStrictEqual([email.type, email.idLookup, email.externalId], ['email', true, false]);
  });
  await step('a query brings records with those that they refer to', async () => {
    const { records } = await conn.query("SELECT Name, Account.Name FROM Contact WHERE Email = 'john.doe@acme.com'");
    assert.deepStrictEqual(records.map((one) => [one.Name, one.Account.Name]), [['John Doe', 'Acme']]);
  });
  await step('all pages of a result are read', async () => {
    const found = new Set();
    let page = await conn.query('SELECT Id FROM Contact');
    for (;;) {
      page.records.forEach((one) => found.add(one.Id));
      if (page.done) break;
      page = await conn.queryMore(page.nextRecordsUrl);
    }
    assert.strictEqual(found.size, 2500);
  });
  await step('a query is put together', async () => {
    const found = await conn.sobject('Account').find({ Name: { $like: 'ac%' }, CreatedDate: { $gte: jsforce.SfDate.toDateTimeLiteral(new Date(0)) } }, ['Id', 'Name'])
      .sort({ Name: 1 }).limit(1).execute();
    assert.ok(/^ac/i.test(found[0].Name));
  });
  await step('children come with their parents', async () => {
    const [acme] = await conn.sobject('Account').select('Name').include('Contacts').select('Email').end().where({ Name: 'Acme' }).execute();
    assert.deepStrictEqual(acme.Contacts.records.map((one) => one.Email), ['john.doe@acme.com']);
  });
  await step('records are counted and grouped', async () => {
    assert.ok(await conn.sobject('Account').count({ Industry: 'Retail' }) > 0);
    const { records } = await conn.query('SELECT Industry, COUNT(Id) n FROM Account GROUP BY Industry ORDER BY COUNT(Id) DESC LIMIT 1');
    assert.ok(records[0].n > 1);
  });
  const made = await step('a record is made and read', async () => {
    const { id } = await conn.sobject('Account').create({ Name: "O'Brien \"Bikes\"" });
    assert.strictEqual((await conn.sobject('Account').retrieve(id)).Name, "O'Brien \"Bikes\"");
    return id;
  });
  await step('a record is changed', async () => {
    await conn.sobject('Account').update({ Id: made, Site: 'Goes' });
    assert.strictEqual((await conn.sobject('Account').retrieve(made)).Site, 'Goes');
  });
  await step('several are made, and one is refused by itself', async () => {
    const answers = await conn.sobject('Account').create([{ Name: 'One' }, {}, { Name: 'Two' }]);
    assert.deepStrictEqual(answers.map((one) => one.success), [true, false, true]);
    assert.strictEqual(answers[1].errors[0].statusCode ?? answers[1].errors[0].errorCode, 'REQUIRED_FIELD_MISSING');
    await conn.sobject('Account').destroy(answers.filter((one) => one.success).map((one) => one.id));
    assert.strictEqual(await conn.sobject('Account').count({ Name: { $in: ['One', 'Two'] } }), 0);
  });
  await step('an upsert makes a record, and then changes it', async () => {
    const contact = conn.sobject('Contact');
    assert.strictEqual((await contact.upsert({ LastName: 'Node', External_Id__c: 'node-1' }, 'External_Id__c')).created, true);
    const answers = await contact.upsert([{ LastName: 'Node', External_Id__c: 'node-1' }, { LastName: 'Edon', External_Id__c: 'node-2' }], 'External_Id__c');
    assert.deepStrictEqual(answers.map((one) => one.created), [false, true]);
  });
  await step('a query that is wrong is refused', async () => assert.rejects(conn.query('SELECT Nope FROM Account'), { errorCode: 'INVALID_FIELD' }));
  await step('what was changed and deleted is told', async () => {
    const [from, to] = [new Date(Date.now() - 3600000), new Date(Date.now() + 60000)];
    await conn.sobject('Account').destroy(made);
    assert.ok((await conn.sobject('Account').deleted(from, to)).deletedRecords.some((one) => one.id === made));
    assert.ok((await conn.sobject('Contact').updated(from, to)).ids.length > 0);
  });
  await step('a deleted record comes back', async () => {
    await conn.soap.undelete([made]);
    assert.strictEqual((await conn.sobject('Account').retrieve(made)).Site, 'Goes');
  });
  await step('the calls of the day are told', async () => {
    assert.strictEqual((await conn.limits()).DailyApiRequests.Max, 15000);
    assert.ok(conn.limitInfo.apiUsage.used > 10);
  });
});
