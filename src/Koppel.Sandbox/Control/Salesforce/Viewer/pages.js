import { faults } from './salesforce/faults.js';
import { job, jobs } from './salesforce/jobs.js';
import { object, objects, record } from './salesforce/objects.js';
import { state } from './salesforce/state.js';
import { request } from './pages/request.js';
import { requests } from './pages/requests.js';

// Every page of the Salesforce sandbox by its name in the address; 'name/' is the page of one row.
export const pages = { objects, 'objects/': object, 'records/': record, jobs, 'jobs/': job, requests, 'requests/': request, faults, state };

// The page to begin with.
export const home = 'objects';

// What the bar shows of the sandbox's pulse.
export const figures = now => [['records', now.records], ['calls', now.calls], ['of the day', now.used], ['sessions', now.sessions], ['faults', now.faults]];

// What the sandbox is called.
export const name = 'Salesforce sandbox';

// The pages in the order of the menu.
export const groups = [
  ['Org', ['objects', 'jobs']],
  ['Sandbox', ['requests', 'faults', 'state']],
];
