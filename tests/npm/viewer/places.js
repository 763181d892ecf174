// The places of the ActiveCampaign sandbox's viewer that axe looks at, after something has happened there.
'use strict';
const { call } = require('./browser.js');

async function places() {
  await call('PUT', 'contacts/1', { contact: { firstName: 'Jan', phone: '1' } });
  await call('POST', 'contacts', { contact: { email: 'x' } });
  await call('POST', 'contactTags', { contactTag: { contact: 1, tag: 1 } });
  await call('PUT', '/_sandbox/faults', ['429:0.01', 'cut@99:POST /api/3/contacts']);
  await call('POST', '/_sandbox/campaigns/1/send');
  return [
    '#/contacts', '#/contacts?search=nobody-at-all', '#/contacts?sort=email&dir=desc&offset=50', '#/contacts/1', '#/contacts/999999', '#/contacts/42', '#/contacts/55', '#/lists', '#/segments', '#/campaigns', '#/outbox', '#/outbox/1', '#/automations', '#/tags', '#/pairs', '#/accounts', '#/accounts/1',
    '#/requests', '#/requests/1', '#/requests/2', '#/faults', '#/state', '#/nowhere'];
}

module.exports = { places };
