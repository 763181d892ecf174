'use strict';

// The package jsforce, used as its pages say.
const assert = require('node:assert');
const jsforce = require('jsforce');
const { org, steps } = require('./steps');

const { url, token, clientId, clientSecret, username, password, refreshToken } = org();
const version = '60.0';

steps(async (step) => {
  const conn = await step('it signs in by user name and password', async () => {
    const one = new jsforce.Connection({ oauth2: { loginUrl: url, clientId, clientSecret }, version });
    await one.login(username, password);
    assert.strictEqual(one.instanceUrl, url);
    assert.ok(one.userInfo.id.startsWith('005'));
    return one;
  });
  await step('a wrong password is refused', () => assert.rejects(
    new jsforce.Connection({ oauth2: { loginUrl: url, clientId, clientSecret }, version }).login(username, 'wrong'), { name: 'invalid_grant' }));
  await step('it signs in by client credentials', async () => {
    const one = new jsforce.Connection({ instanceUrl: url, oauth2: { clientId, clientSecret, loginUrl: url }, version });
    await one.authorize({ grant_type: 'client_credentials' });
    assert.strictEqual((await one.identity()).username, username);
  });
  await step('a session that is over is renewed by the refresh token', async () => {
    const one = new jsforce.Connection({ oauth2: { loginUrl: url, clientId, clientSecret }, instanceUrl: url, accessToken: '00D!over', refreshToken, version });
    let renewed = 0;
    one.on('refresh', () => renewed++);
    assert.strictEqual((await one.query('SELECT COUNT() FROM Contact')).totalSize, 2500);
    assert.strictEqual(renewed, 1);
  });
  await step('a token is enough', async () => {
    const one = new jsforce.Connection({ instanceUrl: url, accessToken: token, version });
    assert.strictEqual((await one.query("SELECT Id, Email FROM Contact WHERE Email = 'JOHN.DOE@acme.com'")).records[0].Email, 'john.doe@acme.com');
    assert.ok(one.limitInfo.apiUsage.limit > 0);
  });
  await step('it knows the versions and who it is', async () => {
    assert.ok((await conn.request('/services/data')).some((one) => one.version === version));
    assert.strictEqual((await conn.identity()).organization_id.slice(0, 3), '00D');
  });
  await step('it describes the org and an object', async () => {
    const all = await conn.describeGlobal();
    assert.ok(all.sobjects.some((one) => one.name === 'Contact' && one.queryable));
    const account = await conn.describe('Account');
    assert.strictEqual(account.fields.find((one) => one.name === 'AnnualRevenue').type, 'currency');
    assert.ok(account.childRelationships.some((one) => one.relationshipName === 'Contacts'));
  });
  await step('pages follow each other', async () => {
    let page = await conn.query('SELECT Id FROM Contact', { headers: { 'Sforce-Query-Options': 'batchSize=400' } });
    const ids = page.records.map((row) => row.Id);
    while (!page.done) {
      page = await conn.queryMore(page.nextRecordsUrl);
      ids.push(...page.records.map((row) => row.Id));
    }
    assert.strictEqual(new Set(ids).size, 2500);
    assert.strictEqual(page.totalSize, 2500);
  });
  await step('all pages are fetched by themselves', async () => {
    const rows = await conn.query('SELECT Id, Account.Name FROM Contact ORDER BY Id').run({ autoFetch: true, maxFetch: 5000 });
    assert.strictEqual(rows.length ?? rows.records.length, 2500);
  });
  await step('children come nested', async () => {
    const { records } = await conn.query("SELECT Name, (SELECT LastName FROM Contacts) FROM Account WHERE Name = 'Acme'");
    assert.ok(records[0].Contacts.records.some((row) => row.LastName === 'Doe'));
  });
  await step('a query is put together', async () => {
    const rows = await conn.sobject('Contact').find({ Email: { $like: 'john.doe%' } }, ['Id', 'LastName']).limit(5);
    assert.strictEqual(rows[0].LastName, 'Doe');
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
  await step('a faulty query is told with its place', () => assert.rejects(conn.query('SELECT Nothing__c FROM Contact'), { errorCode: 'INVALID_FIELD' }));

  const account = await step('a record is created', async () => {
    const made = await conn.sobject('Account').create({ Name: "O'Brien & \"Zo\"", AnnualRevenue: 125000.5, Customer_Number__c: 'C-js' });
    assert.strictEqual(made.success, true);
    return made.id;
  });
  await step('a record is read', async () => {
    const row = await conn.sobject('Account').retrieve(account);
    assert.strictEqual(row.Name, "O'Brien & \"Zo\"");
    assert.strictEqual(row.attributes.type, 'Account');
  });
  await step('a record is changed', async () => {
    assert.strictEqual((await conn.sobject('Account').update({ Id: account, Industry: 'Retail' })).success, true);
    assert.strictEqual((await conn.sobject('Account').retrieve(account)).Industry, 'Retail');
  });
  await step('a record is written by its external id', async () => {
    assert.strictEqual((await conn.sobject('Account').upsert({ Customer_Number__c: 'C-js', Rating: 'Hot' }, 'Customer_Number__c')).success, true);
    assert.strictEqual((await conn.sobject('Account').retrieve(account)).Rating, 'Hot');
    const made = await conn.sobject('Account').upsert({ Customer_Number__c: 'C-js2', Name: 'Nieuw' }, 'Customer_Number__c');
    assert.ok(made.id.startsWith('001'));
  });
  await step('a missing field is refused', () => assert.rejects(
    conn.sobject('Contact').create({ FirstName: 'Nobody' }), { errorCode: 'REQUIRED_FIELD_MISSING' }));
  const contacts = await step('many records are created, and one is refused', async () => {
    const made = await conn.sobject('Contact').create([
      { LastName: 'Een', AccountId: account }, { FirstName: 'Nobody' }, { LastName: 'Drie', AccountId: account },
    ], { allOrNone: false });
    assert.deepStrictEqual(made.map((one) => one.success), [true, false, true]);
    assert.strictEqual(made[1].errors[0].errorCode ?? made[1].errors[0].statusCode, 'REQUIRED_FIELD_MISSING');
    return [made[0].id, made[2].id];
  });
  await step('many are read and changed', async () => {
    const rows = await conn.sobject('Contact').retrieve(contacts);
    assert.deepStrictEqual(rows.map((row) => row.LastName), ['Een', 'Drie']);
    const done = await conn.sobject('Contact').update(contacts.map((Id) => ({ Id, Title: 'Owner' })));
    assert.ok(done.every((one) => one.success));
  });
  await step('many are written by an external id', async () => {
    const done = await conn.sobject('Contact').upsert([{ External_Id__c: 'js-1', LastName: 'A' }, { External_Id__c: 'js-2', LastName: 'B' }], 'External_Id__c');
    assert.ok(done.every((one) => one.success && one.created !== false));
  });
  await step('many are deleted', async () => {
    const done = await conn.sobject('Contact').delete(contacts);
    assert.ok(done.every((one) => one.success));
    await assert.rejects(conn.sobject('Contact').retrieve(contacts[0]));
  });
  await step('a deleted record is seen on request', async () => {
    const { records } = await conn.query(`SELECT Id, IsDeleted FROM Contact WHERE Id = '${contacts[0]}'`, { scanAll: true });
    assert.strictEqual(records[0]?.IsDeleted, true);
  });
  await step('deleted and changed records are listed', async () => {
    const [begin, end] = [new Date(Date.now() - 3600e3), new Date(Date.now() + 60e3)];
    assert.ok((await conn.sobject('Contact').deleted(begin, end)).deletedRecords.some((one) => one.id === contacts[0]));
    assert.ok((await conn.sobject('Account').updated(begin, end)).ids.includes(account));
  });
  await step('a deleted record comes back', async () => {
    await conn.soap.undelete([contacts[0]]);
    assert.strictEqual((await conn.sobject('Contact').retrieve(contacts[0])).Title, 'Owner');
  });
  await step('records are searched for by their words', async () => {
    const { searchRecords } = await conn.search('FIND {john} IN NAME FIELDS RETURNING Contact(Id, Email), Lead');
    assert.ok(searchRecords.some((one) => one.Email === 'john.doe@acme.com'));
  });
  await step('what somebody looked at is recent', async () => {
    await conn.query("SELECT Id FROM Account WHERE Name = 'Acme' FOR VIEW");
    assert.strictEqual((await conn.recent('Account'))[0].Name, 'Acme');
  });
  await step('tools ask what is set up', async () => assert.strictEqual(
    (await conn.tooling.query('SELECT Name FROM ApexTrigger')).records[0].Name, 'AccountRegion'));
  await step('limits are told', async () => assert.ok((await conn.limits()).DailyApiRequests.Max > 0));

  await step('the session ends', async () => {
    await conn.logout();
  });
});
