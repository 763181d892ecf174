'use strict';

// The ActiveCampaign nodes of n8n, as published. This file plays the host: parameters in, HTTP out, in the way of n8n's own.
const assert = require('node:assert');
const http = require('node:http');
const { ActiveCampaign } = require('n8n-nodes-base/dist/nodes/ActiveCampaign/ActiveCampaign.node.js');
const { ActiveCampaignTrigger } = require('n8n-nodes-base/dist/nodes/ActiveCampaign/ActiveCampaignTrigger.node.js');
const { ActiveCampaignApi } = require('n8n-nodes-base/dist/credentials/ActiveCampaignApi.credentials.js');
const { account, steps } = require('./steps');

const { url, token } = account();

async function send(_, { method, uri, qs, body, headers }) {
  const address = new URL(uri);
  for (const [name, value] of Object.entries(qs ?? {})) {
    for (const one of [value].flat()) address.searchParams.append(Array.isArray(value) ? `${name}[]` : name, one);
  }
  const credentials = new ActiveCampaignApi().authenticate.properties.headers;
  const own = Object.fromEntries(Object.entries(credentials).map(([name, text]) => [name, text.replace('={{$credentials.apiKey}}', token)]));
  const answer = await fetch(address, { method, headers: { ...headers, ...own, 'content-type': 'application/json' }, body: body && JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok) throw Object.assign(new Error(`${answer.status} ${text}`), { statusCode: answer.status });
  return JSON.parse(text);
}

const host = (parameters, more = {}) => ({
  getInputData: () => [{ json: {} }],
  getNodeParameter: (name, _, otherwise) => (name in parameters ? parameters[name] : otherwise),
  getCredentials: async () => ({ apiUrl: url, apiKey: token }),
  getNode: () => ({ name: 'ActiveCampaign', type: 'n8n-nodes-base.activeCampaign', typeVersion: 1 }),
  continueOnFail: () => false,
  helpers: {
    requestWithAuthentication: send,
    returnJsonArray: (rows) => [rows].flat().map((json) => ({ json })),
    constructExecutionMetaData: (rows) => rows,
  },
  ...more,
});

const run = async (resource, operation, parameters) => {
  const [rows] = await new ActiveCampaign().execute.call(host({ resource, operation, additionalFields: {}, updateFields: {}, filters: {}, simple: true, returnAll: true, ...parameters }));
  return rows.map((row) => row.json);
};

steps(async (step) => {
  const contact = await step('a contact is created or updated', async () => {
    const [made] = await run('contact', 'create', { updateIfExists: true, email: 'n8n.user@example.com', additionalFields: { firstName: 'Nathan' } });
    const [again] = await run('contact', 'create', { updateIfExists: true, email: 'n8n.user@example.com', additionalFields: { lastName: 'Node' } });
    assert.strictEqual(again.id, made.id);
    return made.id;
  });
  await step('all contacts are read, page after page', async () => {
    const all = await run('contact', 'getAll', {});
    assert.ok(all.length > 100, `only ${all.length} came`);
    assert.strictEqual(new Set(all.map((row) => row.id)).size, all.length);
  });
  await step('a contact is updated and read', async () => {
    await run('contact', 'update', { contactId: contact, updateFields: { phone: '+31 20 555 0100' } });
    assert.strictEqual((await run('contact', 'get', { contactId: contact }))[0].contact.phone, '+31 20 555 0100');
  });
  const company = await step('an account is created', async () => (await run('account', 'create', { name: 'Node Works', additionalFields: { accountUrl: 'https://node.example' } }))[0].id);
  await step('a contact joins it, changes its title and leaves', async () => {
    const [link] = await run('accountContact', 'create', { contact: Number(contact), account: Number(company), additionalFields: { jobTitle: 'Clerk' } });
    await run('accountContact', 'update', { accountContactId: link.id, updateFields: { jobTitle: 'Manager' } });
    await run('accountContact', 'delete', { accountContactId: link.id });
  });
  await step('a tag comes, is given, taken and goes', async () => {
    const [tag] = await run('tag', 'create', { name: 'n8n', tagType: 'contact' });
    const [link] = await run('contactTag', 'add', { contactId: Number(contact), tagId: Number(tag.id) });
    await run('contactTag', 'remove', { contactTagId: Number(link.id) });
    await run('tag', 'update', { tagId: tag.id, updateFields: { description: 'Changed' } });
    assert.strictEqual((await run('tag', 'get', { tagId: tag.id }))[0].tag.description, 'Changed');
    await run('tag', 'delete', { tagId: tag.id });
  });
  await step('a contact is put on a list and taken off', async () => {
    const [list] = await run('list', 'getAll', { returnAll: false, limit: 1 });
    await run('contactList', 'add', { listId: Number(list.id), contactId: Number(contact) });
    const [gone] = await run('contactList', 'remove', { listId: Number(list.id), contactId: Number(contact) });
    assert.strictEqual(gone.id, contact);
  });
  await step('the pickers of fields and tags are filled', async () => {
    const node = new ActiveCampaign();
    const [field] = await node.methods.loadOptions.getContactCustomFields.call(host({}));
    assert.ok(field.name && field.value);
    const tags = await node.methods.loadOptions.getTags.call(host({}));
    assert.ok(tags.length > 0);
    await node.methods.loadOptions.getAccountCustomFields.call(host({}));
  });
  await step('a deal is created, changed, noted and deleted', async () => {
    const { dealGroups: [group], dealStages: [stage] } = await send(null, { method: 'GET', uri: `${url}/api/3/dealGroups` });
    const [{ deal }] = await run('deal', 'create', { title: 'Nodes', contact: Number(contact), value: 1500, currency: 'eur', group: group.id, owner: '1', stage: stage.id });
    await run('deal', 'update', { dealId: Number(deal.id), updateFields: { title: 'More nodes' } });
    const [note] = await run('deal', 'createNote', { dealId: Number(deal.id), dealNote: 'First' });
    assert.ok(note);
    assert.strictEqual((await run('deal', 'get', { dealId: Number(deal.id) }))[0].deal.title, 'More nodes');
    await run('deal', 'delete', { dealId: Number(deal.id) });
  });
  await step('a shop, its customer and an order come and go', async () => {
    const [{ connection: shop }] = await run('connection', 'create', { service: 'shop', externalid: 'shop-1', name: 'Shop', logoUrl: 'https://shop.example/logo.png', linkUrl: 'https://shop.example' });
    const [{ ecomCustomer: customer }] = await run('ecommerceCustomer', 'create', { connectionid: shop.id, externalid: 'c-1', email: 'n8n.user@example.com', additionalFields: { acceptsMarketing: true } });
    const [{ ecomOrder: order }] = await run('ecommerceOrder', 'create', {
      source: 0, email: 'n8n.user@example.com', totalPrice: 4999, currency: 'eur', externalCreatedDate: '2026-10-01T12:00:00+02:00', connectionid: Number(shop.id), customerid: Number(customer.id), externalid: 'o-1',
      orderProducts: [{ externalid: 'p-1', name: 'Bell', price: 4999, quantity: 1, category: 'Parts' }],
    });
    const products = await run('ecommerceOrderProducts', 'getByOrderId', { orderId: order.id });
    assert.strictEqual(JSON.stringify(products).includes('Bell'), true);
    await run('ecommerceOrder', 'delete', { orderId: Number(order.id) });
    await run('ecommerceCustomer', 'delete', { ecommerceCustomerId: Number(customer.id) });
    await run('connection', 'delete', { connectionId: Number(shop.id) });
  });
  await step('a webhook tells the trigger of a tag', async () => {
    let told;
    const heard = new Promise((resolve) => { told = resolve; });
    const server = http.createServer((request, response) => {
      let body = '';
      request.on('data', (part) => { body += part; });
      request.on('end', () => { response.end(); told(new URLSearchParams(body)); });
    });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const memory = {};
    const trigger = host({ events: ['contact_tag_added'], sources: ['api', 'admin', 'public', 'system'] }, {
      getNodeWebhookUrl: () => `http://127.0.0.1:${server.address().port}/hook`,
      getWorkflowStaticData: () => memory,
    });
    const methods = new ActiveCampaignTrigger().webhookMethods.default;
    assert.strictEqual(await methods.checkExists.call(trigger), false);
    assert.strictEqual(await methods.create.call(trigger), true);
    assert.strictEqual(await methods.checkExists.call(trigger), true);
    const [tag] = await run('tag', 'create', { name: 'heard', tagType: 'contact' });
    await run('contactTag', 'add', { contactId: Number(contact), tagId: Number(tag.id) });
    const form = await Promise.race([heard, new Promise((_, no) => setTimeout(() => no(new Error('no word came in 10 seconds')), 10000))]);
    assert.strictEqual(form.get('type'), 'contact_tag_added');
    assert.strictEqual(form.get('contact[email]'), 'n8n.user@example.com');
    assert.strictEqual(await methods.delete.call(trigger), true);
    server.close();
  });
  await step('the contact and the account go', async () => {
    await run('account', 'delete', { accountId: company });
    await run('contact', 'delete', { contactId: contact });
  });
});
