import { account, accounts } from './pages/accounts.js';
import { automations } from './pages/automations.js';
import { campaigns } from './pages/campaigns.js';
import { contact } from './pages/contact.js';
import { contacts } from './pages/contacts.js';
import { faults } from './pages/faults.js';
import { lists } from './pages/lists.js';
import { mail, outbox } from './pages/outbox.js';
import { pairs } from './pages/pairs.js';
import { request } from './pages/request.js';
import { requests } from './pages/requests.js';
import { segments } from './pages/segments.js';
import { state } from './pages/state.js';
import { tags } from './pages/tags.js';

// Every page by its name in the address; 'name/' is the page of one row.
export const pages = { contacts, 'contacts/': contact, tags, pairs, lists, segments, accounts, 'accounts/': account, campaigns, outbox, 'outbox/': mail, automations, requests, 'requests/': request, faults, state };

// The page to begin with.
export const home = 'contacts';

// What the bar shows of the sandbox's pulse.
export const figures = now => [['contacts', now.contacts], ['calls', now.calls], ['refused', now.throttled], ['faults', now.faults]];

// What the sandbox is called.
export const name = 'sandbox';

// The pages in the order of the menu.
export const groups = [
  ['People', ['contacts', 'accounts', 'lists', 'segments', 'tags', 'pairs']],
  ['Mail', ['campaigns', 'outbox', 'automations']],
  ['Sandbox', ['requests', 'faults', 'state']],
];
