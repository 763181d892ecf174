import { make } from '../parts/dom.js';
import { filters } from '../parts/filters.js';
import { day, many } from '../parts/format.js';
import { link } from '../parts/place.js';
import { read } from '../parts/server.js';
import { empty, pages, table } from '../parts/table.js';
import { facts, section } from './contact.js';
import { contactTable } from './contacts.js';

export const accounts = {
  title: 'Accounts',
  controls: () => filters([{ name: 'search', label: 'Search', placeholder: 'name of an account' }]),
  read: place => read('accounts?' + new URLSearchParams(place.params)),
  told: page => many(page.total, 'account'),
  show: (page, place) => page.total === 0 ? empty('No account is called that.') : [
    table('Accounts', [
      { label: 'Id', sort: 'id', number: true, wide: true, cell: row => row.id },
      { label: 'Account', sort: 'name', head: true, cell: row => make('a', { href: link('accounts', row.id), 'data-key': 'account-' + row.id }, row.name) },
      { label: 'Web address', wide: true, cell: row => row.url ?? '' },
      { label: 'Contacts', sort: 'contacts', number: true, named: true, cell: row => row.contacts },
      { label: 'Created', wide: true, cell: row => day(row.created) },
    ], page.accounts, place, { sort: 'id', class: 'rows' }),
    pages(page, place, 'account', 'accounts')],
};

export const account = {
  title: 'Account',
  titleOf: data => data.account.name,
  read: async place => {
    const contacts = new URLSearchParams({ ...place.params, account: place.id });
    const [row, people] = await Promise.all([read('accounts/' + place.id), read('contacts?' + contacts)]);
    return { account: row, people };
  },
  told: data => `account ${data.account.id}, ${many(data.people.total, 'contact')}`,
  show: (data, place) => [
    section('Account', facts([['Name', data.account.name], ['Web address', data.account.url], ['Created', day(data.account.created)]])),
    section('Contacts', data.people.total === 0 ? empty('No contact belongs to it.') : [contactTable(data.people.contacts, place), pages(data.people, place, 'contact', 'contacts')]),
  ],
};
