'use strict';

// The package active-campaign-api-node (axios inside), used as its page says.
const assert = require('node:assert');
const ActiveCampaign = require('active-campaign-api-node');
const ContactTag = require('active-campaign-api-node/src/api/contacts/tag'); // The package has it, and forgets to hand it out.
const { account, steps } = require('./steps');

const { url, token } = account();
const ac = new ActiveCampaign({ apiUrl: url, apiKey: token });
const contactTags = new ContactTag(ac);
const refused = async (call, status) => {
  const answer = await call().then(() => null, (fault) => fault.response);
  assert.ok(answer, 'it was not refused');
  assert.strictEqual(answer.status, status);
  return answer.data;
};

steps(async (step) => {
  const contact = await step('a contact is created', async () => {
    const { status, data } = await ac.contacts.contact.create({ contact: { email: 'lotte.smit@example.com', firstName: 'Lotte', phone: 31201234567 } });
    assert.strictEqual(status, 201);
    assert.strictEqual(data.contact.phone, 31201234567); // The answer repeats what was sent, in its kind.
    return data.contact.id;
  });
  await step('the same address is refused', async () => {
    const body = await refused(() => ac.contacts.contact.create({ contact: { email: 'lotte.smit@example.com' } }), 422);
    assert.strictEqual(body.errors[0].code, 'duplicate');
  });
  await step('a contact is created or changed by its address', async () => {
    const { status, data } = await ac.contacts.contact.createOrUpdate({ contact: { email: 'lotte.smit@example.com', lastName: 'Smit' } });
    assert.strictEqual(status, 200);
    assert.strictEqual(data.contact.id, contact);
  });
  await step('a contact is read', async () => {
    const { data } = await ac.contacts.contact.retrieve(contact);
    assert.strictEqual(data.contact.lastName, 'Smit');
    assert.strictEqual(data.contact.phone, '31201234567'); // Read again, every value is a text.
    assert.deepStrictEqual(data.contactLists, []);
  });
  await step('a contact is found by its address', async () => {
    const { data } = await ac.contacts.contact.listAll({ email: 'lotte.smit@example.com' });
    assert.strictEqual(data.meta.total, '1');
    assert.strictEqual(data.contacts[0].id, contact);
  });
  const tag = await step('a tag is created', async () => (await ac.tags.tag.create({ tag: { tag: 'from node', tagType: 'contact', description: '' } })).data.tag.id);
  const link = await step('the contact gets the tag', async () => {
    const { data } = await contactTags.addTagToContact({ contactTag: { contact, tag } });
    assert.strictEqual(data.contacts[0].id, contact);
    return data.contactTag.id;
  });
  await step('the tag counts its contact', async () => assert.strictEqual((await ac.tags.tag.retrieve(tag)).data.tag.subscriber_count, '1'));
  await step('the tag goes from the contact, once', async () => {
    assert.deepStrictEqual((await contactTags.removeTagFromContact(link)).data, {});
    assert.match((await refused(() => contactTags.removeTagFromContact(link), 404)).message, /SubscriberTag/);
  });
  const list = await step('a list is created', async () => (await ac.lists.list.create({
    list: { name: 'From node', stringid: 'from-node', sender_url: 'https://example.com', sender_reminder: 'You asked for it.' },
  })).data.list.id);
  await step('the contact is put on the list', async () => {
    const { data } = await ac.contacts.contact.updateListStatus({ contactList: { list, contact, status: 1 } });
    assert.strictEqual(data.contactList.status, 1);
    assert.strictEqual(data.contacts[0].id, contact);
  });
  await step('the list gives its contact', async () => assert.strictEqual((await ac.contacts.contact.listAll({ listid: list, status: 1 })).data.meta.total, '1'));
  const field = await step('a field is created', async () => {
    const { data } = await ac.contacts.customField.create({ field: { type: 'dropdown', title: 'Shoe size', perstag: 'shoe size', visible: 1 } });
    assert.strictEqual(data.field.perstag, 'SHOESIZE');
    return data.field.id;
  });
  await step('the field gets options and a list', async () => {
    await ac.contacts.customField.createOptions({ fieldOptions: [{ field, label: '38', value: '38', orderid: 1 }, { field, label: '39', value: '39', orderid: 2 }] });
    const { data } = await ac.contacts.customField.createRelationshipToList({ fieldRel: { field, relid: list } });
    assert.strictEqual(String(data.fieldRel.relid), String(list));
  });
  const value = await step('the contact gets a value', async () => {
    const { data } = await ac.contacts.customFieldsValue.createCustomFieldValue({ fieldValue: { contact, field, value: '38' } });
    return data.fieldValue.id;
  });
  await step('the value is changed and listed', async () => {
    await ac.contacts.customFieldsValue.updateCustomFieldValueForContact(value, { fieldValue: { contact, field, value: '39' } });
    const { data } = await ac.contacts.customFieldsValue.listAllCustomFieldValues({ 'filters[fieldid]': field });
    assert.deepStrictEqual(data.fieldValues.map((row) => row.value), ['39']);
  });
  const company = await step('an account is created', async () => (await ac.accounts.account.createAccount({ account: { name: 'Fietsen & Zo', accountUrl: 'https://fietsen.example' } })).data.account.id);
  await step('the contact joins the account, and no second one', async () => {
    await ac.accounts.accountContactAssociation.createAssociation({ accountContact: { contact, account: company, jobTitle: 'Owner' } });
    const other = (await ac.accounts.account.createAccount({ account: { name: 'Another One' } })).data.account.id;
    await refused(() => ac.accounts.accountContactAssociation.createAssociation({ accountContact: { contact, account: other } }), 422);
  });
  await step('an account gets a field with a value', async () => {
    const meta = (await ac.accounts.customAccountField.createCustomField({ accountCustomFieldMetum: { fieldLabel: 'Branch', fieldType: 'text' } })).data.accountCustomFieldMetum;
    const { data } = await ac.accounts.customAccountFieldsValue.createCustomFieldValue({ accountCustomFieldDatum: { customerAccountId: company, customFieldId: meta.id, fieldValue: 'Bicycles' } });
    assert.strictEqual(typeof data.accountCustomFieldDatum.customFieldId, 'number'); // These rows have true numbers.
  });
  const pipeline = await step('a pipeline brings three stages', async () => {
    const { data } = await ac.deals.pipeline.create({ dealGroup: { title: 'From node', currency: 'eur', allgroups: 1, allusers: 1, autoassign: 1 } });
    assert.strictEqual(data.dealStages.length, 3);
    return { id: data.dealGroup.id, stage: data.dealStages[0].id };
  });
  const deal = await step('a deal is created, read with its cents and won', async () => {
    const { id } = (await ac.deals.deal.create({ deal: { title: 'Ten bicycles', contact, value: 45600, currency: 'eur', group: pipeline.id, stage: pipeline.stage, owner: 1 } })).data.deal;
    assert.strictEqual((await ac.deals.deal.retrieve(id)).data.deal.value, '45600');
    await ac.deals.deal.update(id, { deal: { status: 1 } });
    assert.strictEqual((await ac.deals.deal.retrieve(id)).data.deal.status, '1');
    return id;
  });
  await step('a deal gets a note and a task', async () => {
    await ac.deals.deal.CreateDealNote(deal, { note: { note: 'Call on Monday.' } });
    const type = (await ac.taskTypes.taskType.create({ dealTasktype: { title: 'Visit' } })).data.dealTasktype.id;
    await ac.tasks.task.create({ dealTask: { title: 'Visit them', relid: deal, reltype: 'Deal', duedate: '2027-01-11T10:00:00+01:00', dealTasktype: type, status: 0 } });
  });
  await step('a webhook, a saved response and an address come and go', async () => {
    const hook = (await ac.webhooks.webhook.create({ webhook: { name: 'Hook', url: 'http://127.0.0.1:9/hook', events: ['subscribe'], sources: ['public'] } })).data.webhook.id;
    const response = (await ac.savedResponses.savedResponse.create({ savedResponse: { title: 'Thanks', subject: 'Thank you', body: 'Thank you.' } })).data.savedResponse.id;
    const address = (await ac.addresses.address.createAddress({ address: { companyName: 'Koppel', address1: 'Dam 1', city: 'Amsterdam', state: 'NH', zip: '1012', country: 'NL' } })).data.address.id;
    await ac.webhooks.webhook.delete(hook);
    await ac.savedResponses.savedResponse.delete(response);
    await ac.addresses.address.deleteAddress(address);
  });
  await step('what the account has of its own is listed', async () => {
    assert.ok(Array.isArray((await ac.campaigns.campaign.listAll()).data.campaigns));
    assert.ok(Array.isArray((await ac.segments.segment.listAll()).data.segments));
    assert.ok(Array.isArray((await ac.users.group.listAll()).data.groups));
    assert.ok((await ac.users.user.retrieveLoggedIn()).data.user.username);
    assert.ok(Array.isArray((await ac.scores.score.listAll()).data.scores));
    assert.ok(Array.isArray((await ac.forms.form.listAll()).data.forms));
  });
  await step('contacts are imported', async () => {
    const { data } = await ac.contacts.contact.bulkImport({ contacts: [{ email: 'daan.mulder@example.com', first_name: 'Daan', tags: ['from node'], subscribe: [{ listid: list }] }] });
    assert.strictEqual(data.success, 1);
  });
  await step('a field, a list and the contact go', async () => {
    await ac.contacts.customField.delete(field);
    await ac.lists.list.delete(list);
    await ac.contacts.contact.delete(contact);
    await refused(() => ac.contacts.contact.retrieve(contact), 404);
  });
});
