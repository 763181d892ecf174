import { make } from '../parts/dom.js';
import { filters } from '../parts/filters.js';
import { many, number, time } from '../parts/format.js';
import { link } from '../parts/place.js';
import { read } from '../parts/server.js';
import { empty, pages, table } from '../parts/table.js';
import { facts, section } from './contact.js';

const Limit = 50;

export const outbox = {
  title: 'Outbox',
  controls: () => filters([
    { name: 'campaign', label: 'Campaign', options: async () => (await read('campaigns')).map(row => [row.id, row.name]) },
    { name: 'automation', label: 'Automation', options: async () => (await read('automations')).automations.map(row => [row.id, row.name]) },
  ]),
  read: place => read('outbox?' + new URLSearchParams(place.params)),
  told: data => many(data.kept, 'mail') + (data.total > data.kept ? `, of ${number(data.total)} in all` : ''),
  show: (data, place) => data.kept === 0 ? empty('No mail.', 'What campaigns and automations would send is shown here. Nothing is ever mailed.') : [
    table('Mails, newest first', [
      { label: 'No.', number: true, wide: true, cell: mail => mail.id },
      { label: 'Subject', head: true, cell: mail => make('a', { href: link('outbox', mail.id), 'data-key': 'mail-' + mail.id }, mail.subject || '(no subject)') },
      { label: 'To', cell: mail => make('a', { href: link('contacts', mail.contact) }, mail.to) },
      { label: 'Why', wide: true, cell: mail => mail.why },
      { label: 'Sent', class: 'nowrap', cell: mail => time(mail.sent) },
    ], data.mails, place, { class: 'rows' }),
    pages({ total: data.kept, offset: data.offset, limit: Limit }, place, 'mail', 'mails')],
};

export const mail = {
  title: 'Mail',
  titleOf: data => data.mail.subject || 'Mail without a subject',
  read: place => read('outbox/' + place.id),
  told: data => `to ${data.mail.to}`,
  show: data => [
    section('Mail', facts([
      ['From', address(data.fromName, data.from)], ['To', make('a', { href: link('contacts', data.mail.contact) }, address(data.toName, data.mail.to))], ['Reply to', data.replyTo],
      ['Sent', time(data.mail.sent)], ['Why', data.mail.why],
      ['File', make('a', { href: `/_sandbox/outbox/${data.mail.id}/eml`, download: data.file }, data.file)]])),
    make('div', { class: 'columns' },
      section('Text', data.text ? make('pre', { class: 'wrapped', tabindex: 0, role: 'region', 'aria-label': 'The mail as text' }, data.text) : empty('It has no text.')),
      // In the frame nothing runs, loads or leads anywhere: the server says so, and the frame does too.
      section('HTML', data.html ? make('iframe', { src: `/_sandbox/outbox/${data.mail.id}/html`, sandbox: '', title: 'The mail as HTML' }) : empty('It has no HTML.'))),
  ],
};

const address = (name, email) => name ? `${name} <${email}>` : email;
