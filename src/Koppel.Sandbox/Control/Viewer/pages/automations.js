import { make } from '../parts/dom.js';
import { address, many, time } from '../parts/format.js';
import { link } from '../parts/place.js';
import { read } from '../parts/server.js';
import { empty, pages, table } from '../parts/table.js';
import { section } from './contact.js';

const Limit = 50;

// What a load would set off: the automations, and which contact started which of them, and why.
export const automations = {
  title: 'Automations',
  read: async place => {
    const [all, starts] = await Promise.all([read('automations'), read('automations/starts?' + new URLSearchParams(place.params))]);
    return { ...all, ...starts };
  },
  told: data => `${many(data.started, 'start')}, ${many(data.mails, 'mail')}, ${many(data.keptQuiet, 'start')} kept quiet by exclude_automations`,
  show: (data, place) => [
    section('Automations', data.automations.length === 0 ? empty('There is none.') : table('Automations', [
      { label: 'Automation', head: true, cell: row => make('a', { href: link('automations', undefined, { automation: row.id }), 'data-key': 'automation-' + row.id }, row.name) },
      { label: 'Starts when a contact …', cell: row => row.starts.map(text => text.replace(/^it /, '')).join(' or ') },
      { label: 'Does', cell: row => row.steps.join(', then ') || 'nothing' },
      { label: 'Started', number: true, named: true, cell: row => row.entered },
    ], data.automations, place, { class: 'rows' })),
    section(heading(data, place), place.params.automation || place.params.contact ? make('p', {}, make('a', { href: link('automations') }, 'Show all starts')) : null,
      data.total === 0 ? empty('Nothing has been started.', 'A seed and a snapshot start nothing; calls do.') : [startTable(data.starts, place), pages({ total: data.total, offset: data.offset, limit: Limit }, place, 'start', 'starts')]),
  ],
};

function heading(data, place) {
  const { automation, contact } = place.params;
  const name = automation && data.automations.find(row => row.id === +automation)?.name;
  return 'Starts' + (name ? ` of “${name}”` : '') + (contact ? ` by contact ${contact}` : '');
}

export const startTable = (rows, place, withContact = true) => table('Starts of automations, newest first', [
  { label: 'Time', class: 'nowrap', cell: row => time(row.time) },
  withContact && { label: 'Contact', head: true, cell: row => make('a', { href: link('contacts', row.contact), 'data-key': 'start-' + row.id }, address(row.email)) },
  { label: 'Automation', head: !withContact, cell: row => row.name },
  { label: 'Because', cell: row => row.why },
  { label: 'Mails', cell: row => mails(row) },
  { label: 'Call', wide: true, cell: row => row.call ? make('a', { href: link('requests', row.call), class: 'mono' }, `${row.call} ${row.route}`) : row.route ?? '' },
].filter(Boolean), rows, place, { class: 'rows' });

const mails = row => row.mailsLeftOut > 0 ? `${row.mails} sent, ${row.mailsLeftOut} not, since it is active on no list` : many(row.mails, 'mail');
